import { SymbolonError } from './error.js';

/** An `AbortSignal`, in environments with and without its type. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/**
 * What `start` comes to, unless the signal is aborted first: then a rejection with
 * its reason. What was started goes on, for others.
 *
 * @throws {SymbolonError} `options_invalid` for anything but a signal or nothing
 */
export async function untilAborted<T>(signal: unknown, start: () => Promise<T>): Promise<T> {
  if (signal === undefined || signal === null) return start();
  if (!isSignal(signal)) throw new SymbolonError('options_invalid', 'The `signal` must be an AbortSignal.');
  if (signal.aborted) throw signal.reason;
  let listener = () => {};
  const aborted = new Promise<never>((_, reject) => {
    listener = () => reject(signal.reason);
  });
  signal.addEventListener('abort', listener);
  try {
    return await Promise.race([start(), aborted]);
  } finally {
    signal.removeEventListener('abort', listener);
  }
}

/** By its members: it may come from another realm. */
const isSignal = (value: unknown): value is AbortSignalLike => {
  const { aborted, addEventListener, removeEventListener } = value as Partial<AbortSignalLike>;
  return (
    typeof aborted === 'boolean' && typeof addEventListener === 'function' && typeof removeEventListener === 'function'
  );
};
