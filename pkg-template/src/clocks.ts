/** A moment: Unix time, and the time since an arbitrary moment, both in seconds. */
export type Moment = readonly [wall: number, monotonic: number];

/** Now, by the wall clock alone, which is enough where nothing ages. */
export function wallNow(): Moment {
  const wall = Date.now() / 1000;
  return [wall, wall];
}

/** Now, by both clocks. Where there is no monotonic one the wall clock alone counts. */
export function now(): Moment {
  const wall = Date.now() / 1000;
  try {
    return [wall, performance.now() / 1000];
  } catch {
    return [wall, wall];
  }
}
