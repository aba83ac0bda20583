import type { Core } from '../../build/wasm/symbolon.js';

// As it is now: pages patch what is global.
const { encodeInto } = TextEncoder.prototype;
const utf8 = Object.assign(new TextEncoder(), { encodeInto });

/** The most octets of UTF-8 that stand for a UTF-16 code unit. */
const MOST = 3;

/**
 * Writes a token to where the core reads it. Anything but a string is an empty
 * one; of one that is too long no more is written than it takes to see that.
 *
 * @param maxLength of the tokens that the core looks at
 * @returns how many octets it took
 */
export function write(token: unknown, core: Core, memory: WebAssembly.Memory, maxLength: number): number {
  if (typeof token !== 'string') return 0;
  const text = token.length > maxLength ? token.slice(0, maxLength + 1) : token;
  const room = MOST * text.length;
  // Making room may move the memory.
  const at = core.roomForToken(room);
  return utf8.encodeInto(text, new Uint8Array(memory.buffer, at, room)).written;
}
