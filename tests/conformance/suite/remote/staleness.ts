/** Sets past their freshness: used at once, then only if there is no other, then no more. */
import { equal, expect } from '../check.js';
import { type Answer, failing, given, set } from './answer.js';
import { context, judged, judgedAtOnce, near } from './judging.js';
import type { Behind, Scenario, Scene } from './scene.js';
import { underWay, until } from './waiting.js';

/** Seconds since the set was fetched at which each phase begins, by the defaults. */
const STALE = 600;
const WAITED_FOR = STALE + 600;
const OVER = STALE + 86_400;

/** After which a server that hangs is given up; the first fetch must be done by then. */
const TIMEOUT = 0.4; // s

/** What a server that is not well answers. */
const outages: Record<string, (scene: Scene) => Answer> = {
  'is down': ({ jwk }) => failing(503, set(jwk.b)),
  hangs: ({ jwk }) => given('never', set(jwk.b)),
  'answers with garbage': () => ({ body: '<html>' }),
  resets: ({ jwk }) => given('reset-inside', set(jwk.b)),
};

/** A verifier that has fetched `a`, so many seconds ago, from a server that answers this since. */
async function aged(scene: Scene, seconds: number, since: Answer[], more: object = {}): Promise<Behind> {
  const behind = await scene.behind(set(scene.jwk.a), more);
  await judged(behind.verifier, scene.token.a, 'ok');
  await behind.answer(...since);
  scene.clock.skip(seconds);
  return behind;
}

export async function staleness(scenario: Scenario): Promise<void> {
  await scenario('fresh keys wait for nothing', async (scene) => {
    const { verifier, asked } = await aged(scene, STALE - 1, [given('never', {})]);
    await judged(verifier, scene.token.a, 'ok');
    equal([verifier.keys.freshness, await asked()], ['fresh', 1], 'freshness and requests');
  });
  await scenario('stale keys are used at once, and refreshed meanwhile by one request', async (scene) => {
    const { token, jwk, clock } = scene;
    for (const seconds of [STALE, WAITED_FOR - 1]) {
      const { verifier, asked, goOn } = await aged(scene, seconds, [given('held', set(jwk.b))]);
      for (let round = 0; round < 5; round += 1) {
        equal((await judged(verifier, token.a, 'ok')).keyId, 'a', 'the key');
        judgedAtOnce(verifier, token.a, 'ok');
      }
      await until('the refresh', async () => (await asked()) === 2);
      equal([verifier.keys.freshness, verifier.keys.keyIds], ['stale', ['a']], 'the state meanwhile');
      near(verifier.keys.age, seconds, 'the age meanwhile');
      await goOn();
      await until('the end of the refresh', () => verifier.keys.freshness === 'fresh');
      await judged(verifier, token.b, 'ok');
      equal(await asked(), 2, 'requests in the end');
      near(verifier.keys.refreshAt, clock.now() + 600, 'refreshAt');
    }
  });
  await scenario('a refresh in the background that fails costs nobody anything', async (scene) => {
    const { token } = scene;
    const { verifier, asked, events } = await aged(scene, STALE, [{ status: 500 }]);
    await judged(verifier, token.a, 'ok');
    await until('the failure', () => events.some(({ type }) => type === 'keys_failed'));
    for (let round = 0; round < 5; round += 1) await judged(verifier, token.a, 'ok');
    equal(await asked(), 2, 'requests');
    const { freshness, lastError, retryAt } = verifier.keys;
    equal([freshness, typeof lastError, typeof retryAt], ['stale', 'string', 'number'], 'the state');
  });
  await scenario('a refresh in the background is handed to waitUntil', async (scene) => {
    const { token, jwk } = scene;
    for (const rude of [false, true]) {
      const { verifier, asked, goOn } = await aged(scene, STALE, [given('held', set(jwk.b))]);
      const handed: Promise<unknown>[] = [];
      const waitUntil = (promise: Promise<unknown>) => {
        handed.push(promise);
        if (rude) throw new Error('no');
      };
      for (let round = 0; round < 3; round += 1) {
        equal((await verifier.verify(token.a, { ...context, waitUntil })).code, 'ok', 'the code');
      }
      equal(handed.length, 1, 'calls of waitUntil');
      await until('the refresh', async () => (await asked()) === 2);
      await goOn();
      await handed[0];
      equal(verifier.keys.keyIds, ['b'], 'the keys when it has settled');
      await verifier.verify(token.b, { ...context, waitUntil });
      equal(handed.length, 1, 'calls of waitUntil in the end');
    }
  });
  await scenario('staler keys wait for their refresh', async (scene) => {
    const { token, jwk } = scene;
    const { verifier, asked, goOn } = await aged(scene, WAITED_FOR, [given('held', set(jwk.b))]);
    const pending = underWay(judged(verifier, token.a, 'key_unknown'));
    await until('the refresh', async () => (await asked()) === 2);
    judgedAtOnce(verifier, token.a, 'ok');
    expect(!pending.hasEnded(), 'verify did not wait');
    await goOn();
    await pending.end;
    equal([verifier.keys.keyIds, await asked()], [['b'], 2], 'keys and requests');
  });
  await scenario('keys that end while a refresh is waited for are not used', async (scene) => {
    const { token, jwk, clock } = scene;
    const { verifier, asked, goOn } = await aged(scene, OVER - 5, [given('held', failing(500, set(jwk.a)))]);
    const pending = underWay(judged(verifier, token.a, 'keys_unavailable'));
    await until('the refresh', async () => (await asked()) === 2);
    judgedAtOnce(verifier, token.a, 'ok');
    clock.skip(10);
    await goOn();
    await pending.end;
  });
  for (const [name, outage] of Object.entries(outages)) {
    await scenario(`staler keys are used while the server ${name}`, async (scene) => {
      const { token } = scene;
      for (const seconds of [WAITED_FOR, OVER - 1]) {
        const { verifier, asked } = await aged(scene, seconds, [outage(scene)], { timeout: TIMEOUT });
        for (let round = 0; round < 3; round += 1) await judged(verifier, token.a, 'ok');
        judgedAtOnce(verifier, token.a, 'ok');
        equal(await asked(), 2, 'requests: the back-off is not kept');
        const { freshness, keyIds, lastError, retryAt } = verifier.keys;
        equal([freshness, keyIds], ['stale', ['a']], 'the state');
        equal([typeof lastError, typeof retryAt], ['string', 'number'], 'the types of lastError and retryAt');
      }
    });
    await scenario(`after a day, keys are not used any more while the server ${name}`, async (scene) => {
      const { token } = scene;
      const { verifier, asked } = await aged(scene, OVER, [outage(scene)], { timeout: TIMEOUT });
      judgedAtOnce(verifier, token.a, 'keys_unavailable');
      for (let round = 0; round < 3; round += 1) {
        equal(typeof (await judged(verifier, token.a, 'keys_unavailable')).retryAt, 'number', 'the type of retryAt');
      }
      equal(await asked(), 2, 'requests');
      const { freshness, keyIds, thumbprints } = verifier.keys;
      equal([freshness, keyIds, thumbprints], ['unavailable', [], []], 'the state');
    });
  }
  await scenario('verifySync in each phase', async (scene) => {
    const { token, clock } = scene;
    for (const [seconds, code, freshness] of [
      [0, 'ok', 'fresh'],
      [STALE - 1, 'ok', 'fresh'],
      [STALE, 'ok', 'stale'],
      [WAITED_FOR, 'ok', 'stale'],
      [OVER - 1, 'ok', 'stale'],
      [OVER, 'keys_unavailable', 'unavailable'],
    ] as const) {
      const { verifier, asked } = await aged(scene, seconds, [set()]);
      judgedAtOnce(verifier, token.a, code);
      equal(verifier.keys.freshness, freshness, `the freshness after ${seconds} s`);
      if (code === 'ok') near(verifier.keys.usableUntil, clock.now() - seconds + OVER, 'usableUntil');
      equal(await asked(), 1, 'requests');
    }
  });
  await scenario('the spans are options', async (scene) => {
    const { token } = scene;
    const spans = { freshness: 10, staleWhileRevalidate: 20, staleIfError: 40 };
    for (const [seconds, code, freshness, requests] of [
      [9, 'ok', 'fresh', 1],
      [51, 'keys_unavailable', 'unavailable', 2],
      [49, 'ok', 'stale', 2],
      [31, 'ok', 'stale', 2],
    ] as const) {
      const { verifier, asked } = await aged(scene, seconds, [{ status: 500 }], spans);
      await judged(verifier, token.a, code);
      equal([verifier.keys.freshness, await asked()], [freshness, requests], `the state after ${seconds} s`);
    }
    const { verifier, asked } = await aged(scene, 29, [given('never', {})], spans);
    await judged(verifier, token.a, 'ok');
    await until('the refresh', async () => (await asked()) === 2);
  });
  await scenario('nothing stale is used where no span is given for it', async (scene) => {
    const { token } = scene;
    const none = { staleWhileRevalidate: 0, staleIfError: 0 };
    const { verifier } = await aged(scene, STALE, [{ status: 500 }], none);
    judgedAtOnce(verifier, token.a, 'keys_unavailable');
    await judged(verifier, token.a, 'keys_unavailable');
  });
  await scenario('an outage through all phases, and its end', async (scene) => {
    const { token, jwk, clock } = scene;
    const start = clock.now();
    const { verifier, asked, answer } = await aged(scene, 0, [{ status: 500 }]);
    let requests = 1;
    for (const [age, code] of [
      [STALE, 'ok'],
      [WAITED_FOR, 'ok'],
      [OVER - 10, 'ok'],
      [OVER, 'keys_unavailable'],
      [2 * OVER, 'keys_unavailable'],
    ] as const) {
      clock.to(start + age);
      await judged(verifier, token.a, code);
      requests += 1;
      await until('the request', async () => (await asked()) === requests);
      await until('its failure', () => verifier.keys.retryAt !== undefined);
    }
    await answer(set(jwk.b));
    clock.to(verifier.keys.retryAt ?? 0);
    await judged(verifier, token.b, 'ok');
    await judged(verifier, token.a, 'key_unknown');
    const { freshness, lastError = null, retryAt = null } = verifier.keys;
    equal([freshness, lastError, retryAt], ['fresh', null, null], 'the state in the end');
  });
  await scenario('a fetch that fails takes nothing from fresh keys', async (scene) => {
    const { token } = scene;
    for (const outage of Object.values(outages)) {
      const { verifier } = await aged(scene, 100, [outage(scene)], { timeout: TIMEOUT });
      const { lastError, freshness, keyIds } = await verifier.refreshKeys();
      equal([typeof lastError, freshness, keyIds], ['string', 'fresh', ['a']], 'the state');
      near(verifier.keys.age, 100, 'the age');
      await judged(verifier, token.a, 'ok');
      judgedAtOnce(verifier, token.a, 'ok');
    }
  });

  await scenario('a clock that is put back makes no keys younger', async (scene) => {
    const { token, jwk, clock } = scene;
    const { verifier, asked } = await aged(scene, -86_400, [set(jwk.b)], { staleWhileRevalidate: 0 });
    await judged(verifier, token.a, 'ok');
    const { freshness, age } = verifier.keys;
    equal([freshness, await asked()], ['fresh', 1], 'freshness and requests');
    near(age, 0, 'the age');
    near(verifier.keys.refreshAt, clock.now() + 600, 'refreshAt');
    clock.skipMonotonic(STALE);
    equal(verifier.keys.freshness, 'stale', 'the freshness by the monotonic clock');
    near(verifier.keys.age, STALE, 'the age by the monotonic clock');
    await judged(verifier, token.b, 'ok');
    equal(await asked(), 2, 'requests in the end');
  });
  await scenario('a clock that is put back lengthens no pause', async (scene) => {
    const { token, jwk, clock } = scene;
    const { verifier, asked, answer } = await scene.behind({ status: 500 });
    await judged(verifier, token.a, 'keys_unavailable');
    await answer(set(jwk.a));
    clock.skip(-86_400);
    await judged(verifier, token.a, 'keys_unavailable');
    equal(await asked(), 1, 'requests within the pause');
    clock.skipMonotonic(1.25);
    await judged(verifier, token.a, 'ok');
    equal(await asked(), 2, 'requests after it');
  });
  await scenario('a clock that is put forward and back again asks once too often at most', async (scene) => {
    const { token, jwk, clock } = scene;
    const { verifier, asked } = await aged(scene, 10 * OVER, [set(jwk.a)]);
    await judged(verifier, token.a, 'ok');
    clock.skip(-10 * OVER);
    for (let round = 0; round < 3; round += 1) await judged(verifier, token.a, 'ok');
    equal([verifier.keys.freshness, await asked()], ['fresh', 2], 'freshness and requests');
  });
}
