/** Programming errors that JSON cannot write down; the others are data, in tests/vectors. */
import { equal, expect, shown, type Test, thrownBy } from './check.js';
import { DAY, type Forge, NOW } from './forge.js';
import type { Context, Key, Symbolon, VerifierOptions } from './package.js';

const SURROGATE = '\ud800';
const notNumbers = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5n, Symbol('5'), () => 5];

export async function errors(
  symbolon: Symbolon,
  options: VerifierOptions,
  key: Key,
  forge: Forge,
  test: Test,
): Promise<void> {
  const { createVerifier, SymbolonError } = symbolon;
  const verifier = await createVerifier(options);
  const token = await forge({ exp: NOW + DAY });

  const wrongCode = async (call: () => unknown, code: string) => {
    const error = await thrownBy(call);
    expect(error instanceof SymbolonError, `${shown(String(error))} is no SymbolonError`);
    expect(error instanceof Error, 'it is no Error');
    equal(error.code, code, 'the code');
    equal(error.name, 'SymbolonError', 'the name');
    // Consoles show the class as well.
    equal(error.constructor.name, 'SymbolonError', "the class's name");
    expect(error.message.length > 0, 'there is no message');
    expect(!/could not be read\.$/.test(error.message), `it says no more than ${error.message}`);
    return error;
  };
  const badOptions = (name: string, change: unknown, code = 'options_invalid') =>
    test(`errors: options, ${name}`, () => wrongCode(() => createVerifier(change as never), code));
  const badOption = (name: string, member: string, value: unknown, code?: string) =>
    badOptions(name, { ...options, [member]: value }, code);
  const badContext = (name: string, context: unknown) =>
    test(`errors: context, ${name}`, async () => {
      for (const any of [token, '', 'garbage']) {
        await wrongCode(() => verifier.verify(any, context as Context), 'context_invalid');
        await wrongCode(async () => verifier.verifySync(any, context as Context), 'context_invalid');
      }
    });

  await badOptions('left out', undefined);
  for (const value of [null, 5, 'x', true, [], () => options, Symbol('x')]) {
    await badOptions(`${String(typeof value)} ${shown(String(value))}`, value);
  }
  for (const option of ['gracePeriod', 'clockTolerance', 'notIssuedBefore', 'maxTokenLength', 'rememberedVerdicts']) {
    for (const value of notNumbers) await badOption(`${option} ${String(value)}`, option, value);
  }
  for (const option of ['issuer', 'audience', 'tokenUse', 'type']) {
    for (const value of [SURROGATE, `a${SURROGATE}b`, '\udc00\ud800', Symbol('x'), 5n, () => 'x']) {
      await badOption(`${option} ${shown(String(value))}`, option, value);
    }
  }
  await badOption('issuer undefined', 'issuer', undefined);
  await badOption('audience undefined', 'audience', undefined);
  await badOption('keys undefined', 'keys', undefined);
  await badOption('a lone surrogate in a list of issuers', 'issuer', ['a', SURROGATE]);
  await badOption('a lone surrogate in audience.ifPresent', 'audience', { ifPresent: SURROGATE });
  await badOption('a lone surrogate in requiredClaims', 'requiredClaims', [SURROGATE]);
  await badOption('a lone surrogate in the denylist', 'denylist', { jti: [SURROGATE] });
  await badOption('undefined in requiredClaims', 'requiredClaims', [undefined]);
  for (const name of ['a\nb', 'a\r', '\u2028', '": ', '']) await badOption(`named ${shown(name)}`, name, 1);
  await badOption('keys is a function', 'keys', () => options.keys);
  await badOption('onEvent is an object', 'onEvent', {});

  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  await badOption('a cyclic key', 'keys', { jwk: cyclic }, 'keys_invalid');
  await badOption('a cyclic set', 'keys', { jwks: cyclic }, 'keys_invalid');
  await test('errors: undefined is left out', async () => {
    const names = [
      'tokenUse',
      'type',
      'domainMatching',
      'allowLoopback',
      'exp',
      'requireExpiry',
      'gracePeriod',
      'clockTolerance',
      'requiredClaims',
      'notIssuedBefore',
      'denylist',
      'maxTokenLength',
      'rememberedVerdicts',
      'onEvent',
    ];
    const passing = await createVerifier({ ...options, ...Object.fromEntries(names.map((name) => [name, undefined])) });
    const context = { host: undefined, now: NOW, hardwareId: undefined, require: undefined, waitUntil: undefined };
    equal((await passing.verify(token, context as never)).code, 'ok', 'the code');
    equal(
      (await passing.verify(token, { now: NOW, require: { features: undefined, plan: undefined } })).code,
      'ok',
      'the code',
    );
  });
  await test('errors: so is a member that does not exist, if it is undefined', async () => {
    const nothing = { mistaken: undefined };
    const passing = await createVerifier({ ...options, ...nothing } as never);
    for (const context of [
      { now: NOW, ...nothing },
      { now: NOW, require: nothing },
    ]) {
      equal((await passing.verify(token, context as never)).code, 'ok', 'the code');
    }
  });
  await test('errors: onEvent and waitUntil may be functions', async () => {
    const passing = await createVerifier({ ...options, onEvent: () => {} });
    equal((await passing.verify(token, { now: NOW, waitUntil: () => {} })).code, 'ok', 'the code');
  });
  await test('errors: the options are not changed, and may be frozen', async () => {
    const frozen = Object.freeze({ ...options, requiredClaims: Object.freeze(['exp']) as never });
    const before = JSON.stringify(frozen);
    equal((await (await createVerifier(frozen)).verify(token, Object.freeze({ now: NOW }))).code, 'ok', 'the code');
    equal(JSON.stringify(frozen), before, 'the options');
  });
  await test('errors: the options are read at creation, later changes do nothing', async () => {
    const changing = { ...options, issuer: ['a'], denylist: { jti: ['x'] } };
    const passing = await createVerifier(changing);
    changing.issuer.push('b');
    equal(
      (await passing.verify(await forge({ exp: NOW + DAY, iss: 'b' }), { now: NOW })).code,
      'issuer_mismatch',
      'code',
    );
  });
  await test('errors: no key is repeated in a message', async () => {
    const secret = key.private
      .replace(/-----[^-]+-----/g, '')
      .trim()
      .split('\n');
    for (const keys of [
      { pem: key.private },
      { pem: key.spki + key.private },
      { pem: key.spki.slice(0, 200) },
      { jwk: { ...key.jwk, n: `${key.jwk.n}==` } },
      { jwk: { ...key.jwk, d: secret.join('') } },
    ]) {
      const { message, stack } = await wrongCode(() => createVerifier({ ...options, keys } as never), 'keys_invalid');
      for (const line of [...secret, key.jwk.n as string]) {
        expect(line.length < 24 || !(message + stack).includes(line), `a key is repeated: ${message}`);
      }
    }
  });

  for (const context of [5, 'x', true, [], () => ({}), Symbol('x')]) await badContext(`${typeof context}`, context);
  for (const value of notNumbers) await badContext(`now ${String(value)}`, { now: value });
  for (const name of ['a\nb', 'a\r', '\u2028', '": ', '']) await badContext(`named ${shown(name)}`, { [name]: 1 });
  await badContext('now is a Date', { now: new Date() });
  for (const host of [SURROGATE, `a${SURROGATE}.example`, Symbol('x'), 5n, () => 'x']) {
    await badContext(`host ${shown(String(host))}`, { host });
  }
  for (const hardwareId of [SURROGATE, Symbol('x'), 5n])
    await badContext(`hardwareId ${shown(String(hardwareId))}`, { hardwareId });
  for (const name of ['features', 'scopes', 'roles']) {
    for (const list of [[SURROGATE], [undefined], [5n], [Symbol('x')], new Set(['a'])]) {
      await badContext(
        `require.${name} ${shown(String(typeof list[Symbol.iterator as never]))}, ${String(Array.from(list as never[], String))}`,
        { require: { [name]: list } },
      );
    }
  }
  await badContext('require.plan with a lone surrogate', { require: { plan: SURROGATE } });
  await badContext('require is a function', { require: () => ({}) });

  await test('errors: verify rejects, it does not throw', async () => {
    const promise = verifier.verify(token, { now: Number.NaN });
    expect(promise instanceof Promise, 'it is no promise');
    await wrongCode(() => promise, 'context_invalid');
  });
  await test('errors: a verifier is as good as before afterwards', async () => {
    equal((await verifier.verify(token, { now: NOW })).code, 'ok', 'the code');
  });
  await test('errors: SymbolonError has the codes of the contract', () => {
    for (const code of [
      'options_invalid',
      'keys_invalid',
      'context_invalid',
      'wasm_unavailable',
      'disposed',
    ] as const) {
      const error = new SymbolonError(code, 'why');
      equal([error.code, error.message, error instanceof Error], [code, 'why', true], 'the error');
    }
  });
}
