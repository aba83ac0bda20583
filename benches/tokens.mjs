/** Keys and signed tokens, made before anything is timed. */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { IMPORTED, REPEATED } from './plan.mjs';

const now = Math.floor(Date.now() / 1000);
const HOUR = 3600;
const kid = 'the-key';
const audience = 'dashboard';

/** Short, so that the shortest token has room for it. */
const issuer = 'https://a.example';

/** An RSA key: the private half to sign with, the public one as contenders take it. */
function newKey(modulusLength) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' };
  return { privateKey, jwk, pem: publicKey.export({ type: 'spki', format: 'pem' }) };
}

const keys = new Map();
const keyOf = (bits) => keys.get(bits) ?? keys.set(bits, newKey(bits)).get(bits);

const encoded = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');

function signed(claims, { privateKey }) {
  const input = `${encoded({ alg: 'RS256', kid })}.${encoded(claims)}`;
  return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
}

/** What a license says, and no two the same. */
const license = (n) => ({
  iss: issuer,
  sub: `customer-${n}`,
  aud: audience,
  iat: now - HOUR,
  nbf: now - HOUR,
  exp: now + 24 * HOUR,
  jti: `license-${n}`,
  plan: 'team',
  features: ['export', 'reports', 'single-sign-on'],
  limits: { seats: 25 },
});

/** The same with a signature in which one bit is another. */
function broken(token) {
  const at = token.lastIndexOf('.') + 100;
  return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
}

/** A license of so many characters, or up to three less: base64url grows by steps. Features fill it up. */
function long(n, length, key) {
  const claims = { iss: issuer, sub: `c${n}`, aud: audience, nbf: now - HOUR, exp: now + 24 * HOUR };
  const fixed = signed(claims, key).length;
  const room = Math.floor(((length - fixed) * 3) / 4) - ',"features":[]'.length;
  if (room < 20) return signed(claims, key);
  const each = 16;
  const features = Array.from({ length: Math.floor(room / each) }, (_, i) => `feature-${String(i).padStart(5, '0')}`);
  features[0] += 'x'.repeat(room % each);
  return signed({ ...claims, features }, key);
}

/** A public key of which nobody has the private half: its modulus is random, as those of others look. */
function filler(n) {
  const modulus = randomBytes(256);
  modulus[0] |= 0x80;
  modulus[255] |= 1;
  return { kty: 'RSA', n: modulus.toString('base64url'), e: 'AQAB', kid: `another-${n}`, use: 'sig', alg: 'RS256' };
}

/** What a contender is made with. */
const setting = ({ jwk, pem }, others = 0) => ({
  issuer,
  audience,
  jwk,
  pem,
  // In the middle, so that whoever looks one after the other looks through half of them.
  jwks: {
    keys: Array.from({ length: others + 1 }, (_, n) => (n === Math.floor((others + 1) / 2) ? jwk : filler(n))),
  },
});

/** Licenses that hold, signed when they are first asked for: many measurements take the same. */
const shelves = new Map();
function licenseToken(n, key) {
  if (!shelves.has(key)) shelves.set(key, []);
  const shelf = shelves.get(key);
  shelf[n] ??= signed(license(n), key);
  return shelf[n];
}

const many = (count, make) => Array.from({ length: count }, (_, n) => make(n));
const accepted = (n, key) => ({ token: licenseToken(n, key), subject: license(n).sub });
const refused = (claims, key) => ({ token: signed(claims, key) });

/** Tokens that show whether a contender checks what it must; those without `subject` are to be refused. */
const proofs = (key) => [
  accepted('proof', key),
  { token: broken(licenseToken('proof', key)) },
  refused({ ...license('proof'), iss: 'https://b.example' }, key),
  refused({ ...license('proof'), iss: undefined }, key),
  refused({ ...license('proof'), aud: 'another' }, key),
  refused({ ...license('proof'), aud: undefined }, key),
  refused({ ...license('proof'), exp: now - HOUR }, key),
  refused({ ...license('proof'), nbf: now + HOUR }, key),
];

/** Tokens by one key; `item` makes the nth. */
const by = (key, count, item, others) => ({
  setting: setting(key, others),
  proofs: proofs(key),
  items: many(count, (n) => item(n, key)),
});

const k2048 = () => keyOf(2048);

/** What a measurement is given, by its `make`. `subject` is who is found in the token, and is not there if it is to be refused. */
export const makers = {
  fresh: (count, bits) => by(keyOf(bits), count, accepted),
  repeated: () => by(k2048(), REPEATED, accepted),
  badSignature: (count) => by(k2048(), count, (n, key) => ({ token: broken(licenseToken(n, key)) })),
  expired: (count) => by(k2048(), count, (n, key) => refused({ ...license(n), exp: now - HOUR - n }, key)),
  wrongAudience: (count) => by(k2048(), count, (n, key) => refused({ ...license(n), aud: `another-${n}` }, key)),
  long: (count, length) => by(k2048(), count, (n, key) => ({ token: long(n, length, key), subject: `c${n}` })),
  set: (count, size) => by(k2048(), count, accepted, size - 1),
  imported(count) {
    const known = many(IMPORTED, () => newKey(2048));
    const settings = known.map((key) => setting(key));
    return {
      settings,
      items: many(count, (n) => ({ setting: n % IMPORTED, ...accepted(n, known[n % IMPORTED]) })),
    };
  },
  operation(count, bits) {
    const key = keyOf(bits);
    const item = (n) => {
      const [head, payload, signature] = licenseToken(n, key).split('.');
      return { message: `${head}.${payload}`, signature };
    };
    return { setting: setting(key), items: many(count, item) };
  },
};
