/** What a decision can do: the shape that data cannot show. */
import { equal, expect, type Test } from './check.js';
import { frozenThrough } from './contract.js';
import { DAY, type Forge, NOW } from './forge.js';
import type { Context, Decision, Symbolon, VerifierOptions } from './package.js';
import { byClock } from './remote/clock.js';

export async function decisions(symbolon: Symbolon, options: VerifierOptions, forge: Forge, test: Test): Promise<void> {
  const verifier = await symbolon.createVerifier({ ...options, gracePeriod: 7 * DAY });
  const claims = {
    exp: NOW + DAY,
    sub: 'customer',
    plan: 'pro',
    features: ['export', '__proto__'],
    limits: { seats: 5, none: 0 },
    secret: { nested: ['x'] },
  };
  const token = await forge(claims);
  const context: Context = { now: NOW };
  const granted = await verifier.verify(token, context);
  const grace = verifier.verifySync(token, { now: NOW + 2 * DAY });
  const refused = verifier.verifySync(token, { now: NOW + 30 * DAY });

  await test('decision: granted, in grace and refused', () => {
    equal([granted.status, grace.status, refused.status], ['ACTIVE', 'GRACE', 'EXPIRED'], 'the statuses');
  });

  await test('decision: has a name, for those who print it', () => {
    equal(granted.constructor.name, 'Decision', 'the name');
  });

  await test('decision: deeply frozen', () => {
    for (const one of [granted, grace, refused]) frozenThrough(one, 'decision');
    const attempts: (() => void)[] = [
      () => Object.assign(granted, { granted: false }),
      () => Object.assign(granted.limits, { seats: 500 }),
      () => (granted.features as string[]).push('more'),
      () => Object.assign(granted.claims?.secret as object, { nested: 1 }),
    ];
    for (const attempt of attempts) {
      let threw = false;
      try {
        attempt();
      } catch {
        threw = true;
      }
      expect(threw, `${attempt} did not throw`);
    }
  });

  await test('decision: fresh each time', async () => {
    const all: Decision[] = [granted];
    for (let times = 0; times < 4; times++) {
      const again = times % 2 ? verifier.verifySync(token, context) : await verifier.verify(token, context);
      expect(!all.includes(again), 'it is shared');
      equal(again, granted, 'another decision');
      equal(Object.keys(again), Object.keys(granted), 'the members of another');
      frozenThrough(again, 'another');
      all.push(again);
    }
  });

  await test('decision: tokens that take the place of one another are not taken for one another', async () => {
    const few = await symbolon.createVerifier({ ...options, rememberedVerdicts: 2 });
    const tokens = await Promise.all(
      [0, 1, 2, 3].map((n) => forge({ exp: NOW + (n + 1) * DAY, sub: `customer ${n}` })),
    );
    for (const now of [NOW, NOW + 1.5 * DAY, NOW, NOW + 2.5 * DAY]) {
      for (const n of [0, 0, 0, 1, 1, 1, 0, 2, 2, 2, 1, 0, 3, 3, 3, 2, 0, 0, 0, 1, 3, 2, 1, 1, 0, 2, 3]) {
        const decision = n % 2 ? await few.verify(tokens[n], { now }) : few.verifySync(tokens[n], { now });
        const inTime = now < NOW + (n + 1) * DAY;
        const expected = [inTime ? 'ok' : 'license_expired', NOW + (n + 1) * DAY, inTime ? `customer ${n}` : undefined];
        equal([decision.code, decision.expiresAt, decision.subject], expected, `token ${n} at ${now}`);
      }
    }
  });

  await test('decision: what a page adds to Object.prototype is in no decision', async () => {
    const bare = await forge({ exp: NOW + DAY });
    const added = {
      claims: {},
      features: ['all'],
      limits: {},
      plan: 'all',
      sub: 'x',
      subject: 'x',
      keyId: 'x',
      domain: {},
    };
    const judge = () => [
      ...[1, 2, 3].map(() => verifier.verifySync(bare, context)),
      ...[1, 2, 3].map(() => verifier.verifySync(token, { now: NOW + 30 * DAY })),
    ];
    const before = judge();
    for (const [name, value] of Object.entries(added))
      Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
    try {
      for (const [index, decision] of judge().entries()) {
        equal(Object.keys(decision), Object.keys(before[index]!), 'own members');
        equal(decision.features, [], 'the features');
        expect(!decision.has('all'), 'a feature was added');
      }
    } finally {
      for (const name of Object.keys(added)) delete (Object.prototype as Record<string, unknown>)[name];
    }
  });

  await test('decision: data are own members, methods are on the prototype', () => {
    const own = Reflect.ownKeys(granted);
    for (const method of ['has', 'limit', 'within', 'toPublic'] as const) {
      expect(!own.includes(method) && typeof granted[method] === 'function', `${method} is misplaced`);
    }
    for (const name of own) {
      expect(typeof (granted as never)[name] !== 'function', `the member ${String(name)} is a function`);
    }
    for (const name in granted) {
      expect(own.includes(name) || typeof granted[name as keyof Decision] === 'function', `${name} is inherited`);
    }
  });

  await test('decision: can be cloned', () => {
    for (const one of [granted, grace, refused]) {
      const clone = structuredClone(one);
      equal(clone, one, 'the clone');
      expect(Object.keys(clone).length === Object.keys(one).length, 'the clone lacks members');
    }
  });

  await test('decision: toPublic is plain, and what JSON shows', () => {
    for (const one of [granted, grace, refused]) {
      const open = one.toPublic();
      equal(Object.getPrototypeOf(open) === Object.prototype, true, 'a plain object');
      for (const [name, value] of Object.entries(open)) expect(value !== undefined, `${name} is there, and undefined`);
      expect(open.features !== one.features && !Object.isFrozen(open.features), 'the features are not its own');
      const { status, code, grace, features, plan, expiresAt, graceEndsAt } = one;
      const wanted = { status, code, grace, features, plan, expiresAt, graceEndsAt };
      equal(JSON.parse(JSON.stringify(open)), JSON.parse(JSON.stringify(wanted)), 'toPublic');
      equal(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(open)), 'JSON');
      equal(JSON.parse(JSON.stringify({ deep: [one] })).deep[0], JSON.parse(JSON.stringify(open)), 'JSON, nested');
    }
  });

  await test('decision: has', () => {
    equal(granted.has('export'), true, 'a feature');
    equal(granted.has('__proto__'), true, 'a feature with a strange name');
    for (const name of ['Export', 'import', '', 'constructor', 'length', '0']) equal(granted.has(name), false, name);
    equal(grace.has('export'), true, 'a feature in grace');
    equal(refused.has('export'), false, 'a feature of a refused token');
    for (const strange of [['export'], new String('export'), { toString: () => 'export' }, null, undefined]) {
      equal(granted.has(strange as never), false, `what is no text: ${typeof strange}`);
    }
  });

  await test('decision: limit', () => {
    equal(granted.limit('seats'), 5, 'a limit');
    equal(granted.limit('none'), 0, 'a limit of 0');
    for (const name of ['other', '__proto__', 'constructor', 'toString', ''])
      equal(granted.limit(name), undefined, name);
    equal(grace.limit('seats'), 5, 'a limit in grace');
    for (const name of ['seats', 'other', '__proto__']) equal(refused.limit(name), 0, `${name}, refused`);
  });

  await test('decision: within', () => {
    equal(granted.within('seats', 4), true, '4 of 5');
    equal(granted.within('seats', 6), false, '6 of 5');
    equal(granted.within('none', 1), false, '1 of 0');
    equal(granted.within('other', 1e9), true, 'what is not limited');
    equal(granted.within('toString', 1e9), true, 'what is not limited, with a strange name');
    equal(grace.within('seats', 4), true, '4 of 5 in grace');
    for (const name of ['seats', 'other']) equal(refused.within(name, 0), false, `${name}, refused`);
    equal(granted.within('seats', 5), true, '5 of 5');
    equal(granted.within('other', Number.POSITIVE_INFINITY), true, 'without end of what is not limited');
    for (const strange of [null, undefined, '4', [4], true, 4n, new Date(4), Number.NaN]) {
      for (const name of ['seats', 'other']) {
        equal(granted.within(name, strange as never), false, `what is no number: ${typeof strange} of ${name}`);
      }
    }
  });

  await test('decision: names such as __proto__ are ordinary ones', async () => {
    const text = `{"exp":${NOW + DAY},"features":["__proto__"],"limits":{"__proto__":7},"__proto__":{"polluted":true},"x":{"__proto__":{"polluted":true}}}`;
    const decision = await verifier.verify(await forge(text), context);
    equal(decision.limit('__proto__'), 7, 'the limit');
    const inner = decision.claims?.x as object;
    for (const object of [decision.claims as object, inner]) {
      expect(Object.hasOwn(object, '__proto__'), '__proto__ is no own member');
      equal(Object.getPrototypeOf(object) === Object.prototype, true, 'the prototype is its own');
      expect(!('polluted' in object), 'a prototype was set');
    }
    expect(!('polluted' in {}), 'Object.prototype was changed');
    equal(structuredClone(decision).limits, JSON.parse('{"__proto__":7}'), 'the limits of a clone');
  });

  await test('decision: the message names a near miss', async () => {
    const bound = await symbolon.createVerifier({ ...options, domain: 'required' });
    const { code, message } = bound.verifySync(await forge({ exp: NOW + DAY, domain: 'example.com' }), {
      now: NOW,
      host: 'www.example.com',
    });
    equal(code, 'domain_mismatch', 'the code');
    for (const name of ['example.com', 'www.example.com']) {
      expect(
        message.split(/[\s,;:"'`()]+/).some((word) => word.replace(/\.$/, '') === name),
        `no ${name} in: ${message}`,
      );
    }
  });

  await test('decision: the system clock is the default', async () => {
    const later = await forge({ exp: Date.now() / 1000 + DAY });
    const earlier = await forge({ exp: 1_000_000_000 });
    for (const empty of [undefined, null, {}, { now: undefined }, { now: null }]) {
      equal((await verifier.verify(later, empty as Context)).code, 'ok', 'a token that ends later');
      equal(verifier.verifySync(earlier, empty as Context).code, 'license_expired', 'a token that ended');
      for (const [one, outcome] of [
        [later, 'passed'],
        [earlier, 'failed'],
      ] as const) {
        const step = verifier.explain(one, empty as Context).find(({ check }) => check === 'time');
        equal(step?.outcome, outcome, 'what is explained of it');
      }
    }
  });

  await test('decision: what was told before ends by the system clock, by fetched keys, too', () =>
    byClock(async (clock) => {
      const { jwk } = options.keys as { jwk: object };
      const fetch = async () => new Response(JSON.stringify({ keys: [jwk] }));
      for (const keys of [options.keys, { jwksUri: 'https://keys.example/', fetch }]) {
        const verifier = await symbolon.createVerifier({ ...options, keys });
        const token = await forge({ exp: clock.now() + 100 });
        for (let times = 0; times < 3; times++) equal((await verifier.verify(token)).code, 'ok', 'before');
        clock.skip(200);
        equal((await verifier.verify(token)).code, 'license_expired', 'by a promise');
        equal(verifier.verifySync(token).code, 'license_expired', 'at once');
        verifier.dispose();
      }
    }));
}
