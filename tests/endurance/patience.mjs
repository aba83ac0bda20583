/** Waiting for what must happen. How long it takes is not judged; that it never happens is. */
import { setTimeout as pause } from 'node:timers/promises';

/** In seconds; much longer than anything that is waited for here takes. */
export const PATIENCE = 20;

/**
 * @template T
 * @param {Promise<T>} promise
 * @param {string} what is waited for, as in "an answer"
 * @returns {Promise<T>}
 */
export async function within(promise, what) {
  const calledOff = new AbortController();
  const late = pause(1000 * PATIENCE, undefined, { signal: calledOff.signal }).then(() => {
    throw new Error(`In ${PATIENCE} s there was not ${what}.`);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    calledOff.abort();
    late.catch(() => {});
  }
}

/** Looks again and again until there is something. */
export async function until(look, what) {
  for (let left = PATIENCE / 0.05; left > 0; left -= 1) {
    const found = await look();
    if (found) return found;
    await pause(50);
  }
  throw new Error(`In ${PATIENCE} s there was not ${what}.`);
}
