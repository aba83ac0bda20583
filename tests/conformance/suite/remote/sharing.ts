/** Who waits for whose fetch, and who need not. */
import { equal, expect, shown, thrownBy } from '../check.js';
import { failing, given, set } from './answer.js';
import { fiftyTimes, judged, judgedAtOnce } from './judging.js';
import type { Scenario } from './scene.js';
import { underWay, until } from './waiting.js';

export async function sharing(scenario: Scenario): Promise<void> {
  await scenario('fifty at once share one request', async ({ behind, jwk, token }) => {
    const { verifier, asked, goOn } = await behind(given('held', set(jwk.a)));
    const pending = underWay(fiftyTimes(verifier, token.a, 'ok'));
    await until('the request', async () => (await asked()) === 1);
    const later = underWay(fiftyTimes(verifier, token.a, 'ok'));
    judgedAtOnce(verifier, token.a, 'keys_unavailable');
    await goOn();
    await pending.end;
    await later.end;
    equal(await asked(), 1, 'requests');
  });
  await scenario('a token is judged by the time at which that was asked for', async ({ behind, jwk, sign, clock }) => {
    const { verifier, asked, goOn } = await behind(given('held', set(jwk.a)));
    // It is tolerated for a minute, which is over in a second.
    const token = await sign('a', 'a', { exp: clock.now() - 59 });
    const pending = underWay(verifier.verify(token));
    await until('the request', async () => (await asked()) === 1);
    clock.skip(2);
    await goOn();
    equal((await pending.end).code, 'ok', 'the code');
    equal(verifier.verifySync(token).code, 'license_expired', 'the code, asked for later');
  });
  await scenario('fifty at once share one request that fails', async ({ behind, jwk, token }) => {
    const { verifier, asked, events } = await behind(failing(500, set(jwk.a)));
    const decisions = await fiftyTimes(verifier, token.a, 'keys_unavailable');
    for (const { retryAt } of decisions) equal(typeof retryAt, 'number', 'the type of retryAt');
    equal(await asked(), 1, 'requests');
    equal(events.length, 1, 'events');
  });
  await scenario('fifty at once share one refresh of keys that are too stale', async (scene) => {
    const { behind, jwk, token, clock } = scene;
    const { verifier, asked } = await behind([set(jwk.a), set(jwk.b)]);
    await judged(verifier, token.a, 'ok');
    clock.skip(1201);
    await Promise.all([fiftyTimes(verifier, token.a, 'key_unknown'), fiftyTimes(verifier, token.b, 'ok')]);
    equal(await asked(), 2, 'requests');
  });
  await scenario('refreshKeys shares its request with verify', async ({ behind, jwk, token }) => {
    const { verifier, asked } = await behind(set(jwk.a));
    const [state] = await Promise.all([
      verifier.refreshKeys(),
      judged(verifier, token.a, 'ok'),
      verifier.refreshKeys(),
      fiftyTimes(verifier, token.a, 'ok'),
    ]);
    equal([state.freshness, state.keyIds, await asked()], ['fresh', ['a'], 1], 'state and requests');
    const other = await behind(set(jwk.a));
    await Promise.all([fiftyTimes(other.verifier, token.a, 'ok'), other.verifier.refreshKeys()]);
    equal(await other.asked(), 1, 'requests, verify being first');
  });
  await scenario('refreshKeys refreshes what is fresh, and resolves with the state', async ({ behind, jwk, token }) => {
    const { verifier, asked } = await behind([set(jwk.a), set(jwk.b)]);
    equal(await verifier.refreshKeys(), verifier.keys, 'the state');
    const { keyIds } = await verifier.refreshKeys();
    equal([keyIds, await asked()], [['b'], 2], 'keys and requests');
    judgedAtOnce(verifier, token.b, 'ok');
  });
  await scenario(
    'refreshKeys resolves when its fetch fails, and obeys the back-off',
    async ({ behind, jwk, clock }) => {
      const { verifier, asked } = await behind([{ status: 500 }, set(jwk.a)]);
      for (let round = 0; round < 3; round += 1) {
        const { freshness, lastError, retryAt = 0 } = await verifier.refreshKeys();
        equal([freshness, typeof lastError], ['unavailable', 'string'], 'the state');
        expect(retryAt > clock.now(), `retryAt is ${retryAt} at ${clock.now()}`);
        equal(await asked(), 1, 'requests');
      }
      clock.to(verifier.keys.retryAt ?? 0);
      const { freshness, lastError = null, retryAt = null } = await verifier.refreshKeys();
      equal([freshness, lastError, retryAt, await asked()], ['fresh', null, null, 2], 'state and requests in the end');
    },
  );
  await scenario("refreshKeys rejects with its signal's reason, and the fetch goes on", async (scene) => {
    const { behind, jwk, token } = scene;
    for (const reason of [new Error('enough'), 'enough', undefined]) {
      const { verifier, asked, goOn, seen } = await behind(given('held', set(jwk.a)));
      const controller = new AbortController();
      const { signal } = controller;
      const refused = underWay(thrownBy(() => verifier.refreshKeys({ signal })));
      const pending = underWay(fiftyTimes(verifier, token.a, 'ok'));
      await until('the request', async () => (await asked()) === 1);
      controller.abort(reason);
      expect((await refused.end) === signal.reason, 'it rejected with another reason');
      equal(verifier.keys.freshness, 'unavailable', 'the freshness');
      await goOn();
      await pending.end;
      const { requests, givenUp } = await seen();
      equal([verifier.keys.freshness, requests.length, givenUp], ['fresh', 1, 0], 'freshness and requests');
    }
  });
  await scenario(
    'refreshKeys that only an aborted signal waited for goes on as well',
    async ({ behind, jwk, token }) => {
      const { verifier, asked, goOn } = await behind(given('held', set(jwk.a)));
      const controller = new AbortController();
      const refused = underWay(thrownBy(() => verifier.refreshKeys({ signal: controller.signal })));
      await until('the request', async () => (await asked()) === 1);
      controller.abort();
      await refused.end;
      await goOn();
      await until('the end of the fetch', () => verifier.keys.freshness === 'fresh');
      await judged(verifier, token.a, 'ok');
      equal(await asked(), 1, 'requests');
    },
  );
  await scenario('refreshKeys with a signal that is aborted already makes no request', async (scene) => {
    const { behind, jwk, token } = scene;
    const { verifier, asked } = await behind(set(jwk.a));
    const signal = AbortSignal.abort(new Error('enough'));
    expect((await thrownBy(() => verifier.refreshKeys({ signal }))) === signal.reason, 'it rejected otherwise');
    equal([verifier.keys.freshness, await asked()], ['unavailable', 0], 'freshness and requests');
    await judged(verifier, token.a, 'ok');
    equal(await asked(), 1, 'requests in the end');
  });
  await scenario('refreshKeys with a signal that is none is a mistake, and makes no request', async (scene) => {
    const { symbolon, behind, jwk } = scene;
    const { verifier, asked } = await behind(set(jwk.a));
    const whole = { aborted: false, reason: undefined, addEventListener() {}, removeEventListener() {} };
    const parts = (['aborted', 'addEventListener', 'removeEventListener'] as const).map((name) => ({
      signal: { ...whole, [name]: undefined },
    }));
    for (const wrong of [{ signal: 5 }, { signal: {} }, { signal: 'abort' }, ...parts, { abort: 1 }, 5, 'x', []]) {
      const error = await thrownBy(() => verifier.refreshKeys(wrong as never));
      expect(error instanceof symbolon.SymbolonError && error.code === 'options_invalid', `${shown(wrong)}: ${error}`);
    }
    equal(await asked(), 0, 'requests');
    for (const none of [undefined, null, {}, { signal: undefined }, { signal: null }, { abort: undefined }]) {
      await verifier.refreshKeys(none as object);
    }
    equal(await asked(), 6, 'requests in the end');
    await verifier.refreshKeys({ signal: whole });
    equal(await asked(), 7, 'requests with what is like a signal');
  });
  await scenario('refreshKeys with a signal that is not aborted, or aborted too late', async ({ behind, jwk }) => {
    const { verifier, asked } = await behind(set(jwk.a));
    const controller = new AbortController();
    equal((await verifier.refreshKeys({ signal: controller.signal })).freshness, 'fresh', 'the freshness');
    controller.abort();
    equal([verifier.keys.freshness, await asked()], ['fresh', 1], 'freshness and requests');
  });
}
