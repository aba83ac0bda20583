// biome-ignore-all format: a table is read by its rows
import { keys } from '../keys.mjs';
import { base, each, show, vector } from '../room.mjs';
import { base64url, hash, token } from '../token.mjs';

const alpha = keys.alpha;
const beta = keys.beta;
const refused = (code) => (name, header, what) => vector(name, `INVALID ${code}`, { header, ...what });
const malformed = refused('header_malformed');
const unsupported = refused('header_unsupported');
const algorithm = refused('algorithm_not_allowed');
const type = refused('type_mismatch');
const accepted = (name, header, what) => vector(name, 'ACTIVE ok', { header, ...what });

/** Signed with HMAC and the public key as its secret: the classic confusion. */
const confused = token({
  header: { alg: 'HS256' },
  payload: { exp: 4e9 },
  sign: (input) => hash('sha256', `${alpha.spki}${input}`),
});

export default {
  about: 'Check 2, the protected header: RS256 and nothing else, no extension, no key from the token.',
  defaults: base,
  cases: [
    accepted('alg alone', { alg: 'RS256' }),
    accepted('unusual but valid JSON in the header', ' {\n\t"typ" : "JWT" ,\r "\\u0061lg" : "RS25\\u0036" } '),
    accepted('members nobody knows', { alg: 'RS256', cty: 'JWT', zip: 'DEF', epk: {}, nested: [{ deep: [null, 1.5] }] }),

    ...each(['null', 'true', '5', '"RS256"', '[]', '[{"alg":"RS256"}]'], (text) => malformed(`the header is ${text}`, text)),
    malformed('the header is no JSON', 'alg: RS256'),
    malformed('the header is empty JSON text', ' '),
    malformed('a trailing comma', '{"alg":"RS256",}'),
    malformed('bytes after the header', '{"alg":"RS256"}x'),
    malformed('two objects', '{"alg":"RS256"}{"alg":"RS256"}'),
    malformed('a byte order mark', '\uFEFF{"alg":"RS256"}'),
    malformed('invalid UTF-8', Buffer.from('{"alg":"RS256","x":"\xff"}', 'latin1')),
    malformed('alg twice', '{"alg":"RS256","alg":"RS256"}'),
    malformed('alg twice, once with an escape', '{"alg":"RS256","\\u0061lg":"none"}'),
    malformed('a name twice, deep inside', '{"alg":"RS256","x":[{"y":1,"y":1}]}'),
    malformed('a lone surrogate', '{"alg":"RS256","x":"\\ud800"}'),
    malformed('a number that is not finite', '{"alg":"RS256","x":1e400}'),
    accepted('nesting of 32', `{"alg":"RS256","x":${'['.repeat(31)}${']'.repeat(31)}}`),
    malformed('nesting of 33', `{"alg":"RS256","x":${'['.repeat(32)}${']'.repeat(32)}}`),
    malformed('a malformed header that would name another algorithm', '{"alg":"none",}'),

    algorithm('no alg', { typ: 'JWT' }),
    algorithm('an empty header object', {}),
    ...each(
      ['none', 'None', 'NONE', '', 'rs256', 'Rs256', 'RS256 ', ' RS256', 'RS256\u0000', 'RS384', 'RS512', 'PS256', 'HS256', 'ES256', 'EdDSA', 'RSA', 'RS1', 'RS25６'],
      (alg) => algorithm(`alg ${show(alg)}`, { alg }),
    ),
    ...each([null, 256, true, ['RS256'], { alg: 'RS256' }], (alg) => algorithm(`alg is ${show(alg)}, not a string`, { alg })),
    vector('HS256 with the public key as its secret', 'INVALID algorithm_not_allowed', { token: confused }),
    vector('alg none with a signature of one octet', 'INVALID algorithm_not_allowed', { token: `${base64url('{"alg":"none"}')}.${base64url('{}')}.AA` }),

    ...each([['exp'], [], null, 'exp', ['b64'], true], (crit) => unsupported(`crit ${show(crit)}`, { alg: 'RS256', crit })),
    unsupported('crit naming a header that is there', { alg: 'RS256', crit: ['x'], x: 1 }),
    ...each([false, null, 'true', 1, 0, []], (b64) => unsupported(`b64 ${show(b64)}`, { alg: 'RS256', b64 })),
    accepted('b64 true', { alg: 'RS256', b64: true }),
    unsupported('b64 true, but listed in crit', { alg: 'RS256', b64: true, crit: ['b64'] }),

    ...each([null, 1, true, ['a'], {}], (kid) => malformed(`kid is ${show(kid)}`, { alg: 'RS256', kid })),
    ...each([null, 1, false, ['JWT'], {}], (typ) => malformed(`typ is ${show(typ)}`, { alg: 'RS256', typ })),
    accepted('an empty kid is a kid', { alg: 'RS256', kid: '' }),
    accepted('an empty typ is a typ', { alg: 'RS256', typ: '' }),

    algorithm('alg comes before crit', { alg: 'none', crit: [] }),
    algorithm('alg comes before kid', { alg: 'none', kid: 1 }),
    unsupported('crit comes before kid', { alg: 'RS256', crit: [], kid: 1 }),
    unsupported('b64 comes before typ', { alg: 'RS256', b64: false, typ: 1 }),
    malformed('kid comes before the type', { alg: 'RS256', kid: 1, typ: 'JWT' }, { options: { type: 'at+jwt' } }),
    type('the type comes before the key', { alg: 'RS256', typ: 'JWT', kid: 'a' }, {
      options: { type: 'at+jwt', keys: { jwks: { keys: [] } } },
    }),

    accepted('the key that the token brings is ignored', { alg: 'RS256', jwk: beta.jwk }),
    vector('a token signed by the key it brings', 'INVALID signature_invalid', { header: { alg: 'RS256', jwk: beta.jwk }, key: 'beta' }),
    accepted('addresses and certificates are ignored', {
      alg: 'RS256', jku: 'https://attacker.example/jwks', x5u: 'https://attacker.example/x5u', x5c: ['MIIB'], x5t: 'AAAA', 'x5t#S256': 'AAAA',
    }),
    accepted('of whatever type they are', { alg: 'RS256', jwk: 5, jku: null, x5u: {}, x5c: 'x', x5t: [] }),

    ...each(['JWT', 'jwt', 'Jwt', 'application/jwt', 'application/JWT', 'APPLICATION/jwt'], (typ) =>
      accepted(`type JWT, typ ${typ}`, { alg: 'RS256', typ }, { options: { type: 'JWT' } }),
    ),
    ...each(['at+jwt', 'application/at+jwt', 'AT+JWT'], (typ) =>
      accepted(`type application/at+jwt, typ ${typ}`, { alg: 'RS256', typ }, { options: { type: 'application/at+jwt' } }),
    ),
    ...each(['', 'JWS', 'at+jwt', 'JWT ', 'text/jwt', 'application/application/jwt', 'application/', 'x.jwt', 'JWTs', 'multipart/xyJWT', 'ＪＷＴ'], (typ) =>
      type(`type JWT, typ ${show(typ)}`, { alg: 'RS256', typ }, { options: { type: 'JWT' } }),
    ),
    type('type JWT, no typ', { alg: 'RS256' }, { options: { type: 'JWT' } }),
    type('type text/jwt, typ jwt', { alg: 'RS256', typ: 'jwt' }, { options: { type: 'text/jwt' } }),
    accepted('type text/jwt, typ Text/JWT', { alg: 'RS256', typ: 'Text/JWT' }, { options: { type: 'text/jwt' } }),
    type('a long s is not an s', { alg: 'RS256', typ: 'JWſ' }, { options: { type: 'JWS' } }),
    accepted('type null is left out', { alg: 'RS256', typ: 'anything' }, { options: { type: null } }),
  ],
};
