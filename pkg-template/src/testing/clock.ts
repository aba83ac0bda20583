/** A clock that stands still until it is told otherwise. */
export interface TestClock {
  /** Unix time in seconds: the `now` of a context, and itself the option `now` of a guard. */
  readonly now: () => number;
  /** Lets seconds pass; a negative number turns it back. @throws {RangeError} if they are no finite number */
  advance(seconds: number): void;
  /** Sets it to a Unix time in seconds. @throws {RangeError} likewise */
  set(now: number): void;
}

export function createClock(start: number): TestClock {
  let time = finite(start);
  return {
    now: () => time,
    advance(seconds) {
      time += finite(seconds);
    },
    set(now) {
      time = finite(now);
    },
  };
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError('A clock is set to a number of seconds.');
  return value;
}
