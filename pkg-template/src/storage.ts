// The cache that outlives the process, as its owner gave it.
import type { KeyCache, StoredKeys } from './options.js';
import { within } from './timer.js';

const TOO_SLOW = 'it took too long';
const THREW = 'it threw or rejected';
const TOO_STRANGE = 'it holds something that no set of keys comes to';

/** What came of asking: a value, or why there is none, as a clause for developers. */
interface Outcome<T> {
  readonly value: T | undefined;
  readonly reason: string | undefined;
}

/** So that every member is an outcome's own: what a page, or a hole in it, adds to `Object.prototype` is no set of keys. */
const NONE = { value: undefined, reason: undefined };

/**
 * What is kept, as JSON text; no value if nothing is.
 *
 * @param patience seconds to wait at most
 * @param maxLength of the text
 * @param holds whether that keeps a process from ending
 */
export async function restore(
  cache: KeyCache,
  patience: number,
  maxLength: number,
  holds: boolean,
): Promise<Outcome<string>> {
  const { value, reason } = await ask(() => cache.get(), patience, holds);
  if (reason !== undefined) return { ...NONE, reason };
  if (value === undefined || value === null) return NONE;
  // Some storages give back the text that an object was made to, others the object.
  const text = typeof value === 'string' ? value : textOf(value);
  return text !== undefined && text.length <= maxLength ? { ...NONE, value: text } : { ...NONE, reason: TOO_STRANGE };
}

/** Keeps the value in place of what was kept. The reason why it could not, if so. */
export const keep = async (
  cache: KeyCache,
  value: StoredKeys,
  patience: number,
  holds: boolean,
): Promise<string | undefined> => (await ask(() => cache.set(value), patience, holds)).reason;

/** Never rejects. */
const ask = (question: () => unknown, patience: number, holds: boolean): Promise<Outcome<unknown>> =>
  within<Outcome<unknown>>(patience, holds, answered(question), { ...NONE, reason: TOO_SLOW });

async function answered(question: () => unknown): Promise<Outcome<unknown>> {
  try {
    return { ...NONE, value: await question() };
  } catch {
    return { ...NONE, reason: THREW };
  }
}

/** Of some things, functions among them, there is no text. */
function textOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
