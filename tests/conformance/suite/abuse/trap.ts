/** A module that fails in the midst of a call: its verifier says so, and the next one gets another. */
import { equal, expect, type Test, thrownBy } from '../check.js';
import { DAY, type Forge, NOW } from '../forge.js';
import type { Watched } from '../module.js';
import type { Symbolon, Verifier, VerifierOptions } from '../package.js';
import { byClock } from '../remote/clock.js';

export async function trap(
  { createVerifier, SymbolonError }: Symbolon,
  options: VerifierOptions,
  forge: Forge,
  watched: Watched,
  test: Test,
): Promise<void> {
  // The host is asked what this number is.
  const token = await forge({ exp: NOW + DAY, x: 1.25e-300 });
  const plain = await forge({ exp: NOW + DAY });
  const context = { now: NOW };

  const fetch = async () => new Response(JSON.stringify({ keys: [(options.keys as { jwk: object }).jwk] }));
  const fetched = { ...options, keys: { jwksUri: 'https://keys.example/', fetch } };
  const ways = [options, fetched].flatMap((given) =>
    (['verify', 'verifySync', 'explain'] as const).map((way) => ({ given, way })),
  );

  await test('abuse: a module that fails says so, and is not used again', async () => {
    for (const { given, way } of ways) {
      const [broken, bystander] = [await createVerifier(given), await createVerifier(options)];
      equal((await broken.verify(plain, context)).code, 'ok', 'before');
      const before = watched.instances;
      const first = await watched.failing(() => thrownBy(async () => broken[way](token, context)));
      expect(first instanceof SymbolonError && first.code === 'wasm_unavailable', `${way}: ${first}`);
      expect(first.message.includes('make a new verifier'), first.message);
      expect(first.cause !== undefined, 'there is no cause');
      for (const call of calls(broken, plain)) {
        const again = await thrownBy(call);
        expect(again instanceof SymbolonError && again.code === 'wasm_unavailable', `${call}: ${again}`);
      }
      const next = await createVerifier(options);
      equal(watched.instances, before + 1, 'instances');
      for (const one of [next, bystander]) {
        equal([one.verifySync(token, context).code, one.verifySync('x', context).code], ['ok', 'token_malformed'], way);
      }
      broken.dispose();
      for (const one of [next, bystander]) one.dispose();
    }
  });
  await test('abuse: a module that fails in the background rejects nothing, and says so when it is asked', () =>
    byClock(async (clock) => {
      const { jwk } = options.keys as { jwk: object };
      const sets = [{ keys: [jwk] }, { x: 1.25e-300, keys: [jwk] }];
      const fetch = async () => new Response(JSON.stringify(sets.shift()));
      const verifier = await createVerifier({ ...options, keys: { jwksUri: 'https://keys.example/', fetch } });
      equal((await verifier.verify(plain, context)).code, 'ok', 'before');
      clock.skip(700);
      const refreshes: Promise<unknown>[] = [];
      await watched.failing(async () => {
        const waitUntil = (refresh: Promise<unknown>) => refreshes.push(refresh);
        equal((await verifier.verify(plain, { ...context, waitUntil })).code, 'ok', 'by stale keys');
        await Promise.all(refreshes);
      });
      equal(refreshes.length, 1, 'refreshes');
      const error = await thrownBy(() => verifier.verify(plain, context));
      expect(error instanceof SymbolonError && error.code === 'wasm_unavailable', String(error));
      verifier.dispose();
    }));
}

const calls = (verifier: Verifier, token: string): (() => unknown)[] => [
  () => verifier.verify(token, { now: NOW }),
  async () => verifier.verifySync(token, { now: NOW }),
  async () => verifier.explain(token, { now: NOW }),
  async () => verifier.deny({ jti: ['x'] }),
  async () => verifier.keys,
];
