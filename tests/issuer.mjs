/** A vendor: a key, and licenses signed with it. */
import { generateKeyPairSync, sign } from 'node:crypto';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

export const NOW = 1_800_000_000;
export const DAY = 86_400;
export const ISSUER = 'https://licenses.example.com';
export const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'a' };

const encoded = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');

/** A license for `app.example.com` with `claims` laid over it. */
export function license(claims) {
  const payload = {
    iss: ISSUER,
    sub: 'customer-1042',
    domain: 'app.example.com',
    features: ['export'],
    exp: NOW + DAY,
    ...claims,
  };
  const input = `${encoded({ alg: 'RS256', kid: 'a' })}.${encoded(payload)}`;
  return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
}
