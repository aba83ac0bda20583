// biome-ignore-all format: a table is read by its rows
import { base, DAY, NOW, vector } from '../room.mjs';

const says = (message, outcome, what) => vector(`it says: ${message}`, outcome, { ...what, expect: { message } });
const time = (message, outcome, claims, options) => says(message, outcome, { claims, options });
const domains = (message, domain, host, options) =>
  says(message, 'INVALID domain_mismatch', { claims: { domain }, context: { host }, options: { domain: 'required', ...options } });
const requires = (message, code, require, claims) => says(message, `FORBIDDEN ${code}`, { claims, context: { require } });
const MINUTE = 60;
const HOUR = 3600;
const ESCAPE = '\u001b';

export default {
  about: 'What a message tells beyond its code: the sentence, with names, lists and spans of time.',
  defaults: { ...base, options: { ...base.options, clockTolerance: 0 } },
  cases: [
    says('The license is genuine, meant for this use and in time.', 'ACTIVE ok'),
    says('The license has expired and is in its grace period: ask for renewal.', 'GRACE license_in_grace', { claims: { exp: NOW }, options: { gracePeriod: 1 } }),
    says('No token was given: pass the license token as a non-empty string.', 'INVALID token_missing', { token: '' }),
    says('The token is not a compact JWS: pass the three base64url segments exactly as they were issued.', 'INVALID token_malformed', { token: 'a.b' }),
    says('The token is longer than the 7 characters that `maxTokenLength` allows.', 'INVALID token_too_long', { options: { maxTokenLength: 7 } }),

    says('The token\'s header is not a JSON object.', 'INVALID header_malformed', { header: '[]' }),
    says('The token\'s header is not JSON.', 'INVALID header_malformed', { header: '{' }),
    says('The token\'s header names a member twice in one object.', 'INVALID header_malformed', { header: '{"alg":"RS256","alg":"RS256"}' }),
    says('The token\'s header parameter `kid` is not a string.', 'INVALID header_malformed', { header: { alg: 'RS256', kid: 5 } }),
    says('The token is signed with "none"; the only algorithm allowed is RS256.', 'INVALID algorithm_not_allowed', { header: { alg: 'none' } }),
    says('The token is not signed with RS256, the only algorithm allowed.', 'INVALID algorithm_not_allowed', { header: {} }),
    says('The token\'s header asks for an extension (`crit` or `b64`) that is not supported.', 'INVALID header_unsupported', { header: { alg: 'RS256', crit: [] } }),
    says('The token\'s header `typ` is absent; expected is "at+jwt".', 'INVALID type_mismatch', { header: { alg: 'RS256' }, options: { type: 'at+jwt' } }),
    says('The token\'s header `typ` is "JWT"; expected is "at+jwt".', 'INVALID type_mismatch', { header: { alg: 'RS256', typ: 'JWT' }, options: { type: 'at+jwt' } }),
    says(`The token is signed with "\\u{1b}[31m\\n\\"\\\\"; the only algorithm allowed is RS256.`, 'INVALID algorithm_not_allowed', { header: { alg: `${ESCAPE}[31m\n"\\` } }),

    says('None of the verifier\'s keys has the token\'s `kid` "2031": check your key set.', 'INVALID key_unknown', { header: { alg: 'RS256', kid: '2031' }, options: { keys: { jwk: { $key: 'alpha', kid: '2030' } } } }),
    says('The signature does not hold: the token was changed or signed with another key.', 'INVALID signature_invalid', { key: 'beta' }),

    says('The token\'s payload is not a JSON object.', 'INVALID claims_malformed', { payload: '5' }),
    says('The token\'s claim `exp` is not a number of seconds from 0 to 2^53-1.', 'INVALID claims_malformed', { claims: { exp: 'soon' } }),
    says('The token\'s `iss` is absent; expected is "us".', 'INVALID issuer_mismatch', { options: { issuer: 'us' } }),
    says('The token\'s `iss` is "them"; expected is "us".', 'INVALID issuer_mismatch', { claims: { iss: 'them' }, options: { issuer: ['us'] } }),
    says('The token\'s `aud` is absent; expected is "a" or "b".', 'INVALID audience_mismatch', { options: { audience: ['a', 'b'] } }),
    says('The token\'s `aud` is "x" or "y"; expected is "a" or "b" or "c".', 'INVALID audience_mismatch', { claims: { aud: ['x', 'y'] }, options: { audience: ['a', 'b', 'c'] } }),
    says('The token\'s `aud` is "x", "y", "z" or 2 more; expected is "a", "b", "c" or 1 more.', 'INVALID audience_mismatch', { claims: { aud: ['x', 'y', 'z', 'u', 'v'] }, options: { audience: ['a', 'b', 'c', 'd'] } }),
    says('The token\'s `token_use` is absent; expected is "license".', 'INVALID token_use_mismatch', { options: { tokenUse: 'license' } }),
    says('The token lacks the claim "tenant", which the verifier requires.', 'INVALID claim_missing', { options: { requiredClaims: ['tenant'] } }),

    says('The token or its subject is on the verifier\'s denylist.', 'REVOKED token_revoked', { claims: { jti: '7' }, options: { denylist: { jti: ['7'] } } }),
    says('Tokens issued before 1700000000, or at an unknown time, are revoked.', 'REVOKED token_revoked', { options: { notIssuedBefore: 1_700_000_000 } }),
    says('The license is suspended (its `status` is "Suspended").', 'SUSPENDED license_suspended', { claims: { status: 'Suspended' } }),
    says('The license has a status that this version does not know: upgrade the verifier or ask the vendor (its `status` is "paused").', 'UNKNOWN license_status_unknown', { claims: { status: 'paused' } }),

    domains('The token is bound to "example.com", but runs on "www.example.com:8443"; `domainMatching: \'compatible\'` would let this pass.', 'example.com', 'WWW.example.com:8443'),
    domains('The token is bound to "example.com", but runs on "example.org".', 'example.com', 'example.org'),
    domains('The token is bound to "example.com", but runs on "localhost"; for development, set `allowLoopback`.', 'example.com', 'localhost'),
    domains('The token is bound to no domain at all, but runs on "example.org".', [], 'example.org'),
    domains('The token is bound to "a.example", "b.example", "c.example" or 1 more, but runs on "example.org".', ['a.example', 'b.example', 'c.example', 'd.example'], 'example.org'),
    says('"https://example.com/" is not a valid host: pass `location.host`, a `Host` header or a `URL` object.', 'INVALID host_malformed', { claims: { domain: 'example.com' }, context: { host: 'https://example.com/' }, options: { domain: 'required' } }),

    time('The token has no `exp`, which this verifier requires.', 'INVALID expiry_missing', { exp: undefined }),
    time('The token is not valid yet: it begins in 90 seconds.', 'NOT_YET_VALID not_yet_valid', { nbf: NOW + 90 }),
    time('The token is not valid yet: it begins in 3 days.', 'NOT_YET_VALID not_yet_valid', { nbf: NOW + 3 * DAY }),
    time('The token was issued 2 minutes from now: this machine\'s clock is behind.', 'NOT_YET_VALID issued_in_future', { iat: NOW + 2 * MINUTE }),
    time('The token expired 47 hours ago, whatever the license: fetch a fresh token.', 'EXPIRED assertion_expired', { exp: NOW - 2 * DAY + 1 }, { exp: 'assertion' }),
    time('The license expired 2 hours ago: renew it.', 'EXPIRED license_expired', { exp: NOW - 2 * HOUR }),

    requires('The license does not include the feature "b".', 'feature_missing', { features: ['a', 'b', 'c'] }, { features: ['a'] }),
    requires('The token does not include the scope "b".', 'scope_missing', { scopes: ['a', 'b'] }, { scope: 'a' }),
    requires('The token does not include the role "a" or "b".', 'role_missing', { roles: ['a', 'b'] }, {}),
    requires('The license\'s `plan` is absent; required is "pro".', 'plan_mismatch', { plan: 'pro' }, {}),
    requires('The license\'s `plan` is "basic"; required is "pro".', 'plan_mismatch', { plan: 'pro' }, { plan: 'basic' }),
    requires('The token does not name this device in `hwid`.', 'hardware_mismatch', { hardware: 'matched' }, {}),
    requires('The token says of no device that it was checked.', 'hardware_mismatch', { hardware: 'attested' }, {}),
    says('The token is for other devices than the one of `hardwareId`.', 'FORBIDDEN hardware_mismatch', { claims: { hwid: 'A' }, context: { hardwareId: 'B' } }),
    says('The token is for certain devices: pass this one\'s identifier as `hardwareId`.', 'FORBIDDEN hardware_mismatch', { claims: { hwid: 'A' } }),
  ],
};
