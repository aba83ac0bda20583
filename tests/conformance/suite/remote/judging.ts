/** How a token is judged by remote keys, in a line of a scenario. */
import { equal, expect } from '../check.js';
import { wellFormed } from '../contract.js';
import { NOW } from '../forge.js';
import type { Decision, Verifier } from '../package.js';

/** What tokens are judged by has nothing to do with the clock that keys age by. */
export const context = { now: NOW };

/** `verify` comes to this code, and the status that goes with it. */
export async function judged(verifier: Verifier, token: string, code: string): Promise<Decision> {
  return checked('verify', await verifier.verify(token, context), token, code);
}

/** `verifySync` does, and `explain` fails where it does. */
export function judgedAtOnce(verifier: Verifier, token: string, code: string): Decision {
  const decision = checked('verifySync', verifier.verifySync(token, context), token, code);
  const failed = verifier.explain(token, context).find(({ outcome }) => outcome === 'failed');
  equal(failed?.code, decision.granted ? undefined : code, 'the code that explain fails with');
  return decision;
}

/** The same token fifty times at once. */
export const fiftyTimes = (verifier: Verifier, token: string, code: string): Promise<Decision[]> =>
  Promise.all(Array.from({ length: 50 }, () => judged(verifier, token, code)));

function checked(call: string, decision: Decision, token: string, code: string): Decision {
  wellFormed(decision, token);
  equal(decision.code, code, `${call}: the code`);
  return decision;
}

/** Equal but for the time that a scenario itself takes. */
export function near(actual: number | undefined, expected: number, what: string, within = 2): void {
  expect(actual !== undefined && Math.abs(actual - expected) <= within, `${what} is ${actual}, not about ${expected}`);
}

/** After a failed fetch the next one may come in `pause` seconds, times a random factor from 0.75 to 1.25. */
export function backsOff(retryAt: number | undefined, now: number, pause: number): void {
  const [least, most] = [0.75 * pause, 1.25 * pause];
  const left = (retryAt ?? Number.NaN) - now;
  expect(left > least - 0.05 * pause && left < most + 0.001, `the pause is ${left}, not ${least} to ${most}`);
}
