/** Keys from a server: a real one, whose behavior is chosen by the path and who counts what it was asked. */
import { addresses } from './addresses.js';
import { answers } from './answers.js';
import { asking } from './asking.js';
import { type Outcome, recorder } from './check.js';
import { keyServer } from './key-server.js';
import type { Symbolon, Vectors } from './package.js';

/** @param origin that of key-server.mjs */
export async function remote(symbolon: Symbolon, { keys }: Pick<Vectors, 'keys'>, origin: string): Promise<Outcome> {
  const { outcome, test } = recorder();
  const server = await keyServer(symbolon, keys, origin, test);
  await addresses(server);
  await asking(server);
  await answers(server);
  return outcome;
}
