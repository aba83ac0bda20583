/** Calls in the midst of a call, and after the last one. */
import { equal, expect, type Test, thrownBy } from '../check.js';
import { DAY, type Forge, NOW } from '../forge.js';
import type { Context, Key, Symbolon, Verifier, VerifierOptions } from '../package.js';

export async function reentrancy(
  { createVerifier, SymbolonError }: Symbolon,
  options: VerifierOptions,
  key: Key,
  forge: Forge,
  test: Test,
): Promise<void> {
  const token = await forge({ exp: NOW + DAY, jti: 'token-1', features: ['a'] });
  const other = await forge({ exp: NOW - DAY, jti: 'token-2' });
  const isDisposed = (thrown: unknown) => thrown instanceof SymbolonError && thrown.code === 'disposed';
  /** A context that does something when its time is asked for. */
  const doing = (act: () => unknown): Context => ({
    get now() {
      act();
      return NOW;
    },
  });

  await test('abuse: a getter that asks the same verifier', async () => {
    const verifier = await createVerifier(options);
    let inner = '';
    const asking = doing(() => {
      inner = verifier.verifySync(other, { now: NOW }).code;
      verifier.explain(token, { now: NOW });
      verifier.verify(other, { now: NOW });
    });
    for (let round = 0; round < 4; round += 1) {
      const decision = verifier.verifySync(token, asking);
      equal([decision.code, inner, decision.has('a')], ['ok', 'license_expired', true], `round ${round}`);
      equal((await verifier.verify(token, asking)).code, 'ok', `round ${round}`);
    }
  });
  await test('abuse: a getter that denies the token', async () => {
    const verifier = await createVerifier(options);
    for (let round = 0; round < 2; round += 1) verifier.verifySync(token, { now: NOW });
    const denying = doing(() => verifier.deny({ jti: ['token-1'] }));
    equal(verifier.verifySync(token, denying).code, 'token_revoked', 'the code');
  });
  await test('abuse: an iterable that asks and denies while it is denied', async () => {
    const verifier = await createVerifier(options);
    const entries = (function* () {
      verifier.deny({ jti: ['token-2'] });
      equal(verifier.verifySync(token, { now: NOW }).code, 'ok', 'before');
      yield 'token-1';
    })();
    verifier.deny({ jti: entries });
    for (const one of [token, other]) equal(verifier.verifySync(one, { now: NOW }).code, 'token_revoked', 'after');
  });
  await test('abuse: a getter that disposes of the verifier', async () => {
    for (const way of ['verify', 'verifySync', 'explain'] as const) {
      const verifier = await createVerifier(options);
      for (let round = 0; round < 2; round += 1) verifier.verifySync(token, { now: NOW });
      const thrown = await thrownBy(async () =>
        verifier[way](
          token,
          doing(() => verifier.dispose()),
        ),
      );
      expect(isDisposed(thrown), `${way}: ${thrown}`);
    }
    const verifier = await createVerifier(options);
    const entries = (function* () {
      verifier.dispose();
      yield 'token-1';
    })();
    expect(isDisposed(await thrownBy(async () => verifier.deny({ jti: entries }))), 'deny');
  });
  await test('abuse: a token is never made into a text', async () => {
    const verifier = await createVerifier(options);
    const never = () => {
      throw new Error('It was asked.');
    };
    const traps = [
      { toString: never, valueOf: never, toJSON: never, [Symbol.toPrimitive]: never },
      new Proxy(new String(token), { get: never, has: never, ownKeys: never, getPrototypeOf: never }),
      Object.defineProperty([token], 'join', { value: never }),
      new Uint16Array(4),
      Object(Symbol(token)),
      Object(5n),
    ];
    for (const trap of traps) equal(verifier.verifySync(trap, { now: NOW }).code, 'token_missing', 'the code');
    const asking = { toString: () => verifier.verifySync(token, { now: NOW }).code };
    equal(verifier.verifySync(asking, { now: NOW }).code, 'token_missing', 'one that would ask');
  });

  const jwks = JSON.stringify({ keys: [key.jwk] });
  await test('abuse: disposed of while keys are fetched', async () => {
    let verifier: Verifier | undefined;
    const fetch = async () => {
      await undefined;
      verifier?.dispose();
      return new Response(jwks);
    };
    verifier = await createVerifier({ ...options, keys: { jwksUri: 'https://keys.example/', fetch } });
    const pending = [token, other, token].map((one) => verifier!.verify(one, { now: NOW }));
    equal(
      (await Promise.all(pending)).map(({ code }) => code),
      ['ok', 'license_expired', 'ok'],
      'what was asked before',
    );
    for (const call of everyCall(verifier, token)) expect(isDisposed(await thrownBy(call)), String(call));
  });
  await test('abuse: a fetch, a cache and a listener that ask the same verifier', async () => {
    let inside: Promise<unknown>[] = [];
    let times = 0;
    const ask = () => {
      times += 1;
      // Each refresh asks again, and would do so for ever.
      if (times > 20) return;
      inside.push(verifier.verify(other, { now: NOW }));
      verifier.verifySync(token, { now: NOW });
      verifier.deny({ jti: ['nobody'] });
      inside.push(verifier.refreshKeys().catch(() => {}));
    };
    const verifier: Verifier = await createVerifier({
      ...options,
      keys: {
        jwksUri: 'https://keys.example/',
        timeout: 5,
        fetch: async () => {
          ask();
          return new Response(jwks);
        },
        cache: { get: ask, set: ask },
      },
      onEvent: () => {
        verifier.verifySync(token, { now: NOW });
      },
    });
    equal((await verifier.verify(token, { now: NOW })).code, 'ok', 'the code');
    while (inside.length > 0) {
      const before = inside;
      inside = [];
      await Promise.all(before);
    }
    equal([verifier.verifySync(token, { now: NOW }).code, verifier.keys.freshness], ['ok', 'fresh'], 'afterwards');
    verifier.dispose();
  });
  await test('abuse: after dispose() nothing can be asked', async () => {
    const verifier = await createVerifier(options);
    for (let round = 0; round < 3; round += 1) verifier.verifySync(token, { now: NOW });
    verifier.dispose();
    for (const call of everyCall(verifier, token)) expect(isDisposed(await thrownBy(call)), String(call));
    verifier.dispose();
  });
  await test('abuse: verifiers by the thousands', async () => {
    const all = [];
    for (let count = 0; count < 3000; count += 1) all.push(await createVerifier(options));
    equal(new Set(all.map((one) => one.verifySync(token, { now: NOW }).code)).size, 1, 'different codes');
    all[0]!.deny({ jti: ['token-1'] });
    equal(all[1]!.verifySync(token, { now: NOW }).code, 'ok', 'the next one');
    for (const one of all) one.dispose();
    const after = await createVerifier(options);
    equal(after.verifySync(token, { now: NOW }).code, 'ok', 'one made afterwards');
  });
}

const everyCall = (verifier: Verifier, token: string): (() => unknown)[] => [
  () => verifier.verify(token, { now: NOW }),
  async () => verifier.verifySync(token, { now: NOW }),
  async () => verifier.verifySync(undefined, { now: NOW }),
  async () => verifier.explain(token, { now: NOW }),
  async () => verifier.deny({ jti: ['x'] }),
  async () => verifier.keys,
  () => verifier.refreshKeys(),
];
