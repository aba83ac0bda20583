// biome-ignore-all format: a table is read by its rows
import { base, DAY, each, NOW, vector } from '../room.mjs';

const S = 60; // clockTolerance by default
const at = (name, outcome, now, claims, options, expect) => vector(name, outcome, { claims: { exp: undefined, ...claims }, context: { now }, options, expect });
/** Just before, exactly at, and just after a moment; doubles near NOW hold these fractions exactly. */
const STEP = 1 / 1024;
function edge(name, moment, before, after, claims, options, expect) {
  return [
    at(`${name}: just before`, before, moment - STEP, claims, options, expect),
    at(`${name}: exactly`, after, moment, claims, options, expect),
    at(`${name}: just after`, after, moment + STEP, claims, options, expect),
  ];
}
const ACTIVE = 'ACTIVE ok';
const GRACE = 'GRACE license_in_grace';
const EXPIRED = 'EXPIRED license_expired';
const ASSERTION = 'EXPIRED assertion_expired';
const MISSING = 'INVALID expiry_missing';
const EARLY = 'NOT_YET_VALID not_yet_valid';
const FUTURE = 'NOT_YET_VALID issued_in_future';
const assertion = { exp: 'assertion' };
const week = { gracePeriod: 7 * DAY };
const open = { requireExpiry: false };

export default {
  about: 'Check 10, time: nbf, iat, the end of the license or of the assertion, tolerance and grace, at every edge.',
  defaults: base,
  cases: [
    ...edge('exp ends the license', NOW + S, ACTIVE, EXPIRED, { exp: NOW }, {}, { expiresAt: NOW, graceEndsAt: NOW + S, refreshBy: null }),
    ...edge('no tolerance', NOW, ACTIVE, EXPIRED, { exp: NOW }, { clockTolerance: 0 }, { expiresAt: NOW, graceEndsAt: NOW }),
    ...edge('a tolerance with a fraction', NOW + 0.5, ACTIVE, EXPIRED, { exp: NOW }, { clockTolerance: 0.5 }),
    ...edge('an exp with a fraction', NOW + S + 0.25, ACTIVE, EXPIRED, { exp: NOW + 0.25 }, {}, { expiresAt: NOW + 0.25 }),
    ...edge('a wide tolerance', NOW + DAY, ACTIVE, EXPIRED, { exp: NOW }, { clockTolerance: DAY }),
    ...edge('grace begins', NOW + S, ACTIVE, GRACE, { exp: NOW }, week, { expiresAt: NOW, graceEndsAt: NOW + S + 7 * DAY }),
    ...edge('grace ends', NOW + S + 7 * DAY, GRACE, EXPIRED, { exp: NOW }, week, { expiresAt: NOW, graceEndsAt: NOW + S + 7 * DAY }),
    ...edge('grace without tolerance begins', NOW, ACTIVE, GRACE, { exp: NOW }, { ...week, clockTolerance: 0 }),
    ...edge('grace with a fraction ends', NOW + S + 0.5, GRACE, EXPIRED, { exp: NOW }, { gracePeriod: 0.5 }),

    ...edge('license_exp ends the license', NOW + S, ACTIVE, EXPIRED, { license_exp: NOW, exp: NOW + DAY }, {}, { expiresAt: NOW, refreshBy: NOW + DAY }),
    ...edge('license_exp begins grace', NOW + S, ACTIVE, GRACE, { license_exp: NOW, exp: NOW + 30 * DAY }, week, { expiresAt: NOW, graceEndsAt: NOW + S + 7 * DAY, refreshBy: NOW + 30 * DAY }),
    ...edge('license_exp ends grace', NOW + S + 7 * DAY, GRACE, EXPIRED, { license_exp: NOW, exp: NOW + 30 * DAY }, week),
    ...edge('with both, exp ends the assertion', NOW + S, ACTIVE, ASSERTION, { license_exp: NOW + DAY, exp: NOW }, {}, { expiresAt: NOW + DAY, refreshBy: NOW }),
    ...edge('with both, exp has no grace', NOW + S, ACTIVE, ASSERTION, { license_exp: NOW + DAY, exp: NOW }, week),
    ...edge('with both at once, the assertion comes first', NOW + S, ACTIVE, ASSERTION, { license_exp: NOW, exp: NOW }, week),
    ...edge('in grace until the assertion ends', NOW + DAY + S, GRACE, ASSERTION, { license_exp: NOW, exp: NOW + DAY }, week),

    ...edge('assertion: exp ends it', NOW + S, ACTIVE, ASSERTION, { exp: NOW }, assertion, { expiresAt: null, graceEndsAt: null, refreshBy: NOW }),
    ...edge('assertion: grace does not prolong it', NOW + S, ACTIVE, ASSERTION, { exp: NOW }, { ...assertion, ...week }, { expiresAt: null, graceEndsAt: null }),
    ...edge('assertion: license_exp ends the license', NOW + S, ACTIVE, EXPIRED, { license_exp: NOW, exp: NOW + DAY }, assertion, { expiresAt: NOW, graceEndsAt: NOW + S, refreshBy: NOW + DAY }),
    ...edge('assertion: license_exp begins grace', NOW + S, ACTIVE, GRACE, { license_exp: NOW, exp: NOW + 30 * DAY }, { ...assertion, ...week }),
    ...edge('assertion: license_exp ends grace', NOW + S + 7 * DAY, GRACE, EXPIRED, { license_exp: NOW, exp: NOW + 30 * DAY }, { ...assertion, ...week }),
    ...edge('assertion: a longer license does not prolong it', NOW + S, ACTIVE, ASSERTION, { license_exp: NOW + 300 * DAY, exp: NOW }, assertion),

    at('no exp', MISSING, NOW, {}, {}, { expiresAt: null }),
    at('no exp, though license_exp', MISSING, NOW, { license_exp: NOW + DAY }, {}),
    at('assertion: no exp', MISSING, NOW, {}, assertion),
    at('assertion: no exp, though license_exp', MISSING, NOW, { license_exp: NOW + DAY }, assertion),
    at('no exp, none required: perpetual', ACTIVE, NOW, {}, open, { expiresAt: null, graceEndsAt: null, refreshBy: null }),
    at('perpetual, in a far future', ACTIVE, 2 ** 53, {}, open),
    at('assertion: no exp, none required', ACTIVE, NOW, {}, { ...open, ...assertion }, { expiresAt: null, graceEndsAt: null, refreshBy: null }),
    at('none required, exp is judged all the same', EXPIRED, NOW + DAY, { exp: NOW }, open),
    at('assertion: none required, exp is judged all the same', ASSERTION, NOW + DAY, { exp: NOW }, { ...open, ...assertion }),
    ...edge('no exp, none required, license_exp ends it', NOW + S, ACTIVE, EXPIRED, { license_exp: NOW }, open, { expiresAt: NOW, graceEndsAt: NOW + S, refreshBy: null }),
    ...edge('no exp, none required, license_exp begins grace', NOW + S, ACTIVE, GRACE, { license_exp: NOW }, { ...open, ...week }),
    ...edge('assertion: no exp, none required, license_exp ends it', NOW + S, ACTIVE, EXPIRED, { license_exp: NOW }, { ...open, ...assertion }, { expiresAt: NOW, refreshBy: null }),

    ...edge('nbf', NOW - S, EARLY, ACTIVE, { nbf: NOW, exp: NOW + DAY }, {}, { expiresAt: NOW + DAY }),
    ...edge('nbf without tolerance', NOW, EARLY, ACTIVE, { nbf: NOW, exp: NOW + DAY }, { clockTolerance: 0 }),
    ...edge('nbf with a fraction', NOW - S + 0.75, EARLY, ACTIVE, { nbf: NOW + 0.75, exp: NOW + DAY }),
    ...edge('iat', NOW - S, FUTURE, ACTIVE, { iat: NOW, exp: NOW + DAY }),
    ...edge('iat without tolerance', NOW, FUTURE, ACTIVE, { iat: NOW, exp: NOW + DAY }, { clockTolerance: 0 }),
    at('no nbf, no iat', ACTIVE, NOW, { exp: NOW + DAY }),
    at('issued long ago', ACTIVE, NOW, { iat: 1, nbf: 1, exp: NOW + DAY }),
    at('the clock stands at 0', FUTURE, 0, { iat: NOW, exp: NOW + DAY }),
    at('the clock stands at 0, and nothing says it is wrong', ACTIVE, 0, { exp: NOW + DAY }),
    at('now has a fraction', ACTIVE, NOW + 0.123456, { exp: NOW + DAY }),
    at('the end in milliseconds is a far end', ACTIVE, NOW, { exp: NOW * 1000 }),

    at('a missing expiry before nbf', MISSING, NOW, { nbf: NOW + DAY }),
    at('nbf before iat', EARLY, NOW, { nbf: NOW + DAY, iat: NOW + DAY, exp: NOW + 2 * DAY }),
    at('iat before the expiry', FUTURE, NOW, { iat: NOW + DAY, exp: NOW - DAY }),
    at('nbf before the expiry', EARLY, NOW, { nbf: NOW + DAY, exp: NOW - DAY }),
    at('nbf before grace', EARLY, NOW, { nbf: NOW + DAY, exp: NOW - DAY }, week),
    at('the assertion before the license', ASSERTION, NOW, { license_exp: NOW - 30 * DAY, exp: NOW - DAY }, week),
    ...each([ACTIVE, GRACE], (outcome) =>
      vector(`time before requirements: ${outcome}`, 'FORBIDDEN feature_missing', {
        claims: { exp: outcome === ACTIVE ? NOW + DAY : NOW - DAY },
        options: week,
        context: { require: { features: ['x'] } },
      }),
    ),
    vector('an expired license is not asked for features', EXPIRED, { claims: { exp: NOW - 30 * DAY }, options: week, context: { require: { features: ['x'] } } }),
    vector('grace grants what the license says', GRACE, {
      claims: { exp: NOW - DAY, sub: 's', plan: 'p', features: ['a'], limits: { seats: 2 } },
      options: week,
      context: { require: { features: ['a'], plan: 'p' } },
      expect: { subject: 's', plan: 'p', features: ['a'], limits: { seats: 2 }, claims: { exp: NOW - DAY, sub: 's', plan: 'p', features: ['a'], limits: { seats: 2 } } },
    }),
  ],
};
