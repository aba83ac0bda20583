/** A cache that outlives the verifier: what is written, when it is read, and what it is worth then. */
import { equal, expect } from '../check.js';
import { type Answer, failing, given, headed, notModified, set } from './answer.js';
import { context, fiftyTimes, judged, judgedAtOnce, near } from './judging.js';
import { Memory } from './memory.js';
import { isBrowser } from './runtimes.js';
import type { Behind, Scenario, Scene } from './scene.js';
import { underWay, until } from './waiting.js';

/** A cache that a verifier has filled with `a`, and the server as it is since. */
async function filled(scene: Scene, since: Answer[], first: Answer = set(scene.jwk.a)) {
  const cache = new Memory();
  const behind = await scene.behind(first, { cache });
  await judged(behind.verifier, scene.token.a, 'ok');
  await behind.answer(...since);
  return { ...behind, cache };
}

/** A verifier of the same keys that begins with what the cache holds, as after a restart. */
async function restarted(scene: Scene, { uri }: Pick<Behind, 'uri'>, cache: unknown, more: object = {}) {
  const events: Behind['events'] = [];
  const verifier = await scene.verifierOf({ jwksUri: uri, cache, ...more }, (event) => events.push(event));
  return { verifier, events };
}

const types = (events: Behind['events']) => events.map(({ type }) => type);

export async function caching(scenario: Scenario): Promise<void> {
  await scenario('what one verifier fetched, the next one has, though the server is down', async (scene) => {
    const { token } = scene;
    const first = await filled(scene, [failing(503, set(scene.jwk.b))]);
    const { verifier, events } = await restarted(scene, first, first.cache);
    equal((await judged(verifier, token.a, 'ok')).keyId, 'a', 'the key');
    judgedAtOnce(verifier, token.a, 'ok');
    equal([verifier.keys.freshness, verifier.keys.keyIds], ['fresh', ['a']], 'the state');
    equal([await first.asked(), first.cache.sets.length], [1, 1], 'requests and writings');
    equal(types(events), ['keys_restored'], 'the events');
  });
  await scenario('the cache is read once, before the first request, and not before it is needed', async (scene) => {
    const { token, jwk } = scene;
    const cache = new Memory();
    const { verifier, asked } = await scene.behind(set(jwk.a), { cache });
    judgedAtOnce(verifier, token.a, 'keys_unavailable');
    await judged(verifier, 'garbage', 'token_malformed');
    equal(cache.gets, 0, 'readings before the first verify');
    await fiftyTimes(verifier, token.a, 'ok');
    await judged(verifier, token.b, 'key_unknown');
    await verifier.refreshKeys();
    equal([cache.gets, await asked()], [1, 3], 'readings and requests');
  });
  await scenario('fifty at once share one reading', async (scene) => {
    const first = await filled(scene, [{ status: 500 }]);
    const { gets } = first.cache;
    const { verifier } = await restarted(scene, first, first.cache);
    await fiftyTimes(verifier, scene.token.a, 'ok');
    equal([first.cache.gets - gets, await first.asked()], [1, 1], 'readings and requests');
  });
  await scenario('refreshKeys refreshes what was read back', async (scene) => {
    const first = await filled(scene, [set(scene.jwk.b)]);
    const { verifier } = await restarted(scene, first, first.cache);
    equal([(await verifier.refreshKeys()).keyIds, await first.asked()], [['b'], 2], 'keys and requests');
  });
  await scenario('an empty cache is none, without an event', async ({ behind, jwk, token }) => {
    for (const nothing of [undefined, null]) {
      const { verifier, events } = await behind(set(jwk.a), { cache: new Memory(nothing) });
      await judged(verifier, token.a, 'ok');
      equal(types(events), ['keys_refreshed'], 'the events');
    }
  });
  await scenario('get and set may answer at once', async (scene) => {
    const { token, jwk } = scene;
    let held: unknown;
    const cache = {
      get: () => held,
      set(value: unknown) {
        held = value;
      },
    };
    const first = await scene.behind([set(jwk.a), { status: 500 }], { cache });
    await judged(first.verifier, token.a, 'ok');
    const { verifier } = await restarted(scene, first, cache);
    await judged(verifier, token.a, 'ok');
    equal(await first.asked(), 1, 'requests');
  });

  await scenario('set is called after 200 and 304, and not after a failure', async (scene) => {
    const { token, jwk, clock } = scene;
    const answers = [headed(set(jwk.a), { etag: '"1"' }), { status: 500 }, notModified(), set(jwk.b), { body: 'x' }];
    const cache = new Memory();
    const { verifier } = await scene.behind(answers, { cache });
    for (const writings of [1, 1, 2, 3, 3]) {
      await verifier.refreshKeys();
      equal(cache.sets.length, writings, 'writings');
      clock.skip(10);
    }
    const texts = cache.sets.map((value) => JSON.stringify(value));
    expect(texts[0]?.includes(jwk.a.n ?? '?') && texts[1]?.includes(jwk.a.n ?? '?'), 'the first key is missing');
    expect(
      texts[2]?.includes(jwk.b.n ?? '?') && !texts[2]?.includes(jwk.a.n ?? '?'),
      'the second set is not the second',
    );
    expect(texts[0] !== texts[1], '304 wrote the old stamp');
    await judged(verifier, token.b, 'ok');
  });
  await scenario('verify waits until what it fetched is written', async ({ behind, jwk, token }) => {
    let written = () => {};
    const cache = {
      get: () => null,
      set: () =>
        new Promise<void>((resolve) => {
          written = resolve;
        }),
    };
    const { verifier, events } = await behind(set(jwk.a), { cache });
    const pending = underWay(judged(verifier, token.a, 'ok'));
    await until('the fetch', () => verifier.keys.freshness === 'fresh');
    await judged(verifier, token.a, 'ok');
    expect(!pending.hasEnded(), 'it did not wait');
    written();
    await pending.end;
    equal(types(events), ['keys_refreshed'], 'the events');
  });
  await scenario('a refresh in the background is written, though its verifier is disposed of', async (scene) => {
    const { symbolon, token, jwk, clock } = scene;
    const cache = new Memory();
    const { uri: jwksUri, goOn, asked } = await scene.behind([set(jwk.a), given('held', set(jwk.b))]);
    const unchecked = { issuer: null, audience: null, domain: 'off' } as const;
    const verifier = await symbolon.createVerifier({ keys: { jwksUri, cache }, ...unchecked });
    await judged(verifier, token.a, 'ok');
    clock.skip(700);
    await judged(verifier, token.a, 'ok');
    await until('the refresh', async () => (await asked()) === 2);
    verifier.dispose();
    await goOn();
    await until('the writing', () => cache.sets.length === 2);
  });
  await scenario('private keys are not written', async (scene) => {
    const { jwk, token } = scene;
    const secret = 'c2VjcmV0LXNlY3JldC1zZWNyZXQ';
    const parts = ['d', 'p', 'q', 'dp', 'dq', 'qi'].map((name) => ({ ...jwk.b, kid: name, [name]: secret }));
    const cache = new Memory();
    const { verifier } = await scene.behind(set(...parts, { ...jwk.b, oth: [{ d: secret }] }, jwk.a), { cache });
    await judged(verifier, token.a, 'ok');
    const text = JSON.stringify(cache.sets);
    expect(text.includes(jwk.a.n ?? '?') && !text.includes(secret), 'a private part was written');
  });
  await scenario('an empty set is kept as well', async (scene) => {
    const { token } = scene;
    const cache = new Memory();
    const first = await scene.behind([set(), { status: 500 }], { cache });
    await judged(first.verifier, token.a, 'key_unknown');
    const { verifier } = await restarted(scene, first, cache);
    await judged(verifier, token.a, 'keys_unavailable');
    equal([verifier.keys.freshness, verifier.keys.keyIds, await first.asked()], ['fresh', [], 2], 'state and requests');
  });

  await scenario('what is read back keeps its age', async (scene) => {
    const { token, clock } = scene;
    const first = await filled(scene, [{ status: 500 }]);
    const fetchedAt = clock.now();
    for (const [age, freshness] of [
      [300, 'fresh'],
      [599, 'fresh'],
      [700, 'stale'],
      [50_000, 'stale'],
    ] as const) {
      clock.to(fetchedAt + age);
      const { verifier, events } = await restarted(scene, first, first.cache);
      await judged(verifier, token.a, 'ok');
      const { keys } = verifier;
      equal(keys.freshness, freshness, `the freshness after ${age} s`);
      near(keys.age, age, 'the age');
      near(keys.refreshAt, fetchedAt + 600, 'refreshAt');
      near(keys.usableUntil, fetchedAt + 600 + 86_400, 'usableUntil');
      const [restored] = events;
      expect(restored?.type === 'keys_restored', 'there is no event');
      near(restored.age, age, 'the age in the event');
    }
    clock.to(fetchedAt + 600 + 86_400);
    const { verifier } = await restarted(scene, first, first.cache);
    await judged(verifier, token.a, 'keys_unavailable');
    equal([verifier.keys.freshness, verifier.keys.keyIds], ['unavailable', []], 'the state after a day');
  });
  await scenario('what is read back stale is refreshed as what went stale here', async (scene) => {
    const { token, jwk, clock } = scene;
    const first = await filled(scene, [given('held', set(jwk.b))]);
    clock.skip(700);
    const { verifier } = await restarted(scene, first, first.cache);
    await judged(verifier, token.a, 'ok');
    await until('the refresh', async () => (await first.asked()) === 2);
    await first.goOn();
    await until('the end of the refresh', () => verifier.keys.freshness === 'fresh');
    await judged(verifier, token.b, 'ok');
    await first.answer(set(jwk.a));
    clock.skip(1300);
    const { verifier: another } = await restarted(scene, first, first.cache);
    await judged(another, token.b, 'key_unknown');
    await judged(another, token.a, 'ok');
    equal(await first.asked(), 3, 'requests');
  });
  await scenario('a refresh of what was read back stale is handed to waitUntil', async (scene) => {
    const { token, jwk, clock } = scene;
    const first = await filled(scene, [given('held', set(jwk.b))]);
    clock.skip(700);
    const { verifier } = await restarted(scene, first, first.cache);
    const handed: Promise<unknown>[] = [];
    const waitUntil = (promise: Promise<unknown>) => handed.push(promise);
    equal((await verifier.verify(token.a, { ...context, waitUntil })).code, 'ok', 'the code');
    equal(handed.length, 1, 'calls of waitUntil');
    await until('the refresh', async () => (await first.asked()) === 2);
    await first.goOn();
    await handed[0];
    equal(verifier.keys.keyIds, ['b'], 'the keys when it has settled');
  });
  await scenario('max-age is kept with the set', async (scene) => {
    const { token, jwk, clock } = scene;
    const first = await filled(scene, [{ status: 500 }], headed(set(jwk.a), { 'cache-control': 'max-age=3000' }));
    clock.skip(2000);
    const { verifier } = await restarted(scene, first, first.cache);
    await judged(verifier, token.a, 'ok');
    near(verifier.keys.refreshAt, clock.now() + 1000, 'refreshAt');
    equal([verifier.keys.freshness, await first.asked()], ['fresh', 1], 'freshness and requests');
  });
  await scenario('a stamp in the future counts as stale', async (scene) => {
    const { token, jwk, clock } = scene;
    const first = await filled(scene, [given('held', set(jwk.b))]);
    clock.skip(-1000);
    const { verifier } = await restarted(scene, first, first.cache);
    const pending = underWay(judged(verifier, token.b, 'ok'));
    await until('the refresh', async () => (await first.asked()) === 2);
    equal(verifier.keys.freshness, 'stale', 'the freshness meanwhile');
    judgedAtOnce(verifier, token.a, 'ok');
    await first.goOn();
    await pending.end;
    equal([verifier.keys.freshness, await first.asked()], ['fresh', 2], 'freshness and requests');
  });
  await scenario('a stamp in the future is no reason to refuse while the server is down', async (scene) => {
    const { token, clock } = scene;
    const first = await filled(scene, [{ status: 500 }]);
    clock.skip(-1e6);
    const { verifier } = await restarted(scene, first, first.cache);
    await judged(verifier, token.a, 'ok');
    equal(verifier.keys.freshness, 'stale', 'the freshness');
  });
  await scenario('an unknown kid makes one refresh of what was read back', async (scene) => {
    const { token, jwk } = scene;
    const first = await filled(scene, [set(jwk.a, jwk.b)]);
    const { verifier } = await restarted(scene, first, first.cache);
    await judged(verifier, token.b, 'ok');
    equal(await first.asked(), 2, 'requests');
  });
  await scenario('pins hold for what is read back', async (scene) => {
    const { token, jwk } = scene;
    const first = await filled(scene, [{ status: 500 }], set(jwk.a, jwk.b));
    const [pin] = first.verifier.keys.thumbprints;
    const { verifier } = await restarted(scene, first, first.cache, { pins: [pin] });
    await judged(verifier, token.a, 'ok');
    equal(verifier.keys.keyIds, ['a'], 'the keys');
  });
  await scenario('ETag: that of what was read back is sent', async (scene) => {
    const { token, jwk, clock } = scene;
    const first = await filled(scene, [notModified()], headed(set(jwk.a), { etag: '"1"' }));
    clock.skip(1300);
    const { verifier, events } = await restarted(scene, first, first.cache);
    await judged(verifier, token.a, 'ok');
    const { requests } = await first.seen();
    equal([requests.length, requests[1]?.['if-none-match'] ?? null], [2, '"1"'], 'requests and If-None-Match');
    equal(events.at(-1), { type: 'keys_refreshed', keyIds: ['a'], modified: isBrowser(scene.runtime) }, 'the event');
    equal([verifier.keys.freshness, first.cache.sets.length], ['fresh', 2], 'freshness and writings');
  });
}
