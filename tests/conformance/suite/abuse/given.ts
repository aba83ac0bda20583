/** What a verifier is given: changing while it is read, lying about itself, or enormous. */
import { equal, expect, type Test, thrownBy } from '../check.js';
import { DAY, type Forge, NOW } from '../forge.js';
import type { Context, Key, Symbolon, VerifierOptions } from '../package.js';

/** An object whose members are something else each time they are read, the last value for ever after. */
function changing(members: Record<string, unknown[]>): object {
  const object = {};
  for (const [name, values] of Object.entries(members)) {
    let reads = 0;
    Object.defineProperty(object, name, {
      enumerable: true,
      configurable: true,
      get: () => values[Math.min(reads++, values.length - 1)],
    });
  }
  return object;
}

export async function given(
  { createVerifier, SymbolonError }: Symbolon,
  options: VerifierOptions,
  key: Key,
  forge: Forge,
  test: Test,
): Promise<void> {
  const claims = { exp: NOW + DAY, features: ['a'], domain: 'example.com', hwid: 'device' };
  const token = await forge(claims);
  const verifier = await createVerifier({ ...options, domain: 'required' });
  const good = { now: NOW, host: 'example.com', hardwareId: 'device' };
  const codeOf = (context: object) => verifier.verifySync(token, context as Context).code;
  const mistaken = async (call: () => unknown, code: string, what: string) => {
    const error = await thrownBy(call);
    expect(error instanceof SymbolonError, `${what}: ${error}`);
    equal(error.code, code, what);
  };

  await test('abuse: a context is what it was at the first reading', () => {
    const cases: [object, string][] = [
      [changing({ ...lists(good), host: ['evil.example', 'example.com'] }), 'domain_mismatch'],
      [changing({ ...lists(good), now: [NOW + 2 * DAY, NOW] }), 'license_expired'],
      [changing({ ...lists(good), hardwareId: ['other', 'device'] }), 'hardware_mismatch'],
      [changing({ ...lists(good), require: [{ features: ['b'] }, undefined] }), 'feature_missing'],
      [{ ...good, require: changing({ features: [['b'], []] }) }, 'feature_missing'],
      [{ ...good, require: { features: changingList([['b'], ['a']]) } }, 'feature_missing'],
      [{ ...good, require: { features: ['a'] } }, 'ok'],
    ];
    for (const [context, code] of cases) equal(codeOf(context), code, code);
  });
  await test('abuse: options are what they were at the first reading', async () => {
    const { jwk } = options.keys as { jwk: object };
    const other = { ...jwk, e: 'AQ' };
    const cases: [Record<string, unknown[]>, string][] = [
      [{ ...lists(options), issuer: ['expected', null] }, 'issuer_mismatch'],
      [{ ...lists(options), keys: [{ jwks: { keys: [] } }, options.keys] }, 'key_unknown'],
      [{ ...lists(options), keys: [changing({ jwk: [jwk, other] })] }, 'ok'],
      [{ ...lists(options), denylist: [{ sub: ['a'] }, {}] }, 'ok'],
    ];
    for (const [members, code] of cases) {
      const made = await createVerifier(changing(members) as VerifierOptions);
      equal(made.verifySync(token, good).code, code, code);
    }
  });
  await test('abuse: a proxy is asked, and what it says counts', async () => {
    const asked: PropertyKey[] = [];
    /** Says that it has no members, and gives them all the same. */
    const shy = new Proxy(
      {},
      {
        ownKeys: () => [],
        has: () => false,
        getOwnPropertyDescriptor: () => undefined,
        get: (_, name) => {
          asked.push(name);
          return ({ ...good, require: { features: ['b'] } } as Record<PropertyKey, unknown>)[name];
        },
      },
    );
    equal(codeOf(shy), 'feature_missing', 'a shy one');
    equal(asked.filter((name) => name === 'require').length, 1, 'how often it was asked');
    /** Says that it has members without end, none of them twice the same. */
    let round = 0;
    const endless = new Proxy({}, { ownKeys: () => [`member-${round++}`], getOwnPropertyDescriptor: () => undefined });
    equal(codeOf(endless), codeOf({}), 'one of which nothing shows');
    const list = new Proxy(['b'], { get: (target, name) => (name === 'length' ? 0 : Reflect.get(target, name)) });
    equal(codeOf({ ...good, require: { features: list } }), 'ok', 'a list that says it is empty');
  });

  await test('abuse: frozen, sealed, without a prototype, of a class', async () => {
    class Options {}
    const kinds = [
      Object.freeze({ ...options }),
      Object.seal({ ...options }),
      Object.preventExtensions({ ...options }),
      Object.assign(Object.create(null), options),
      Object.assign(new Options(), options),
      new Proxy(Object.freeze({ ...options }), {}),
    ];
    for (const kind of kinds) equal((await (await createVerifier(kind)).verify(token, good)).code, 'ok', 'the options');
    for (const context of [Object.freeze({ ...good }), Object.assign(Object.create(null), good)]) {
      equal(codeOf(context), 'ok', 'the context');
    }
  });

  const many = (count: number) => Array.from({ length: count }, (_, index) => `feature-${index}`);
  await test('abuse: 100 000 features', async () => {
    const features = many(100_000);
    equal(codeOf({ ...good, require: { features } }), 'feature_missing', 'required, and not there');
    const rich = await createVerifier({ ...options, maxTokenLength: 1e6 });
    const all = await forge({ exp: NOW + DAY, features: many(5_000) });
    const decision = rich.verifySync(all, { now: NOW, require: { features: many(5_000) } });
    equal([decision.code, decision.features.length], ['ok', 5_000], 'required, and there');
    rich.dispose();
  });
  await test('abuse: a set of 10 000 keys', async () => {
    const keys = Array.from({ length: 10_000 }, (_, index) => ({ ...key.jwk, kid: `key-${index}` }));
    const rich = await createVerifier({ ...options, keys: { jwks: { keys } } } as VerifierOptions);
    equal(rich.keys.keyIds.length, 10_000, 'the keys');
    const named = (kid: string) => forge(claims, { alg: 'RS256', kid });
    equal(rich.verifySync(await named('key-9999'), good).code, 'ok', 'the last');
    equal(rich.verifySync(await named('key-10000'), good).code, 'key_unknown', 'none of them');
    equal(rich.verifySync(token, good).code, 'key_ambiguous', 'no kid');
    rich.dispose();
  });
  await test('abuse: texts of 10 MB', async () => {
    const long = 'x'.repeat(10_000_000);
    equal(codeOf({ ...good, host: long }), 'host_malformed', 'the host');
    equal(codeOf({ ...good, hardwareId: long }), 'hardware_mismatch', 'the hardware id');
    equal(codeOf({ ...good, require: { plan: long } }), 'plan_mismatch', 'the plan');
    const expecting = await createVerifier({ ...options, issuer: long });
    equal(expecting.verifySync(token, good).code, 'issuer_mismatch', 'the issuer');
    expecting.dispose();
    await mistaken(() => createVerifier({ ...options, keys: { pem: long } }), 'keys_invalid', 'the key');
    await mistaken(() => createVerifier({ ...options, [long]: 1 }), 'options_invalid', 'a name');
    equal(codeOf(good), 'ok', 'afterwards');
  });
}

const lists = (members: object): Record<string, unknown[]> =>
  Object.fromEntries(Object.entries(members).map(([name, value]) => [name, [value]]));

/** A list whose elements are something else each time they are read. */
function changingList(versions: unknown[][]): unknown[] {
  const list: unknown[] = [];
  versions[0]!.forEach((_, index) => {
    let reads = 0;
    Object.defineProperty(list, index, {
      enumerable: true,
      get: () => versions[Math.min(reads++, versions.length - 1)]![index],
    });
  });
  return list;
}
