/**
 * The test keys: `keys/<name>.json`. Only `private` is given there; the public
 * forms beside it are derived here, so that no reader of the vectors needs to
 * know how a key is written.
 */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../keys/', import.meta.url);

export const toBigInt = (bytes) => BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);

/** Big-endian, in exactly `length` octets where that is given (I2OSP of RFC 8017). */
export function toBytes(number, length) {
  const hex = number.toString(16);
  const octets = length ?? Math.ceil(hex.length / 2);
  return Buffer.from(hex.padStart(2 * octets, '0'), 'hex');
}

function read(name) {
  const { private: pem } = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  const { kty, n, e, ...secret } = privateKey.export({ format: 'jwk' });
  const modulus = toBigInt(Buffer.from(n, 'base64url'));
  return {
    pem,
    privateKey,
    secret,
    modulus,
    exponent: toBigInt(Buffer.from(e, 'base64url')),
    secretExponent: toBigInt(Buffer.from(secret.d, 'base64url')),
    bits: modulus.toString(2).length,
    size: Math.ceil(modulus.toString(2).length / 8),
    jwk: { kty, n, e },
    spki: publicKey.export({ format: 'pem', type: 'spki' }),
    pkcs1: publicKey.export({ format: 'pem', type: 'pkcs1' }),
  };
}

/** Everything known of each key, by name. */
export const keys = Object.fromEntries(
  readdirSync(folder)
    .sort()
    .map((file) => file.replace('.json', ''))
    .map((name) => [name, read(name)]),
);

/** The text of `keys/<name>.json`. */
export function keyFile({ pem, jwk, spki, pkcs1, bits, exponent }) {
  const about = `TEST KEY, published on purpose and worth nothing: RSA, ${bits} bits, exponent ${exponent}. Never trust it.`;
  return `${JSON.stringify({ about, jwk, spki, pkcs1, private: pem }, null, 2)}\n`;
}
