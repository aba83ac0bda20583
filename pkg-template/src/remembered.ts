import type { Decision } from './decision.js';

/** Where the core remembers a token. What takes its place has another serial number. */
export interface Seat {
  readonly at: number;
  readonly serial: number;
}

/** A token that the core remembers, and what was last told of it. */
export interface Known {
  readonly seat: Seat;
  readonly decision: Decision;
}

// As they were when this was loaded.
const { get, set, delete: remove } = Map.prototype;

/**
 * The tokens that the core remembers, by their whole text: so that a token that comes
 * again need not cross into WebAssembly, nor a decision that is the same come back.
 * Which they are the core alone decides: it has as many seats as there are tokens here.
 */
export class Remembered {
  readonly #known = Object.assign(new Map<unknown, Known>(), { get, set, delete: remove });
  readonly #tokens: string[] = [];

  of(token: unknown): Known | undefined {
    return this.#known.get(token);
  }

  forget(token: unknown): void {
    this.#known.delete(token);
  }

  /** Notes what was told of a token. Whoever had its seat before has it no more. */
  put(token: string, seat: Seat, decision: Decision): void {
    const before = this.#tokens[seat.at];
    if (before !== undefined && before !== token) this.#known.delete(before);
    this.#tokens[seat.at] = token;
    this.#known.set(token, { seat, decision });
  }
}
