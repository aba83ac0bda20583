/** A license signed with a key of its own, for the projects to verify. */
import { generateKeyPairSync, sign } from 'node:crypto';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const issuer = 'https://licenses.example.com';
const keyId = 'packages';
const host = 'localhost';
/** Not all of the world is ASCII. */
const plan = 'größer 😀';
const now = Math.floor(Date.now() / 1000);

const encoded = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');
const input = [
  { alg: 'RS256', kid: keyId },
  { iss: issuer, sub: 'customer-1042', domain: host, plan, features: ['export'], iat: now, exp: now + 3600 },
]
  .map(encoded)
  .join('.');

/** What a project is given: the token is bound to `host`, any port of it. */
export const license = {
  host,
  issuer,
  keyId,
  plan,
  pem: publicKey.export({ type: 'spki', format: 'pem' }),
  token: `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`,
};

/** The same key as its issuer's server would publish it (RFC 7517 5). */
export const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: keyId, use: 'sig', alg: 'RS256' }] };
