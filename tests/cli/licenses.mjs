/** A vendor without this command line: keys and tokens by node:crypto alone. */
import { generateKeyPairSync, sign } from 'node:crypto';

export const ISSUER = 'https://licenses.example.com';
export const NOW = 1_800_000_000;
export const DAY = 86_400;

const pair = (bits) => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  return {
    publicKey,
    privateKey,
    pem: publicKey.export({ type: 'spki', format: 'pem' }),
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    jwk: { ...publicKey.export({ format: 'jwk' }), kid: 'a' },
  };
};

export const vendor = pair(2048);
export const stranger = pair(2048);
export const weak = pair(1024);

export const segment = (part) =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');

/** Claims of a license for `app.example.com`. */
export const claims = {
  iss: ISSUER,
  sub: 'customer-1042',
  jti: '1',
  domain: 'app.example.com',
  plan: 'team',
  features: ['export'],
  limits: { seats: 5 },
  iat: NOW - DAY,
  exp: NOW + DAY,
};

/** A token. @param payload an object, or JSON as it stands */
export function license(payload = claims, { privateKey } = vendor, header = { alg: 'RS256', kid: 'a' }) {
  const input = `${segment(header)}.${segment(payload)}`;
  return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
}

/** What `verify` has to be told. */
export const asked = [
  ...['--key', 'key.json', '--issuer', ISSUER, '--any-audience'],
  ...['--host', 'app.example.com', '--now', String(NOW)],
];
