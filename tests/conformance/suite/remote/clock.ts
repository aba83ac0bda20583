/** Clocks that go on when they are told to: nothing here waits for a day. */

/** Where the wall clock stands first, in Unix seconds, and the monotonic one: whole numbers, as HTTP dates are. */
const START = { wall: 2_000_000_000, monotonic: 1000 };

export interface Clock {
  /** Unix seconds. */
  now(): number;
  /** Puts the wall clock forward by so many seconds, or back if they are negative. */
  skip(seconds: number): void;
  /** Puts it to a moment in Unix seconds, and not short of it by rounding. */
  to(moment: number): void;
  /** Lets the monotonic clock go on. */
  skipMonotonic(seconds: number): void;
}

/** Runs `body` by such clocks. They stand still meanwhile, as those of a Worker do; timers run. */
export async function byClock<T>(body: (clock: Clock) => Promise<T>): Promise<T> {
  let wall = START.wall * 1000;
  let monotonic = START.monotonic * 1000;
  const { now } = Date;
  const own = Object.getOwnPropertyDescriptor(performance, 'now');
  Date.now = () => wall;
  Object.defineProperty(performance, 'now', { configurable: true, value: () => monotonic });
  try {
    return await body({
      now: () => wall / 1000,
      skip: (seconds) => {
        wall = Math.round(wall + seconds * 1000);
      },
      to: (moment) => {
        wall = Math.ceil(moment * 1000);
      },
      skipMonotonic: (seconds) => {
        monotonic += seconds * 1000;
      },
    });
  } finally {
    Date.now = now;
    if (own) Object.defineProperty(performance, 'now', own);
    else Reflect.deleteProperty(performance, 'now');
  }
}
