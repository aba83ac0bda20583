// biome-ignore-all format: a table is read by its rows
import { base, each, mistake, NOW, show, vector } from '../room.mjs';

const refused = (name, options, more) => mistake(`options: ${name}`, 'options_invalid', { options, ...more });
const wrong = (option, values) => each(values, (value) => refused(`${option} is ${show(value)}`, { [option]: value }));
const accepted = (name, options, what) => vector(`options: ${name}`, 'ACTIVE ok', { options, ...what });

const text = [5, true, [], ['x'], {}];
const flag = [null, 0, 1, 'true', '', [], {}];
const seconds = [null, -1, -0.5, '60', '', true, [], {}];
const strings = [null, 'x', 5, true, {}, [5], [null], ['x', 5], [['x']]];

export default {
  about: 'Programming errors in the options: thrown when the verifier is made, with the code options_invalid.',
  defaults: base,
  cases: [
    accepted('all by their defaults', {
      domain: 'off', domainMatching: 'strict', allowLoopback: false, exp: 'license', requireExpiry: true, gracePeriod: 0, clockTolerance: 60, requiredClaims: [], denylist: {}, maxTokenLength: 16_384, rememberedVerdicts: 1000,
    }),
    ...each(['strict', 'compatible'], (domainMatching) => accepted(`domainMatching ${domainMatching}`, { domainMatching })),
    accepted('fractions of seconds', { gracePeriod: 0.5, clockTolerance: 0.25, notIssuedBefore: 0.5 }, { claims: { iat: NOW } }),
    accepted('the longest of durations', { gracePeriod: Number.MAX_VALUE, clockTolerance: Number.MAX_VALUE }),
    accepted('nothing is remembered', { rememberedVerdicts: 0 }),
    accepted('one verdict is remembered', { rememberedVerdicts: 1 }),
    accepted('tokenUse and type are null', { tokenUse: null, type: null }),
    accepted('the default of domain is required', {}, { without: ['domain'], claims: { domain: 'a.example' }, context: { host: 'a.example' } }),
    vector('options: domain left out, and the token unbound', 'INVALID domain_missing', { without: ['domain'] }),
    vector('options: clockTolerance left out is 60', 'EXPIRED license_expired', { claims: { exp: NOW - 60 } }),
    vector('options: clockTolerance left out is no less than 60', 'ACTIVE ok', { claims: { exp: NOW - 59.5 } }),

    ...each(['keys', 'issuer', 'audience'], (option) => refused(`${option} is left out`, {}, { without: [option] })),
    ...each(['issuers', 'iss', 'graceperiod', 'grace_period', 'clockTolerence', 'Domain', 'nonce', 'algorithms', '', '__proto_', 'constructor', 'toString'], (option) => refused(`the unknown option ${JSON.stringify(option)}`, { [option]: 'x' })),
    refused('an unknown option that is null', { leeway: null }),

    ...wrong('issuer', [5, true, {}, '', [], [''], ['a', ''], [5], [null], ['a', 5], { ifPresent: 'a' }]),
    ...wrong('audience', [5, true, {}, '', [], [''], ['a', ''], [5], [null], { ifPresent: '' }, { ifPresent: [] }, { ifPresent: [''] }, { ifPresent: null }, { ifPresent: 5 }, { ifPresent: 'a', or: 'b' }, { ifpresent: 'a' }]),
    ...wrong('tokenUse', text),
    ...wrong('type', text),
    ...wrong('domain', [null, '', 'Required', 'require', 'on', 'none', true, false, 5, [], ['off'], {}]),
    ...wrong('domainMatching', [null, '', 'Strict', 'loose', 'exact', true, 5, []]),
    ...wrong('exp', [null, '', 'License', 'token', 'licence', true, 5, []]),
    ...wrong('allowLoopback', flag),
    ...wrong('requireExpiry', flag),
    ...wrong('gracePeriod', seconds),
    ...wrong('clockTolerance', seconds),
    ...wrong('notIssuedBefore', seconds),
    ...wrong('maxTokenLength', [null, -1, '16384', true, [], {}]),
    ...wrong('rememberedVerdicts', [null, -1, '0', true, false, [], {}]),
    ...wrong('requiredClaims', strings),
    ...wrong('denylist', [null, 'x', 5, true, { jti: 'x' }, { jti: 5 }, { sub: [5] }, { sub: null }, { jti: ['a', null] }, { JTI: ['a'] }, { jti: ['a'], iss: ['b'] }]),
    ...wrong('onEvent', [null, 'x', 5, true, {}, []]),
    ...wrong('keys', [null, 5, true, 'x', []]),
    refused('two forms of keys', { keys: { jwk: { $key: 'alpha' }, pem: { $spki: 'alpha' } } }),
    refused('jwk and jwks', { keys: { jwk: { $key: 'alpha' }, jwks: { keys: [] } } }),
  ],
};
