// biome-ignore-all format: a table is read by its rows
import { base, each, vector } from '../room.mjs';
import { emsa, signEncoded, token } from '../token.mjs';

/** So late that it is in time by every clock: some libraries take none but the machine's. */
const EXP = 4_000_000_000;
/** Some take no token without a kid. */
const HEADER = { alg: 'RS256', typ: 'JWT', kid: 'a' };
/** Some ask for all of these, whatever is expected of them. */
const CLAIMS = { iss: 'https://issuer.example', aud: 'app', sub: 'customer', iat: 1_700_000_000 };
const REST = JSON.stringify(CLAIMS).slice(1, -1);
const good = token({ header: HEADER, payload: { ...CLAIMS, exp: EXP } });
const [header, payload, signature] = good.split('.');
const keys = (jwk) => ({ jwks: { keys: [{ ...jwk, kid: 'a' }] } });
const key = (jwk) => ({ options: { keys: keys(jwk) } });
const bound = (name, pattern, host, outcome = 'INVALID domain_mismatch', what = {}) =>
  vector(`peers: ${name}`, outcome, { header: HEADER, payload: { ...CLAIMS, exp: EXP, domain: pattern }, options: { domain: 'required' }, context: { host }, ...what });
const refused = (name, code, what) => vector(`peers: ${name}`, `INVALID ${code}`, { header: HEADER, payload: { ...CLAIMS, exp: EXP }, ...what });
const malformed = (name, spelling) => refused(name, 'token_malformed', { token: spelling });
const claims = (name, text) => refused(name, 'claims_malformed', { payload: text });

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const leftover = signature.slice(0, -1) + alphabet[alphabet.indexOf(signature.at(-1)) + 1];

export default {
  about: 'What some other library accepts, or some other check of domains: see docs/peers.md, which is made from this room. The first of each is the one that all should accept.',
  defaults: { ...base, options: { ...base.options, keys: keys({ $key: 'alpha' }), issuer: CLAIMS.iss, audience: CLAIMS.aud } },
  cases: [
    vector('peers: a good token', 'ACTIVE ok', { token: good }),
    malformed('leftover bits in the signature', `${header}.${payload}.${leftover}`),
    malformed('"==" after the signature', `${good}==`),
    malformed('a space inside the signature', `${header}.${payload}.${signature.slice(0, 40)} ${signature.slice(40)}`),
    malformed('a newline at the end', `${good}\n`),
    malformed('the signature in plain base64', `${header}.${payload}.${signature.replaceAll('-', '+').replaceAll('_', '/')}`),
    malformed('a fourth segment', `${good}.AAAA`),
    claims('exp twice', `{${REST},"exp":1,"exp":${EXP}}`),
    refused('alg twice', 'header_malformed', { header: '{"alg":"none","alg":"RS256","kid":"a"}' }),
    claims('invalid UTF-8 in the payload', Buffer.from(`{${REST},"exp":${EXP},"x":"\xff"}`, 'latin1')),
    claims('exp is 1e400', `{${REST},"exp":1e400}`),
    claims('exp is a text', `{${REST},"exp":"${EXP}"}`),
    refused('no exp', 'expiry_missing', { payload: CLAIMS }),
    refused('crit names what nobody knows', 'header_unsupported', { header: { ...HEADER, crit: ['x'], x: 1 } }),
    refused('the expected issuer is absent', 'issuer_mismatch', { payload: { ...CLAIMS, iss: undefined, exp: EXP } }),
    refused('the expected audience is absent', 'audience_mismatch', { payload: { ...CLAIMS, aud: undefined, exp: EXP } }),
    refused('an RSA exponent of 1, and the signature that anybody can write', 'key_unknown', { ...key({ $key: 'alpha', e: 'AQ' }), sign: (input) => emsa(input, 256) }),
    refused('an RSA modulus of 512 bits', 'key_unknown', { ...key({ $key: 'bits-512' }), key: 'bits-512' }),
    refused('an RSA modulus of 1024 bits', 'key_unknown', { ...key({ $key: 'bits-1024' }), key: 'bits-1024', sign: (input) => signEncoded(emsa(input, 128), 'bits-1024') }),

    bound('the domain itself', 'example.com', 'example.com', 'ACTIVE ok'),
    bound('the domain at the end of another name', 'example.com', 'notexample.com'),
    bound('the domain at the start of another name', 'example.com', 'example.com.evil.test'),
    bound('a name under the domain', 'example.com', 'a.example.com'),
    bound('a wildcard and another name around it', '*.example.com', 'a.example.com.evil.test'),
    bound('a dot of the pattern as any letter', '*.example.com', 'a.examplexcom'),
    bound('a wildcard over names without end', '*.example.com', 'a.b.example.com'),
    ...each([['capitals', 'Example.COM', 'example.com'], ['a dot at the end', 'example.com', 'example.com.'], ['a port', 'example.com', 'example.com:8443'], ['brackets of IPv6', '2001:db8::1', '[2001:db8::1]'], ['another spelling of IPv4', '127.0.0.1', '0x7f.1']], ([name, pattern, host]) => bound(`the same domain but for ${name}`, pattern, host, 'ACTIVE ok')),
    bound('the same domain but for its script', 'münchen.example', 'xn--mnchen-3ya.example', 'ACTIVE ok', { mapper: true }),
  ],
};
