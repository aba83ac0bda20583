/** What holds for every event and every state of remote keys, whatever happened. */
import { expect, shown } from '../check.js';
import type { Verifier, VerifierOptions } from '../package.js';

export type Event = Parameters<NonNullable<VerifierOptions['onEvent']>>[0];
export type State = Verifier['keys'];

type Form = (value: unknown) => boolean;
const text: Form = (value) => typeof value === 'string' && value.length > 0;
const flag: Form = (value) => typeof value === 'boolean';
const span: Form = (value) => typeof value === 'number' && value >= 0;
const count: Form = (value) => Number.isInteger(value) && span(value);
const status: Form = (value) => count(value) && Number(value) >= 100 && Number(value) < 600;
/** Unix seconds of our days, and no milliseconds. */
const moment: Form = (value) => typeof value === 'number' && value > 1e9 && value < 1e10;
const oneOf =
  (...values: unknown[]): Form =>
  (value) =>
    values.includes(value);
const ids: Form = (value) => Array.isArray(value) && value.every((id) => typeof id === 'string');
const thumbprints: Form = (value) => Array.isArray(value) && value.every((one) => /^[\w-]{43}$/.test(one));
const optional =
  (form: Form): Form =>
  (value) =>
    value === undefined || form(value);

const events: Record<string, Record<string, Form>> = {
  keys_refreshed: { keyIds: ids, modified: flag },
  keys_restored: { keyIds: ids, age: span },
  keys_stale: { age: span, usableUntil: moment },
  keys_failed: { reason: text, status: optional(status), retryAt: moment },
  key_unknown: { keyId: optional((id) => typeof id === 'string'), retryAt: optional(moment) },
  private_key_published: { count },
  cache_failed: { operation: oneOf('get', 'set'), reason: text },
};

const state: Record<string, Form> = {
  source: oneOf('remote'),
  keyIds: ids,
  thumbprints,
  freshness: oneOf('fresh', 'stale', 'unavailable'),
  age: optional(span),
  refreshAt: optional(moment),
  usableUntil: optional(moment),
  lastError: optional(text),
  retryAt: optional(moment),
};

function matches(value: Record<string, unknown>, forms: Record<string, Form>, what: string): void {
  for (const name of Object.keys(value)) expect(name in forms, `${what} has a member ${name}: ${shown(value)}`);
  for (const [name, form] of Object.entries(forms)) {
    expect(form(value[name]), `${what}: ${name} is ${shown(value[name])}`);
  }
  keepsKeys(value, what);
}

/** No key material, no token: nothing as long as either is said. */
export function keepsKeys(value: unknown, what: string): void {
  const long = JSON.stringify(value).match(/[\w+/.=-]{80,}/);
  expect(!long, `${what} says ${shown(long?.[0])}`);
}

export function wellFormedEvent(event: Event): void {
  const { type, ...members } = event;
  expect(type in events, `there is no event ${type}`);
  matches(members, events[type] ?? {}, type);
}

export function wellFormedState(value: State, now: number): void {
  matches({ ...value }, state, 'keys');
  const { freshness, keyIds, refreshAt, usableUntil, lastError, retryAt } = value;
  if (freshness === 'unavailable') expect(keyIds.length === 0, `there are keys: ${shown(value)}`);
  else {
    expect(refreshAt !== undefined && usableUntil !== undefined, `it is not said how long: ${shown(value)}`);
    expect(freshness === (refreshAt > now ? 'fresh' : 'stale'), `the freshness is ${freshness}: ${shown(value)}`);
    expect(refreshAt <= usableUntil && now < usableUntil, `the times do not go together: ${shown(value)}`);
  }
  if (retryAt !== undefined)
    expect(retryAt > now && lastError !== undefined, `a back-off without error: ${shown(value)}`);
}
