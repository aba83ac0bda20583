import type { Told } from './decision.js';

/**
 * The tokens that the core remembers, by their whole text: so that one that comes again
 * need not cross into WebAssembly, nor a decision that is the same come back. Which they
 * are the core alone decides: there are no more of them here than it has seats.
 */
export class Remembered {
  readonly #known = withOwnMethods(new Map<unknown, Told>());
  readonly #tokens: unknown[] = [];

  /** What was told last of a token that has come before. */
  of(token: unknown): Told | undefined {
    return this.#known.get(token);
  }

  /** Notes what was told of a token. Who had its seat has none any more. */
  put(token: unknown, told: Told): void {
    if (!told.kept) return;
    const { seat } = told.kept;
    const before = this.#tokens[seat];
    if (before !== token) this.#known.delete(before);
    this.#tokens[seat] = token;
    this.#known.set(token, told);
  }
}

/** As they are now: pages patch what is global. */
function withOwnMethods<M extends Map<unknown, unknown>>(map: M): M {
  const { get, set, delete: remove } = map;
  return Object.assign(map, { get, set, delete: remove });
}
