import { base64url, encoded } from '../base64url.js';
import type { Jwk } from '../options.js';

/** A key that signs licenses. */
export interface SigningKey {
  readonly keyId: string;
  /** Its public part. */
  readonly jwk: Jwk;
  /** A token in compact form (RFC 7515 7.1), by RS256. */
  sign(header: object, claims: object): Promise<string>;
}

const RS256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
/** The fewest bits that a verifier takes, which are the soonest made. */
const SIZE = { modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) };

/** Makes a key, by WebCrypto. */
export async function createKey(subtle: SubtleCrypto, keyId: string): Promise<SigningKey> {
  const { publicKey, privateKey } = await subtle.generateKey({ ...RS256, ...SIZE }, false, ['sign', 'verify']);
  const { kty, n, e } = await subtle.exportKey('jwk', publicKey);
  return {
    keyId,
    jwk: { kty, kid: keyId, use: 'sig', alg: 'RS256', n, e },
    async sign(header, claims) {
      const input = `${encoded(JSON.stringify(header))}.${encoded(JSON.stringify(claims))}`;
      const signature = await subtle.sign(RS256.name, privateKey, new TextEncoder().encode(input));
      return `${input}.${base64url(new Uint8Array(signature))}`;
    },
  };
}
