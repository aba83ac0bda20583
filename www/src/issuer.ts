/** The issuer's craft: key pairs and signed tokens, by the browser's own WebCrypto. Private keys cannot leave it. */
import { encode } from './base64url';

export interface KeyPair {
  readonly id: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JsonWebKey & { kid: string };
  readonly pem: string;
}

const RS256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
const RSA_2048 = { ...RS256, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };

export async function makeKeyPair(): Promise<KeyPair> {
  if (!isSecureContext)
    throw new Error('Browsers make keys in secure contexts only: open this page over https or on localhost.');
  const { publicKey, privateKey } = await crypto.subtle.generateKey(RSA_2048, false, ['sign', 'verify']);
  const [{ n, e }, spki] = await Promise.all([
    crypto.subtle.exportKey('jwk', publicKey),
    crypto.subtle.exportKey('spki', publicKey),
  ]);
  const id = `key-${(await thumbprint(n!, e!)).replace(/[-_]/g, '').slice(0, 6)}`;
  return { id, privateKey, jwk: { kty: 'RSA', use: 'sig', alg: 'RS256', kid: id, n: n!, e: e! }, pem: pemOf(spki) };
}

/** A compact JWS (RFC 7515 section 7.1) over the payload exactly as given. */
export async function sign(pair: KeyPair, header: object, payload: string): Promise<string> {
  const input = `${encode(JSON.stringify(header))}.${encode(payload)}`;
  const signature = await crypto.subtle.sign(RS256, pair.privateKey, new TextEncoder().encode(input));
  return `${input}.${encode(signature)}`;
}

/** RFC 7638. */
async function thumbprint(n: string, e: string): Promise<string> {
  const members = new TextEncoder().encode(JSON.stringify({ e, kty: 'RSA', n }));
  return encode(await crypto.subtle.digest('SHA-256', members));
}

/** RFC 7468 section 13. */
function pemOf(spki: ArrayBuffer): string {
  const lines = btoa(String.fromCharCode(...new Uint8Array(spki))).match(/.{1,64}/g)!;
  return ['-----BEGIN PUBLIC KEY-----', ...lines, '-----END PUBLIC KEY-----'].join('\n');
}
