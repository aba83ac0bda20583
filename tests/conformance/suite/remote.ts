/** Keys from a server: a real one, that is told what to answer and counts what it was asked. */
import { type Outcome, recorder } from './check.js';
import { issuers } from './issuers.js';
import type { Symbolon, Vectors } from './package.js';
import { answers } from './remote/answers.js';
import { asking } from './remote/asking.js';
import { caching } from './remote/caching.js';
import { cooldown } from './remote/cooldown.js';
import { events } from './remote/events.js';
import { faults } from './remote/faults.js';
import { freshness } from './remote/freshness.js';
import { lacking } from './remote/lacking.js';
import { offline } from './remote/offline.js';
import { options } from './remote/options.js';
import { pauses } from './remote/pauses.js';
import { pins } from './remote/pins.js';
import { replacements } from './remote/replacements.js';
import { revalidation } from './remote/revalidation.js';
import { rotation } from './remote/rotation.js';
import type { RemoteRuntime } from './remote/runtimes.js';
import { stage } from './remote/scene.js';
import { sharing } from './remote/sharing.js';
import { staleness } from './remote/staleness.js';
import { storage } from './remote/storage.js';

const rooms = [
  options,
  asking,
  answers,
  faults,
  freshness,
  revalidation,
  staleness,
  pauses,
  cooldown,
  rotation,
  sharing,
  pins,
  caching,
  storage,
  offline,
  replacements,
  lacking,
  events,
];

/**
 * Plays every scenario that means something in this runtime.
 *
 * @param origin that of key-server/server.mjs
 * @returns also how many scenarios were passed over, by the reason
 */
export async function remote(
  symbolon: Symbolon,
  { keys }: Pick<Vectors, 'keys'>,
  origin: string,
  runtime: RemoteRuntime,
): Promise<Outcome & { passedOver: Record<string, number> }> {
  const { outcome, test } = recorder();
  const passedOver: Record<string, number> = {};
  const scenario = await stage(symbolon, keys, origin, runtime, test, (why) => {
    passedOver[why] = (passedOver[why] ?? 0) + 1;
  });
  for (const room of rooms) await room(scenario);
  await issuers(symbolon, { keys }, origin, test);
  return { ...outcome, passedOver };
}
