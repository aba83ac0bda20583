// biome-ignore-all format: a table is read by its rows
import { base, DAY, NOW, vector } from '../room.mjs';
import { rs256, token } from '../token.mjs';

/**
 * Every check in the order of the contract, each with the least that breaks it.
 * Broken together with all that come after, or with the next alone, the first decides.
 */
const breaks = [
  ['INVALID token_too_long', { options: { maxTokenLength: 20 } }],
  ['INVALID token_malformed', { spell: (text) => `${text}=` }],
  ['INVALID header_malformed', { header: (text) => `${text},` }],
  ['INVALID algorithm_not_allowed', { members: { alg: 'RS384' } }],
  ['INVALID header_unsupported', { members: { crit: ['x'] } }],
  ['INVALID type_mismatch', { options: { type: 'license+jwt' } }],
  ['INVALID key_unknown', { members: { kid: 'b' } }],
  ['INVALID signature_invalid', { key: 'beta' }],
  ['INVALID claims_malformed', { claims: { roles: 'admin' } }],
  ['INVALID issuer_mismatch', { claims: { iss: 'x' } }],
  ['INVALID audience_mismatch', { claims: { aud: 'x' } }],
  ['INVALID token_use_mismatch', { claims: { token_use: 'x' } }],
  ['INVALID claim_missing', { options: { requiredClaims: ['custom'] } }],
  ['REVOKED token_revoked', { claims: { jti: 'denied' } }],
  ['SUSPENDED license_suspended', { claims: { status: 'suspended' } }],
  ['INVALID host_malformed', { context: { host: 'a b' } }],
  ['INVALID domain_mismatch', { claims: { domain: 'other.example' } }],
  ['FORBIDDEN hardware_mismatch', { claims: { hwid: 'other' } }],
  ['INVALID expiry_missing', { claims: { exp: undefined } }],
  ['NOT_YET_VALID not_yet_valid', { claims: { nbf: NOW + DAY } }],
  ['NOT_YET_VALID issued_in_future', { claims: { iat: NOW + DAY } }],
  ['EXPIRED assertion_expired', { claims: { exp: NOW - DAY }, options: { exp: 'assertion' } }],
  ['EXPIRED license_expired', { claims: { license_exp: NOW - 2 * DAY } }],
  ['FORBIDDEN feature_missing', { require: { features: ['x'] } }],
  ['FORBIDDEN scope_missing', { require: { scopes: ['x'] } }],
  ['FORBIDDEN role_missing', { require: { roles: ['x'] } }],
  ['FORBIDDEN plan_mismatch', { require: { plan: 'x' } }],
  ['FORBIDDEN hardware_mismatch', { require: { hardware: 'matched' } }],
];

/** The case in which all of these are broken; where two want the same member, the earlier has it. */
function broken(name, outcome, list) {
  const all = (member) => Object.assign({}, ...list.map(([, what]) => what[member]).reverse());
  const spell = list.find(([, what]) => what.spell)?.[1].spell ?? ((text) => text);
  const bend = list.find(([, what]) => what.header)?.[1].header ?? ((text) => text);
  const key = list.find(([, what]) => what.key)?.[1].key ?? 'alpha';
  const header = bend(JSON.stringify({ alg: 'RS256', kid: 'a', typ: 'JWT', ...all('members') }));
  const claims = { iss: 'issuer', aud: 'app', token_use: 'license', jti: 'fine', status: 'active', domain: 'app.example.com', exp: NOW + DAY, ...all('claims') };
  const require = all('require');
  return vector(name, outcome, {
    token: spell(token({ header, payload: claims, key, sign: rs256 })),
    options: all('options'),
    context: { ...all('context'), ...(Object.keys(require).length ? { require } : {}) },
  });
}

export default {
  about: 'The order of the checks: tokens that break several rules at once; the first in the order decides.',
  defaults: {
    options: { ...base.options, keys: { jwks: { keys: [{ $key: 'alpha', kid: 'a' }] } }, issuer: 'issuer', audience: 'app', tokenUse: 'license', domain: 'required', denylist: { jti: ['denied'] } },
    context: { ...base.context, host: 'app.example.com', hardwareId: 'this' },
  },
  cases: [
    broken('nothing is broken', 'ACTIVE ok', []),
    ...breaks.map((one, index) => broken(`order ${index + 1}, alone: ${one[0]}`, one[0], [one])),
    ...breaks.slice(0, -1).map((one, index) => broken(`order ${index + 1}, and the next: ${one[0]}`, one[0], breaks.slice(index, index + 2))),
    ...breaks.slice(0, -2).map((one, index) => broken(`order ${index + 1}, and all that follow: ${one[0]}`, one[0], breaks.slice(index))),
  ],
};
