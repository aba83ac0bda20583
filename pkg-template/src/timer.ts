/** 2^31 - 1: longer ones end at once (HTML Standard, timer initialization steps). */
export const LONGEST_DELAY = 2_147_483_647;

/**
 * What `work` comes to, or `late` if that takes more than so many seconds.
 *
 * @param holds whether the timer keeps a process from ending
 */
export async function within<T>(seconds: number, holds: boolean, work: Promise<T>, late: T): Promise<T> {
  let timer: unknown;
  const over = new Promise<T>((resolve) => {
    try {
      timer = setTimeout(resolve, Math.min(seconds * 1000, LONGEST_DELAY), late);
      // What setTimeout gives is an object in Node, and a number in browsers.
      if (!holds) (timer as { unref?(): void }).unref?.();
    } catch {
      // There are none at a worker's module scope. Nor is there anything that takes long.
    }
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer as number);
  }
}

/** Waits by a timer of the caller's own, which keeps a process from ending. */
export const sleep = (seconds: number): Promise<void> => within(seconds, true, new Promise<void>(() => {}), undefined);
