// The portable module's bytes as JavaScript.
import digits from 'symbolon.wasm';

/** The engine's own way is from 2025, and spares a page a long loop while its code is cold. */
export const bytes = (): Uint8Array<ArrayBuffer> => Uint8Array.fromHex?.(digits) ?? read();

function read(): Uint8Array<ArrayBuffer> {
  const octets = new Uint8Array(digits.length / 2);
  for (let i = 0; i < octets.length; i++) octets[i] = (value(2 * i) << 4) | value(2 * i + 1);
  return octets;
}

/** "0" to "9" are 0x30 to 0x39, "a" to "f" 0x61 to 0x66. */
function value(at: number): number {
  const unit = digits.charCodeAt(at);
  return (unit & 15) + 9 * (unit >> 6);
}
