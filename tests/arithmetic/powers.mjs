/**
 * Powers by an engine against OpenSSL's public operation: `node powers.mjs <count> <seed> <glue> <wasm>`.
 * Prints `{ powers, keys, fused }`, the last of which says whether multiply-add was used, or
 * `{ differs }`, operands that lead to another power.
 */
import { constants, createPublicKey, publicEncrypt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { octetsOf, operands } from './operands.mjs';

const BASES = 50; // for a key

const [count, seed, glue, wasm] = process.argv.slice(2);
const { default: init, Power } = await import(pathToFileURL(glue));
await init({ module_or_path: await readFile(wasm) });

const base64url = (value) => octetsOf(value, Math.ceil(value.toString(16).length / 2)).toString('base64url');

function compare() {
  const { key, base } = operands(seed);
  let [powers, keys, fused] = [0, 0, true];
  while (powers < count) {
    const numbers = key();
    const { bits, n, e } = numbers;
    const length = Math.ceil(bits / 8);
    const jwk = { kty: 'RSA', n: base64url(n), e: base64url(BigInt(e)) };
    const theirs = createPublicKey({ format: 'jwk', key: jwk });
    const ours = new Power(octetsOf(n, length));
    fused &&= ours.fused();
    keys += 1;
    for (let bases = 0; bases < BASES && powers < count; bases += 1, powers += 1) {
      const s = octetsOf(base(numbers), length);
      const expected = publicEncrypt({ key: theirs, padding: constants.RSA_NO_PADDING }, s);
      const power = ours.of(s, BigInt(e));
      if (!power || expected.compare(power) !== 0) return { differs: { n: n.toString(16), s: s.toString('hex'), e } };
    }
    ours.free();
  }
  return { powers, keys, fused };
}

console.log(JSON.stringify(compare()));
