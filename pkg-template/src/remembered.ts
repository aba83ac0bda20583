import type { Told } from './decision.js';

/** What was told last of a token that the core remembers. */
export interface Known {
  /** The place that it has there. */
  readonly seat: number;
  /** The number by which the core knows the decision. */
  readonly number: number;
  readonly told: Told;
}

/**
 * The tokens that the core remembers, by their whole text: so that one that comes again
 * need not cross into WebAssembly, nor a decision that is the same come back. Which they
 * are the core alone decides: there are no more of them here than it has seats.
 */
export class Remembered {
  readonly #known = withOwnMethods(new Map<unknown, Known>());
  readonly #tokens: string[] = [];

  of(token: unknown): Known | undefined {
    return this.#known.get(token);
  }

  /** Notes what was told of a token. Who had its seat has none any more. */
  put(token: string, known: Known): void {
    const before = this.#tokens[known.seat];
    if (before !== undefined && before !== token) this.#known.delete(before);
    this.#tokens[known.seat] = token;
    this.#known.set(token, known);
  }
}

/** As they are now: pages patch what is global. */
function withOwnMethods<M extends Map<unknown, unknown>>(map: M): M {
  const { get, set, delete: remove } = map;
  return Object.assign(map, { get, set, delete: remove });
}
