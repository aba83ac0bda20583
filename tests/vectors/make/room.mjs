/** How a room's table of cases becomes its file. */
import { token } from './token.mjs';

/** The moment at which the cases are judged: 2027-01-15T08:00:00Z. */
export const NOW = 1_800_000_000;
export const DAY = 86_400;

/** What every file starts from; a room adds what it is about. */
export const base = {
  options: { keys: { jwk: { $key: 'alpha' } }, issuer: null, audience: null, domain: 'off' },
  context: { now: NOW },
};

/**
 * One case. `outcome` is `'STATUS code'`, and `what` says in what it departs
 * from a good token: `claims` (laid over `exp`; `undefined` removes one),
 * `payload` or `header` (object, JSON text or bytes), `key`, `sign`, or the
 * whole `token`; then members of the case itself, and of its expectation.
 */
export function vector(name, outcome, { claims, payload, header, key, sign, expect, ...what } = {}) {
  const [status, code] = outcome.split(' ');
  const made = () => token({ header, payload: payload ?? { exp: NOW + DAY, ...claims }, key, sign });
  return { name, ...what, token: 'token' in what ? what.token : made(), expect: { status, code, ...expect } };
}

/** A programming error: creating the verifier, or verifying, throws it. */
export const mistake = (name, code, what) => ({ name, ...what, throws: code });

/** Makes many cases that differ in one value only. */
export const each = (values, make) => values.map((value) => make(value));

/** A value as it may stand in a name. */
export const show = (value) =>
  JSON.stringify(value).length > 60 ? `${JSON.stringify(value).slice(0, 57)}…` : JSON.stringify(value);

const members = (object, indent) =>
  Object.entries(object)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${indent}${JSON.stringify(name)}: ${JSON.stringify(value)}`)
    .join(',\n');

/** The text of a room's file: one line for each member of a case. */
export function roomFile({ about, defaults, cases }) {
  const list = cases.map((one) => `    {\n${members(one, '      ')}\n    }`).join(',\n');
  return `{\n  "about": ${JSON.stringify(about)},\n  "defaults": ${JSON.stringify(defaults)},\n  "cases": [\n${list}\n  ]\n}\n`;
}
