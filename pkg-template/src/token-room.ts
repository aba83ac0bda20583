import type { Core } from '../../build/wasm/symbolon.js';
import { natives } from './natives.js';

/** The most octets of UTF-8 that stand for a UTF-16 code unit. */
const MOST = 3;

/** Where the core reads the token of a call. */
export class TokenRoom {
  readonly #core: Core;
  readonly #memory: WebAssembly.Memory;
  readonly #maxLength: number;
  readonly #utf8 = new natives.TextEncoder();

  /** @param memory of the core */
  constructor(core: Core, memory: WebAssembly.Memory) {
    this.#core = core;
    this.#memory = memory;
    this.#maxLength = core.maxTokenLength;
  }

  /**
   * Writes a token there. Anything but a string is an empty one; of one that is
   * too long no more is written than it takes to see that.
   *
   * @returns how many octets it took
   */
  write(token: unknown): number {
    if (typeof token !== 'string') return 0;
    const text = token.length > this.#maxLength ? natives.slice(token, 0, this.#maxLength + 1) : token;
    const room = MOST * text.length;
    // Making room may move the memory.
    const at = this.#core.roomForToken(room);
    return natives.encodeInto(this.#utf8, text, new natives.Uint8Array(natives.buffer(this.#memory), at, room)).written;
  }
}
