import type { Verdict } from '../guard/index.js';
import { type Agenda, Appointment } from './agenda.js';

/** What all sockets of a guard share. */
export interface Terms {
  readonly agenda: Agenda;
  /** Seconds from one judgment to the next. */
  readonly recheck: number;
  /** Seconds that a judgment may take. */
  readonly timeout: number;
  /** Unix time in seconds. */
  readonly now: () => number;
}

/** What a judgment comes to; `undefined`: it takes too long. */
export const inTime = (judgment: Promise<Verdict>, { agenda, timeout }: Terms): Promise<Verdict | undefined> =>
  new Promise((resolve) => {
    const late = new Appointment(() => resolve(undefined));
    agenda.set(late, timeout);
    void judgment.then((verdict) => {
      agenda.cancel(late);
      resolve(verdict);
    });
  });
