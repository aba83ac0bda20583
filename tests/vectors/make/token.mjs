/** Compact JWS tokens (RFC 7515), right ones and wrong ones, the same on every run. */
import { constants, createHash, sign as signWith } from 'node:crypto';
import { keys, toBigInt, toBytes } from './keys.mjs';

export const base64url = (data) => Buffer.from(data).toString('base64url');

const bytesOf = (part) => (typeof part === 'string' || part instanceof Uint8Array ? part : JSON.stringify(part));

/** RSASSA-PKCS1-v1_5 with SHA-256, as `RS256` says. */
export const rs256 = (input, key) => signWith('sha256', Buffer.from(input), keys[key].privateKey);

/**
 * A token. Header and payload are objects, or JSON text or bytes as they are to stand in it.
 * @param {{ header?: unknown, payload?: unknown, key?: string, sign?: (input: string, key: string) => Uint8Array }} parts
 */
export function token({ header = { alg: 'RS256', typ: 'JWT' }, payload = {}, key = 'alpha', sign = rs256 }) {
  const input = `${base64url(bytesOf(header))}.${base64url(bytesOf(payload))}`;
  return `${input}.${base64url(sign(input, key))}`;
}

function power(base, exponent, modulus) {
  let result = 1n;
  for (let b = base % modulus, e = exponent; e > 0n; e >>= 1n, b = (b * b) % modulus) {
    if (e & 1n) result = (result * b) % modulus;
  }
  return result;
}

/** The signature of an encoded message, whatever it looks like: the bare private operation. */
export function signEncoded(encoded, key) {
  const { modulus, secretExponent, size } = keys[key];
  return toBytes(power(toBigInt(encoded), secretExponent, modulus), size);
}

/** ASN.1 prefixes of DigestInfo (RFC 8017 9.2, note 1). */
export const digestInfo = {
  sha1: '3021300906052b0e03021a05000414',
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
  'sha256 without NULL': '302f300b0609608648016503040201' + '0420',
  'sha512-256': '3031300d060960864801650304020605000420',
};

export const hash = (name, input) => createHash(name).update(input).digest();

/** 00 01 FF…FF 00 T, with every part open to change. */
export function emsa(
  input,
  size,
  {
    prefix = digestInfo.sha256,
    digest = hash('sha256', input),
    lead = '0001',
    fill = 'ff',
    gap = '00',
    tail = '',
  } = {},
) {
  const end = gap + prefix + digest.toString('hex') + tail;
  const room = size - (lead.length + end.length) / 2;
  return Buffer.from(lead + fill.repeat(room).slice(0, 2 * room) + end, 'hex');
}

export const pss = (input, key) =>
  signWith('sha256', Buffer.from(input), {
    key: keys[key].privateKey,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: 0,
  });
