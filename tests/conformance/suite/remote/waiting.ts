/** Things that take their time. */
import { expect } from '../check.js';

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** Waits for something to happen. */
export async function until(what: string, happened: () => unknown): Promise<void> {
  for (let round = 0; round < 500; round += 1) {
    if (await happened()) return;
    await pause(0.01);
  }
  expect(false, `${what}: it did not happen`);
}

/** Something that goes on by itself. It may fail before anybody asks for its end. */
export function underWay<T>(promise: Promise<T>): { hasEnded: () => boolean; end: Promise<T> } {
  let ended = false;
  const settle = () => {
    ended = true;
  };
  promise.then(settle, settle);
  return { hasEnded: () => ended, end: promise };
}
