// biome-ignore-all format: a table is read by its rows
import { keys, toBigInt, toBytes } from '../keys.mjs';
import { base, each, mistake, show, vector } from '../room.mjs';
import { base64url, emsa, signEncoded } from '../token.mjs';

const { alpha } = keys;
const A = { $key: 'alpha' };
const B = { $key: 'beta' };
const jwks = (...list) => ({ options: { keys: { jwks: { keys: list } } } });
const jwk = (member) => ({ options: { keys: { jwk: member } } });
const pem = (text) => ({ options: { keys: { pem: text } } });
const header = (kid) => ({ alg: 'RS256', ...(kid === undefined ? {} : { kid }) });
const accepted = (name, kid, set, what) => vector(name, 'ACTIVE ok', { header: header(kid), ...set, ...what });
const unknown = (name, kid, set, what) => vector(name, 'INVALID key_unknown', { header: header(kid), ...set, ...what });
const badSignature = (name, kid, set, what) => vector(name, 'INVALID signature_invalid', { header: header(kid), ...set, ...what });
const invalid = (name, set) => mistake(name, 'keys_invalid', set);

const octets = Buffer.from(alpha.jwk.n, 'base64url');
const zeros = (count, data) => base64url(Buffer.concat([Buffer.alloc(count), Buffer.from(data)]));
const even = base64url(toBytes(toBigInt(octets) - 1n));
/** What is wrong with a member of a set, and makes it unusable. */
const unusable = [
  ['use enc', { use: 'enc' }],
  ['use SIG', { use: 'SIG' }],
  ['use not a string', { use: 1 }],
  ['use null', { use: null }],
  ['use a list', { use: ['sig'] }],
  ['alg RS512', { alg: 'RS512' }],
  ['alg PS256', { alg: 'PS256' }],
  ['alg rs256', { alg: 'rs256' }],
  ['alg not a string', { alg: 256 }],
  ['key_ops empty', { key_ops: [] }],
  ['key_ops sign alone', { key_ops: ['sign'] }],
  ['key_ops a string', { key_ops: 'verify' }],
  ['key_ops null', { key_ops: null }],
  ['key_ops Verify', { key_ops: ['Verify'] }],
  ['kid not a string', { kid: 1 }],
  ['kid null', { kid: null }],
  ['kty absent', { kty: undefined }],
  ['kty rsa', { kty: 'rsa' }],
  ['kty EC', { kty: 'EC' }],
  ['n absent', { n: undefined }],
  ['n empty', { n: '' }],
  ['n not a string', { n: 5 }],
  ['n with padding', { n: `${alpha.jwk.n}==` }],
  ['n in plain base64', { n: octets.toString('base64').replace(/=+$/, '') }],
  ['n with bits left over', { n: `${alpha.jwk.n.slice(0, -1)}${String.fromCharCode(alpha.jwk.n.charCodeAt(alpha.jwk.n.length - 1) + 1)}` }],
  ['n with a space', { n: ` ${alpha.jwk.n}` }],
  ['n with a line feed', { n: `${alpha.jwk.n}\n` }],
  ['n even', { n: even }],
  ['n zero', { n: base64url(Buffer.alloc(256)) }],
  ['e absent', { e: undefined }],
  ['e empty', { e: '' }],
  ['e a number', { e: 65_537 }],
  ['e zero', { e: 'AA' }],
  ['e 2', { e: 'Ag' }],
  ['e 65536', { e: 'AQAA' }],
  ['e with padding', { e: 'AQAB====' }],
  ['e with bits left over', { e: 'Ax' }],
  ['e enormous', { e: base64url(Buffer.alloc(256, 255)) }],
  ['a private exponent', { d: 'AQAB' }],
];
const EC = { kty: 'EC', crv: 'P-256', x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU', y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0' };
const ecPem = '-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEf83OJ3D2xF1Bg8vub9tLe1gHMzV7\n6e8Tus9uPHvRVEXH8UTNG72bfocs3+257rn0s2ldbqkLJK2KRiMohYjlrQ==\n-----END PUBLIC KEY-----\n';

/** With exponent 1 a signature is its own message: anybody can write one. */
const forged = (input) => emsa(input, alpha.size);
const tooLarge = (input, key) => signEncoded(emsa(input, keys[key].size), key);

const clean = (member) => JSON.parse(JSON.stringify(member));
const without = (name) => { const { [name]: _, ...rest } = alpha.jwk; return rest; };
const member = (change) => {
  const name = Object.keys(change)[0];
  return change[name] === undefined ? without(name) : { ...A, ...clean(change) };
};
const withPrivate = unusable.filter(([, change]) => 'd' in change);
const passedOver = unusable.filter(([, change]) => !('d' in change));

export default {
  about: 'Check 3, keys: which are usable, which are candidates for a kid, and in what forms they are given (RFC 7517, RFC 7468).',
  defaults: base,
  cases: [
    accepted('no kid, one key', undefined, jwks(A)),
    accepted('the kid of the key', 'a', jwks({ ...A, kid: 'a' }), { expect: { keyId: 'a' } }),
    accepted('the kid of the second key', 'a', jwks({ ...B, kid: 'b' }, { ...A, kid: 'a' }), { expect: { keyId: 'a' } }),
    unknown('a kid that no key bears', 'c', jwks({ ...B, kid: 'b' }, { ...A, kid: 'a' }), { expect: { keyId: null, expiresAt: null } }),
    unknown('an empty set', 'a', jwks()),
    unknown('an empty set, no kid', undefined, jwks()),
    unknown('a kid in another case', 'A', jwks({ ...A, kid: 'a' })),
    unknown('a kid with a space', 'a ', jwks({ ...A, kid: 'a' })),
    accepted('an empty kid, borne by a key', '', jwks({ ...B, kid: 'b' }, { ...A, kid: '' }), { expect: { keyId: '' } }),
    unknown('an empty kid is not no kid', '', jwks({ ...A, kid: 'a' })),
    accepted('a kid beyond ASCII', 'clé №1 🔑', jwks({ ...A, kid: 'clé №1 🔑' }), { expect: { keyId: 'clé №1 🔑' } }),
    unknown('a kid is compared by its code points, not normalized', 'e\u0301', jwks({ ...A, kid: '\u00e9' })),
    accepted('kid __proto__', '__proto__', jwks({ ...B, kid: 'b' }, { ...A, kid: '__proto__' }), { expect: { keyId: '__proto__' } }),
    unknown('kid __proto__, borne by none', '__proto__', jwks({ ...A, kid: 'a' })),
    unknown('kid constructor, borne by none', 'constructor', jwks({ ...A, kid: 'a' })),
    accepted('a kid, and a key without one', 'c', jwks({ ...B, kid: 'b' }, A)),
    badSignature('keys without kid do not count where one bears it', 'a', jwks({ ...B, kid: 'a' }, A)),
    accepted('an unusable bearer of the kid makes room for keys without kid', 'a', jwks({ ...B, kid: 'a', use: 'enc' }, A)),
    accepted('a jwk without kid serves every kid', 'whatever', jwk(A)),
    unknown('a jwk with kid serves no other', 'b', jwk({ ...A, kid: 'a' })),
    accepted('a jwk with kid serves a token without', undefined, jwk({ ...A, kid: 'a' }), { expect: { keyId: 'a' } }),
    accepted('a token without kid tries all', undefined, jwks({ ...B, kid: 'b' }, { $key: 'gamma' }, { ...A, kid: 'a' }), { expect: { keyId: 'a' } }),
    badSignature('none of the keys signed', undefined, jwks({ ...B, kid: 'b' }, { $key: 'gamma' })),
    accepted('two keys bear the kid, the second signed', 'a', jwks({ ...B, kid: 'a' }, { ...A, kid: 'a' }), { expect: { keyId: 'a' } }),

    accepted('eight candidates, the last signed', 'a', jwks(...Array(7).fill({ ...B, kid: 'a' }), { ...A, kid: 'a' })),
    vector('nine candidates', 'INVALID key_ambiguous', { header: header('a'), ...jwks(...Array(8).fill({ ...B, kid: 'a' }), { ...A, kid: 'a' }) }),
    vector('nine candidates, though the first signed', 'INVALID key_ambiguous', { header: header('a'), ...jwks(...Array(9).fill({ ...A, kid: 'a' })) }),
    vector('nine candidates without kid', 'INVALID key_ambiguous', { header: header('a'), ...jwks(...Array(9).fill(A)) }),
    vector('nine candidates for no kid', 'INVALID key_ambiguous', { header: header(), ...jwks(...Array(4).fill({ ...B, kid: 'b' }), ...Array(5).fill(A)) }),
    accepted('eight of nine are usable', 'a', jwks(...Array(7).fill({ ...B, kid: 'a' }), { ...B, kid: 'a', use: 'enc' }, { ...A, kid: 'a' })),
    accepted('many keys, one candidate', 'a', jwks(...Array(20).fill({ ...B, kid: 'b' }), { ...A, kid: 'a' })),
    accepted('nine keys without kid do not count where one bears it', 'a', jwks(...Array(9).fill(B), { ...A, kid: 'a' })),

    ...each([{ use: 'sig' }, { alg: 'RS256' }, { key_ops: ['verify'] }, { key_ops: ['sign', 'verify'] }, { use: 'sig', alg: 'RS256', key_ops: ['verify'], ext: true, x5c: ['MIIB'], other: {} }], (more) =>
      accepted(`a key with ${show(more)}`, undefined, jwks({ ...A, ...more })),
    ),
    ...each(passedOver, ([what, change]) => unknown(`in a set, ${what}`, undefined, jwks(member(change)))),
    ...each(passedOver, ([what, change]) => invalid(`as the one key, ${what}`, jwk(member(change)))),
    ...each([5, null, 'key', [], {}, EC, { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }], (other) =>
      accepted(`a member that is passed over: ${show(other).slice(0, 24)}`, undefined, jwks(other, A)),
    ),
    ...each([{}, EC], (other) => invalid(`as the one key, ${show(other).slice(0, 24)}`, jwk(other))),
    ...each(withPrivate, ([what, change]) => invalid(`in a set, ${what}`, jwks(A, { ...B, ...change }))),
    ...each(withPrivate, ([what, change]) => invalid(`as the one key, ${what}`, jwk({ ...A, ...change }))),
    invalid('a whole private key in a set', jwks({ ...A, ...keys.alpha.secret })),
    invalid('a whole private key as the one key', jwk({ ...A, ...keys.alpha.secret })),
    invalid('a private elliptic-curve key in a set', jwks(A, { ...EC, d: 'jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI' })),
    accepted('a set with members beside keys', undefined, { options: { keys: { jwks: { keys: [A], next: 'x', issuer: 5 } } } }),
    ...each([{}, { keys: {} }, { keys: null }, { keys: 'x' }, { key: [A] }], (set) => invalid(`no JWKS: ${show(set)}`, { options: { keys: { jwks: set } } })),

    accepted('n with one leading zero octet', undefined, jwks({ ...A, n: zeros(1, octets) })),
    accepted('n with many leading zero octets', undefined, jwks({ ...A, n: zeros(300, octets) })),
    accepted('e with leading zero octets', undefined, jwks({ ...A, e: zeros(2, [1, 0, 1]) })),
    ...each(['bits-2049', 'bits-3072', 'bits-4096', 'bits-8192', 'exponent-3', 'exponent-largest'], (key) =>
      accepted(`the key ${key}`, undefined, jwk({ $key: key }), { key }),
    ),
    ...each(['bits-1024', 'bits-2047', 'bits-8193', 'exponent-too-large'], (key) => [
      unknown(`in a set, the key ${key}`, undefined, jwks({ $key: key }), { key, sign: tooLarge }),
      invalid(`as the one key, ${key}`, jwk({ $key: key })),
      invalid(`as PEM, ${key}`, pem({ $spki: key })),
    ]).flat(),
    unknown('2047 bits in 256 octets and one more', undefined, jwks({ $key: 'bits-2047', n: zeros(2, Buffer.from(keys['bits-2047'].jwk.n, 'base64url')) }), { key: 'bits-2047' }),
    unknown('exponent 1 and the signature that anybody can write', undefined, jwks({ ...A, e: 'AQ' }), { sign: forged }),
    invalid('as the one key, exponent 1', jwk({ ...A, e: 'AQ' })),

    ...each(['$spki', '$pkcs1'], (form) => accepted(`PEM ${form.slice(1)}`, undefined, pem({ [form]: 'alpha' }))),
    accepted('PEM serves every kid', 'whatever', pem({ $spki: 'alpha' })),
    accepted('PEM with CRLF', undefined, pem(alpha.spki.replaceAll('\n', '\r\n'))),
    accepted('PEM without a last line feed', undefined, pem(alpha.spki.trimEnd())),
    accepted('PEM with text around it', undefined, pem(`The key of 2027:\n\n${alpha.spki}\nThat was all.\n`)),
    accepted('several blocks in one text, the second signed', undefined, pem(`${keys.beta.spki}${alpha.pkcs1}`)),
    accepted('several blocks with text between, CRLF', undefined, pem(`first\n${alpha.spki}\nsecond\n${keys.beta.pkcs1}\n`.replaceAll('\n', '\r\n'))),
    accepted('a list of PEM texts', undefined, pem([{ $spki: 'beta' }, { $pkcs1: 'alpha' }])),
    badSignature('PEM of another key', undefined, pem({ $spki: 'beta' })),
    accepted('PEM, 4096 bits', undefined, pem({ $spki: 'bits-4096' }), { key: 'bits-4096' }),
    vector('nine blocks', 'INVALID key_ambiguous', pem(alpha.pkcs1.repeat(9))),
    accepted('eight blocks', undefined, pem(alpha.pkcs1.repeat(8))),
    invalid('PEM: empty text', pem('')),
    invalid('PEM: no block', pem('hello')),
    invalid('PEM: a private key', pem({ $private: 'alpha' })),
    invalid('PEM: a public key and a private one', pem(`${alpha.spki}${alpha.pem}`)),
    invalid('PEM: a list with a private key', pem([{ $spki: 'alpha' }, { $private: 'beta' }])),
    invalid('PEM: a certificate beside the key', pem(`${alpha.spki}-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n`)),
    invalid('PEM: the key is called a certificate', pem(alpha.spki.replaceAll('PUBLIC KEY', 'CERTIFICATE'))),
    invalid('PEM: an elliptic-curve key', pem(ecPem)),
    invalid('PEM: an elliptic-curve key beside a good one', pem(`${alpha.spki}${ecPem}`)),
    invalid('PEM: labels that do not fit together', pem(alpha.spki.replace('END PUBLIC', 'END RSA PUBLIC'))),
    invalid('PEM: cut off', pem(alpha.spki.slice(0, 200))),
    invalid('PEM: a line is missing', pem(alpha.spki.split('\n').toSpliced(3, 1).join('\n'))),
    invalid('PEM: a letter changed into a sign', pem(alpha.spki.replace('MIIB', '!IIB'))),
    invalid('PEM: an empty block', pem('-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n')),
  ],
};
