/**
 * Members that something added to `Object.prototype`: a page that lies, or, on a server, a request that found a hole in
 * how objects are merged. Neither is an option that its owner set, nor an answer.
 */
import { equal, expect, type Test, thrownBy } from '../check.js';
import { DAY, type Forge, NOW } from '../forge.js';
import type { Key, Symbolon, VerifierOptions } from '../package.js';
import { byClock } from '../remote/clock.js';
import { polluted } from './patch.js';

const granted = {
  status: 'ACTIVE',
  code: 'ok',
  message: 'x',
  granted: true,
  grace: false,
  features: ['b'],
  limits: {},
};

/** What could be added to have more: options, members of a context, and what only the package's own objects have. */
const members: Record<string, unknown> = {
  allowLoopback: true,
  audience: null,
  clockTolerance: 1e9,
  denylist: {},
  domain: 'off',
  domainMatching: 'compatible',
  exp: 'assertion',
  gracePeriod: 1e9,
  ifPresent: 'b',
  issuer: null,
  jwks: { keys: [] },
  jwksUri: 'https://evil.example/keys',
  maxTokenLength: 1,
  notIssuedBefore: 1e12,
  onEvent: () => {},
  pem: '',
  requireExpiry: false,
  requiredClaims: ['x'],
  tokenUse: 'x',
  type: 'x',
  hardwareId: 'device',
  host: 'example.com',
  now: NOW,
  require: { plan: 'x' },
  waitUntil: () => {},
  features: ['b'],
  plan: 'b',
  roles: [],
  scopes: [],
  answer: JSON.stringify(granted),
  behind: {},
  cache: { get: () => undefined, set() {} },
  claims: { features: ['b'] },
  code: 'ok',
  errand: [0, 0, 0],
  events: [{}],
  expiresAt: 1,
  fetch: () => {
    throw new Error('This was added.');
  },
  get: () => undefined,
  graceEndsAt: 1,
  granted: true,
  keep: {},
  kept: { seat: 0, number: 1 },
  keyId: 'b',
  limits: { seats: 9 },
  number: 1,
  offline: true,
  pins: ['x'],
  reason: 'x',
  refreshBy: 1,
  request: {},
  retryAt: 1,
  seat: 0,
  set: () => undefined,
  signal: {},
  status: 'ACTIVE',
  sub: 'b',
  subject: 'b',
  toJSON: () => granted,
  value: '{}',
  wait: 0,
  writable: true,
};

export async function pollution(
  { createVerifier, SymbolonError }: Symbolon,
  options: VerifierOptions,
  key: Key,
  forge: Forge,
  test: Test,
): Promise<void> {
  const token = await forge({ exp: NOW + DAY, features: ['a'], sub: 'a', plan: 'a', domain: 'example.com' });
  const device = await forge({ exp: NOW + DAY, domain: 'example.com', hwid: 'device' });
  const strict = { ...options, domain: 'required', rememberedVerdicts: 0 } as VerifierOptions;
  const here = { now: NOW, host: 'example.com' };
  /** Each with a context that leaves something out, which nobody then adds. */
  const calls = [
    { token, context: here, code: 'ok' },
    { token, context: { now: NOW, host: '' }, code: 'host_unavailable' },
    { token, context: { ...here, host: 'localhost' }, code: 'domain_mismatch' },
    { token, context: { ...here, host: 'www.example.com' }, code: 'domain_mismatch' },
    { token, context: { host: 'example.com', now: NOW + 2 * DAY }, code: 'license_expired' },
    { token, context: { ...here, require: { features: ['b'] } }, code: 'feature_missing' },
    { token: device, context: here, code: 'hardware_mismatch' },
    { token: `${token.slice(0, -8)}AAAAAAAA`, context: here, code: 'signature_invalid' },
  ];
  const verifier = await createVerifier(strict);
  const expected = calls.map(({ token, context }) => verifier.verifySync(token, context));

  await test('abuse: members of Object.prototype are nobody’s', () => {
    for (const [name, value] of Object.entries(members)) {
      calls.forEach(({ token, context, code }, index) => {
        const what = `${code}, with ${name}`;
        const decision = polluted(name, value, () => verifier.verifySync(token, context));
        equal(decision.code, code, what);
        equal(decision, expected[index], what);
        if (Object.hasOwn(decision, name)) {
          const read = () => decision[name as 'plan'];
          equal(polluted(name, value, read), read(), `${what}, asked for that`);
        }
      });
    }
  });
  await test('abuse: a verifier made meanwhile has no other options', async () => {
    for (const [name, value] of Object.entries(members)) {
      // What is made later in the same call finds nothing added any more.
      const making = polluted(name, value, () => createVerifier(strict));
      // Descriptors of members have these names: options cannot be copied, which is said.
      if (name === 'get' || name === 'set') {
        const error = await thrownBy(() => making);
        expect(error instanceof SymbolonError && error.code === 'options_invalid', `with ${name}: ${error}`);
        continue;
      }
      const made = await making;
      for (const { token, context, code } of calls) equal(made.verifySync(token, context).code, code, `with ${name}`);
      made.dispose();
    }
  });
  await test('abuse: nor is an answer or a set of keys what was added', async () => {
    // The first is a member of nothing, and so what it comes to is what it comes to without.
    let usual: unknown;
    for (const name of ['x', 'answer', 'value', 'reason', 'request', 'keep', 'behind', 'errand', 'wait', 'events']) {
      const jwks = JSON.stringify({ keys: [key.jwk] });
      const done = { gets: 0, fetches: 0, sets: 0 };
      const events: string[] = [];
      const remote = await createVerifier({
        ...strict,
        onEvent: ({ type }) => events.push(type) as never,
        keys: {
          jwksUri: 'https://keys.example/',
          fetch: async () => {
            done.fetches += 1;
            return new Response(jwks);
          },
          cache: {
            get() {
              done.gets += 1;
            },
            set() {
              done.sets += 1;
            },
          },
        },
      });
      Object.defineProperty(Object.prototype, name, { value: members[name], configurable: true, writable: true });
      try {
        for (const { token, context, code } of calls) {
          equal((await remote.verify(token, context)).code, code, name);
          equal(remote.verifySync(token, context).code, code, name);
        }
      } finally {
        delete (Object.prototype as Record<string, unknown>)[name];
      }
      expect(remote.keys.freshness === 'fresh', `with ${name} the keys are not fresh`);
      usual ??= [done, events];
      equal([done, events], usual, `what was done with ${name}`);
      remote.dispose();
    }
  });
  await test('abuse: nor is a function what was added under the name by which one is kept', () =>
    byClock(async (clock) => {
      const calls: string[] = [];
      for (const name of ['waitUntil', 'onEvent', 'keys.cache.get', 'keys.cache.set']) {
        const value = [() => calls.push(name), {}];
        Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
        try {
          const fetch = async () => new Response(JSON.stringify({ keys: [key.jwk] }));
          const remote = await createVerifier({ ...strict, keys: { jwksUri: 'https://keys.example/', fetch } });
          equal((await remote.verify(token, here)).code, 'ok', `with ${name}`);
          // They are refreshed in the background now.
          clock.skip(700);
          equal((await remote.verify(token, here)).code, 'ok', `by stale keys, with ${name}`);
          equal((await remote.refreshKeys()).freshness, 'fresh', `the keys with ${name}`);
          remote.dispose();
        } finally {
          delete (Object.prototype as Record<string, unknown>)[name];
        }
      }
      equal(calls, [], 'what was called');
    }));
  await test('abuse: nor is a stored set of keys what was added', async () => {
    const jwks = JSON.stringify({ keys: [key.jwk] });
    let stored: unknown;
    const jwksUri = 'https://keys.example/';
    const storing = await createVerifier({
      ...strict,
      keys: {
        jwksUri,
        fetch: async () => new Response(jwks),
        cache: {
          get: () => undefined,
          set: (value) => {
            stored = value;
          },
        },
      },
    });
    equal((await storing.verify(token, here)).code, 'ok', 'by a set that is stored');
    const fetch = async () => {
      throw new Error('There is nobody.');
    };
    const alone = await createVerifier({
      ...strict,
      keys: { jwksUri, fetch, cache: { get: () => undefined, set() {} } },
    });
    const value = JSON.stringify(stored);
    Object.defineProperty(Object.prototype, 'value', { value, configurable: true, writable: true });
    try {
      equal((await alone.verify(token, here)).code, 'keys_unavailable', 'by one that is none');
    } finally {
      delete (Object.prototype as { value?: unknown }).value;
    }
    for (const one of [storing, alone]) one.dispose();
  });
  await test('abuse: nor is a getter of one member that of another', () => {
    const added = (value: unknown) => Object.assign(Object.create(null), { value, configurable: true, writable: true });
    Object.defineProperty(Object.prototype, 'plan', added('b'));
    Object.defineProperty(
      Object.prototype,
      'get',
      added(() => 'b'),
    );
    let decision: unknown;
    try {
      decision = verifier.verifySync(token, here);
    } finally {
      for (const name of ['get', 'plan']) delete (Object.prototype as Record<string, unknown>)[name];
    }
    equal(decision, expected[0], 'the decision');
  });
  await test('abuse: setters of Object.prototype are told nothing, and nothing there is in the way', () =>
    byClock(async () => {
      const whole = await createVerifier({
        ...strict,
        keys: { jwk: { ...key.jwk, kid: 'k' } },
        exp: 'assertion',
        gracePeriod: 7 * DAY,
      } as VerifierOptions);
      const claims = { exp: NOW + DAY, license_exp: NOW + DAY / 2, sub: 'a', plan: 'a', domain: 'example.com' };
      const header = { alg: 'RS256', kid: 'k' };
      const full = await forge(claims, header);
      const nobody = async () => {
        throw new Error('There is nobody.');
      };
      const alone = await createVerifier({ ...strict, keys: { jwksUri: 'https://keys.example/', fetch: nobody } });
      await alone.refreshKeys();
      const judge = () => [
        whole.verifySync(full, here),
        whole.verifySync(full, { ...here, now: NOW + 0.75 * DAY }),
        alone.verifySync(full, here),
      ];
      const before = judge();
      const names = new Set(before.flatMap((decision) => Object.keys(decision)));
      for (const name of ['retryAt', 'keyId', 'expiresAt', 'graceEndsAt', 'refreshBy', 'subject', 'plan', 'claims']) {
        expect(names.has(name), `no decision has ${name}`);
      }
      const told: string[] = [];
      for (const name of new Set([...Object.keys(members), ...names])) {
        for (const added of [
          { get: () => 'added', set: () => told.push(name) },
          { value: 'added', writable: false },
        ]) {
          Object.defineProperty(Object.prototype, name, { ...added, configurable: true });
          let decisions: unknown;
          try {
            decisions = judge();
          } finally {
            delete (Object.prototype as Record<string, unknown>)[name];
          }
          equal(decisions, before, `with ${name}`);
        }
      }
      equal(told, [], 'what they were told');
      for (const one of [whole, alone]) one.dispose();
    }));
}
