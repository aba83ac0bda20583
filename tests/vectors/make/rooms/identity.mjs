// biome-ignore-all format: a table is read by its rows
import { base, each, show, vector } from '../room.mjs';

const refused = (code) => (name, claims, options) => vector(name, `INVALID ${code}`, { claims, options, expect: { claims: null, subject: null } });
const issuer = refused('issuer_mismatch');
const audience = refused('audience_mismatch');
const use = refused('token_use_mismatch');
const missing = refused('claim_missing');
const accepted = (name, claims, options) => vector(name, 'ACTIVE ok', { claims, options });
const ISS = 'https://license.example';

export default {
  about: 'Check 6: issuer, audience, use, and the claims that must be there.',
  defaults: base,
  cases: [
    accepted('the issuer', { iss: ISS }, { issuer: ISS }),
    accepted('the issuer, in a list of one', { iss: ISS }, { issuer: [ISS] }),
    accepted('any of the issuers', { iss: 'b' }, { issuer: ['a', 'b', 'c'] }),
    accepted('no issuer, none expected', {}, { issuer: null }),
    accepted('an issuer nobody asked for', { iss: 'https://attacker.example' }, { issuer: null }),
    issuer('no issuer, one expected', {}, { issuer: ISS }),
    issuer('no issuer, a list expected', {}, { issuer: [ISS, 'b'] }),
    ...each(['', 'https://license.example/', 'https://license.exampl', 'https://license.example.evil.test', 'HTTPS://license.example', 'http://license.example', ' https://license.example', 'https://license.example\u0000'], (iss) =>
      issuer(`the issuer is ${show(iss)}`, { iss }, { issuer: ISS }),
    ),
    issuer('an issuer of two, joined', { iss: 'a,b' }, { issuer: ['a', 'b'] }),
    issuer('an issuer equal only when normalized', { iss: 'e\u0301' }, { issuer: '\u00e9' }),
    accepted('an issuer beyond ASCII', { iss: 'é🔑' }, { issuer: 'é🔑' }),

    accepted('the audience', { aud: 'app' }, { audience: 'app' }),
    accepted('the audience in a list', { aud: ['x', 'app'] }, { audience: 'app' }),
    accepted('one of the audiences', { aud: 'b' }, { audience: ['a', 'b'] }),
    accepted('lists that meet', { aud: ['x', 'b'] }, { audience: ['a', 'b'] }),
    accepted('an audience nobody asked for', { aud: 'elsewhere' }, { audience: null }),
    audience('no audience, one expected', {}, { audience: 'app' }),
    audience('another audience', { aud: 'other' }, { audience: 'app' }),
    audience('an empty list of audiences', { aud: [] }, { audience: 'app' }),
    audience('lists that do not meet', { aud: ['x', 'y'] }, { audience: ['a', 'b'] }),
    audience('an audience in another case', { aud: 'App' }, { audience: 'app' }),
    audience('the start of an audience', { aud: 'application' }, { audience: 'app' }),
    audience('two audiences in one string', { aud: 'app other' }, { audience: 'app' }),
    audience('an empty audience', { aud: '' }, { audience: 'app' }),
    accepted('ifPresent, and it is absent', {}, { audience: { ifPresent: 'app' } }),
    accepted('ifPresent, and it fits', { aud: 'app' }, { audience: { ifPresent: 'app' } }),
    accepted('ifPresent with a list, and it fits', { aud: ['x', 'b'] }, { audience: { ifPresent: ['a', 'b'] } }),
    audience('ifPresent, and it is another', { aud: 'other' }, { audience: { ifPresent: 'app' } }),
    audience('ifPresent, and it is an empty list', { aud: [] }, { audience: { ifPresent: 'app' } }),

    accepted('the use', { token_use: 'license' }, { tokenUse: 'license' }),
    accepted('a use nobody asked for', { token_use: 'refresh' }, {}),
    accepted('tokenUse null is left out', { token_use: 'refresh' }, { tokenUse: null }),
    use('no use, one expected', {}, { tokenUse: 'license' }),
    use('another use', { token_use: 'refresh' }, { tokenUse: 'license' }),
    use('a use in another case', { token_use: 'License' }, { tokenUse: 'license' }),
    use('the start of a use', { token_use: 'licen' }, { tokenUse: 'license' }),

    accepted('required claims that are there', { jti: 'a', custom: 5 }, { requiredClaims: ['jti', 'custom', 'exp'] }),
    accepted('a required claim may be null', { custom: null }, { requiredClaims: ['custom'] }),
    accepted('a required claim may be false, empty or zero', { a: false, b: '', c: 0 }, { requiredClaims: ['a', 'b', 'c'] }),
    accepted('nothing required', {}, { requiredClaims: [] }),
    missing('a required claim is absent', { custom: 5 }, { requiredClaims: ['jti'] }),
    missing('one of the required claims is absent', { jti: 'a' }, { requiredClaims: ['jti', 'sub'] }),
    missing('a required claim in another case', { JTI: 'a' }, { requiredClaims: ['jti'] }),
    missing('a required claim deep inside', { a: { jti: 'a' } }, { requiredClaims: ['jti'] }),
    ...each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'], (name) => missing(`required and absent: ${name}`, {}, { requiredClaims: [name] })),
    ...each(['__proto__', 'constructor'], (name) =>
      vector(`required and there: ${name}`, 'ACTIVE ok', { payload: `{"exp":4000000000,"${name}":1}`, options: { requiredClaims: [name] } }),
    ),
    missing('exp is required', { exp: undefined }, { requiredClaims: ['exp'], requireExpiry: false }),

    issuer('issuer before audience', { iss: 'x', aud: 'x' }, { issuer: ISS, audience: 'app' }),
    audience('audience before use', { aud: 'x', token_use: 'x' }, { audience: 'app', tokenUse: 'license' }),
    use('use before required claims', { token_use: 'x' }, { tokenUse: 'license', requiredClaims: ['jti'] }),
    missing('required claims before the missing expiry', { exp: undefined }, { requiredClaims: ['exp'] }),
    vector('claims of a wrong type before the issuer', 'INVALID claims_malformed', { claims: { iss: 'x', roles: 'admin' }, options: { issuer: ISS } }),
  ],
};
