// biome-ignore-all format: a table is read by its rows
import { base, DAY, each, NOW, show, vector } from '../room.mjs';

const LAST = 2 ** 53 - 1;
const accepted = (name, claims, what) => vector(`claim ${name}`, 'ACTIVE ok', { claims, ...what });
const refused = (name, claims, what) => vector(`claim ${name}`, 'INVALID claims_malformed', { claims, ...what });
/** `text` is JSON, for what JavaScript's own numbers and objects cannot write. */
const text = (name, value) => (name === 'exp' ? `{"exp":${value}}` : `{"exp":${NOW + DAY},"${name}":${value}}`);
const acceptedText = (name, value, what) => vector(`claim ${name} is ${value}, as text`, 'ACTIVE ok', { payload: text(name, value), ...what });
const refusedText = (name, value, what) => vector(`claim ${name} is ${value}, as text`, 'INVALID claims_malformed', { payload: text(name, value), ...what });

const others = {
  number: [0, 1.5, -1],
  string: ['', 'x'],
  boolean: [true, false],
  list: [[], ['x'], [1], ['x', 1], ['x', null], [['x']]],
  object: [{}, { a: 1 }, { a: 'x' }],
  null: [null],
};
/** Every value of `others`, except those that a claim admits. */
const wrong = (admits) => Object.values(others).flat().filter((value) => !admits(value));
const isString = (value) => typeof value === 'string';
const isStrings = (value) => Array.isArray(value) && value.every(isString);
const admitted = {
  ...Object.fromEntries(['exp', 'nbf', 'iat', 'license_exp'].map((name) => [name, (value) => typeof value === 'number' && value >= 0])),
  ...Object.fromEntries(['iss', 'sub', 'jti', 'token_use', 'plan', 'status'].map((name) => [name, isString])),
  ...Object.fromEntries(['aud', 'domain', 'domains', 'dom', 'scp', 'scope', 'hwid'].map((name) => [name, (value) => isString(value) || isStrings(value)])),
  ...Object.fromEntries(['features', 'roles'].map((name) => [name, isStrings])),
  limits: (value) => value !== null && typeof value === 'object' && !Array.isArray(value) && Object.values(value).every((limit) => typeof limit === 'number'),
  hw_bound: (value) => typeof value === 'boolean',
};

/** What the claims of a granted decision look like from outside. */
const full = {
  iss: 'https://license.example', aud: ['app'], sub: 'customer-7', jti: 'j1', token_use: 'license', plan: 'pro', status: 'active',
  nbf: NOW - DAY, iat: NOW - DAY, exp: NOW + DAY, license_exp: NOW + DAY / 2,
  features: ['export', 'import', 'export'], limits: { seats: 5, ratio: 0.25, debt: -3, none: 0 },
  scp: ['a', 'b c'], scope: 'd e', roles: ['admin'], hwid: 'machine', hw_bound: true, email: 'a@b.example', nested: { deep: [null, { x: 1 }] },
};

export default {
  about: 'Check 5, the payload: the type of every claim the verifier knows. What is of a wrong type is malformed, never absent.',
  defaults: base,
  cases: [
    vector('claims of a granted decision', 'ACTIVE ok', {
      claims: full,
      context: { hardwareId: 'machine' },
      expect: {
        subject: 'customer-7', plan: 'pro', features: full.features, limits: full.limits, claims: full,
        expiresAt: NOW + DAY / 2, graceEndsAt: NOW + DAY / 2 + 60, refreshBy: NOW + DAY, keyId: null, domain: null,
      },
    }),
    vector('claims of the least token', 'ACTIVE ok', {
      expect: { subject: null, plan: null, features: [], limits: {}, claims: { exp: NOW + DAY }, expiresAt: NOW + DAY, graceEndsAt: NOW + DAY + 60, refreshBy: null, retryAt: null, domain: null },
    }),
    vector('claims that are malformed, by a known key', 'INVALID claims_malformed', {
      claims: { exp: null }, options: { keys: { jwk: { $key: 'alpha', kid: 'a' } } }, header: { alg: 'RS256', kid: 'a' },
      expect: { keyId: 'a', expiresAt: null },
    }),
    vector('claims of an empty token', 'INVALID expiry_missing', { payload: '{}', expect: { expiresAt: null, graceEndsAt: null, refreshBy: null } }),

    ...Object.entries(admitted).flatMap(([name, admits]) => each(wrong(admits), (value) => refused(`${name} is ${show(value)}`, { [name]: value }))),

    ...each(['exp', 'license_exp'], (name) => accepted(`${name} is the largest moment`, { [name]: LAST, exp: LAST }, { expect: { expiresAt: LAST } })),
    ...each(['nbf', 'iat'], (name) => accepted(`${name} is 0`, { [name]: 0 })),
    ...each(['nbf', 'iat'], (name) => vector(`claim ${name} is the largest moment`, `NOT_YET_VALID ${name === 'nbf' ? 'not_yet_valid' : 'issued_in_future'}`, { claims: { [name]: LAST } })),
    ...each(['exp', 'license_exp'], (name) => vector(`claim ${name} is 0`, `EXPIRED ${name === 'exp' ? 'license_expired' : 'license_expired'}`, { claims: { [name]: 0 }, expect: { expiresAt: 0 } })),
    ...each(['exp', 'nbf', 'iat', 'license_exp'], (name) => [
      ...each(['9007199254740992', '9007199254740991.5', '9007199254740993', '9.007199254740992e15', '1e16', '1e308', '-1e-300', '-0.5', '-9007199254740991', '"1800086400"', '{"exp":1800086400}', '[1800086400]'], (value) => refusedText(name, value)),
      refusedText(name, '1e400'),
      refusedText(name, '-1e400'),
    ]).flat(),
    ...each(['9007199254740991', '9007199254740991.0', '9007199254740991.25', '9.007199254740991e15', '900719925474099100e-2'], (value) => acceptedText('exp', value, { expect: { expiresAt: LAST } })),
    ...each(['1800086400.0', '1.8000864e9', '18000864E2', '180008640000e-2'], (value) => acceptedText('exp', value, { expect: { expiresAt: NOW + DAY } })),
    acceptedText('exp', '1800086400.5', { expect: { expiresAt: NOW + DAY + 0.5 } }),
    ...each(['-0', '-0.0', '0e5', '1e-400', '-1e-400'], (value) => acceptedText('nbf', value)),

    ...each(['a', ['a'], ['a', 'b'], [], [''], '', ['a', 'a']], (aud) => accepted(`aud is ${show(aud)}, not checked`, { aud })),
    accepted('iss, sub, jti, token_use and plan are empty', { iss: '', sub: '', jti: '', token_use: '', plan: '' }, { expect: { subject: '', plan: '' } }),
    accepted('features is empty', { features: [] }, { expect: { features: [] } }),
    accepted('features has names of all kinds', { features: ['', ' ', '__proto__', 'é', '🔑', 'a b'] }, { expect: { features: ['', ' ', '__proto__', 'é', '🔑', 'a b'] } }),
    accepted('limits is empty', { limits: {} }, { expect: { limits: {} } }),
    accepted('limits has fractions, zero and less', { limits: { a: 0, b: -1, c: 0.125, d: 1e300 } }, { expect: { limits: { a: 0, b: -1, c: 0.125, d: 1e300 } } }),
    acceptedText('limits', '{"__proto__":7,"constructor":8,"toString":0}', { expect: { limits: JSON.parse('{"__proto__":7,"constructor":8,"toString":0}') } }),
    ...each(['{"a":"1"}', '{"a":null}', '{"a":true}', '{"a":[1]}', '{"a":{}}', '{"a":1,"b":"2"}', '{"__proto__":"7"}', '{"__proto__":null}', '{"a":1e400}'], (value) => refusedText('limits', value)),

    ...each([{ status_list: {} }, { status_list: { idx: 3, uri: 'https://license.example/list' } }, { status_list: {}, other: 5 }], (status) => accepted(`status is ${show(status)}`, { status })),
    ...each([{ status_list: 5 }, { status_list: null }, { status_list: [] }, { status_list: 'x' }, { list: {} }, { Status_list: {} }], (status) => refused(`status is ${show(status)}`, { status })),

    ...each(['domain', 'domains', 'dom'], (name) => accepted(`${name} is a string, with the option off`, { [name]: 'example.com' }, { expect: { domain: null } })),
    ...each(['scp', 'scope'], (name) => accepted(`${name} is a string or a list`, { [name]: name === 'scp' ? 'a b' : ['a'] })),
    accepted('hwid is a list, and the device among it', { hwid: ['a', 'b'] }, { context: { hardwareId: 'b' } }),
    ...each([true, false], (value) => accepted(`hw_bound is ${value}`, { hw_bound: value })),

    vector('claims nobody knows may be anything', 'ACTIVE ok', { payload: { exp: NOW + DAY, Exp: 'x', NBF: null, feature: 5, limit: 'x', role: 'x', scopes: 5, amr: {}, email: null, lc_vt: 5, seller_tier: [], nonce: true } }),
    ...each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'], (name) =>
      vector(`a claim called ${name} is a claim like any other`, 'ACTIVE ok', {
        payload: `{"exp":${NOW + DAY},"${name}":{"exp":1,"status":"revoked"}}`,
        expect: { claims: JSON.parse(`{"exp":${NOW + DAY},"${name}":{"exp":1,"status":"revoked"}}`) },
      }),
    ),
    vector('__proto__ is no place to take claims from', 'INVALID expiry_missing', { payload: `{"__proto__":{"exp":${NOW + DAY}}}` }),
  ],
};
