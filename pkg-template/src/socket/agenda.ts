import { LONGEST_DELAY } from '../timer.js';

/** Something to be done at its time, which only an {@link Agenda} sets. */
export class Appointment {
  /** Milliseconds of the monotonic clock. */
  at = 0;
  /** Its index in the heap; -1: it is in none. */
  place = -1;

  constructor(readonly keep: () => void) {}
}

/** So many are kept in one turn of the event loop; what else is due has the next. */
const PER_TURN = 256;

/**
 * Many appointments by one timer, which keeps no process from ending: a binary heap, so that each is made, moved
 * and canceled in logarithmic time. One that is canceled leaves nothing behind.
 */
export class Agenda {
  readonly #heap: Appointment[] = [];
  #timer: unknown;
  #timerAt = Number.POSITIVE_INFINITY;

  /** Makes an appointment, or moves it. @param seconds from now */
  set(appointment: Appointment, seconds: number): void {
    if (appointment.place < 0) appointment.place = this.#heap.push(appointment) - 1;
    appointment.at = performance.now() + seconds * 1000;
    this.#settle(appointment);
    this.#arm();
  }

  cancel(appointment: Appointment): void {
    const { place } = appointment;
    if (place < 0) return;
    appointment.place = -1;
    const last = this.#heap.pop()!;
    if (last !== appointment) {
      this.#put(last, place);
      this.#settle(last);
    }
    if (this.#heap.length === 0) this.#disarm();
  }

  /** A timer that is too early does no harm: nothing is due then, and it is set anew. */
  #arm(): void {
    const [next] = this.#heap;
    if (!next || this.#timerAt <= next.at) return;
    this.#disarm();
    this.#timerAt = next.at;
    const delay = Math.min(Math.max(next.at - performance.now(), 0), LONGEST_DELAY);
    this.#timer = setTimeout(() => this.#ring(), delay);
    (this.#timer as { unref?(): void }).unref?.();
  }

  #disarm(): void {
    clearTimeout(this.#timer as number);
    this.#timerAt = Number.POSITIVE_INFINITY;
  }

  #ring(): void {
    this.#timerAt = Number.POSITIVE_INFINITY;
    const now = performance.now();
    for (let kept = 0; kept < PER_TURN; kept++) {
      const [next] = this.#heap;
      if (!next || next.at > now) break;
      this.cancel(next);
      next.keep();
    }
    this.#arm();
  }

  #put(appointment: Appointment, place: number): void {
    this.#heap[place] = appointment;
    appointment.place = place;
  }

  /** Brings one whose time has changed to where it belongs. */
  #settle(appointment: Appointment): void {
    const heap = this.#heap;
    let { place } = appointment;
    for (let parent = (place - 1) >> 1; place > 0 && heap[parent]!.at > appointment.at; parent = (place - 1) >> 1) {
      this.#put(heap[parent]!, place);
      place = parent;
    }
    for (;;) {
      const left = 2 * place + 1;
      const sooner = left + 1 < heap.length && heap[left + 1]!.at < heap[left]!.at ? left + 1 : left;
      if (sooner >= heap.length || heap[sooner]!.at >= appointment.at) break;
      this.#put(heap[sooner]!, place);
      place = sooner;
    }
    this.#put(appointment, place);
  }
}
