/** Without a network: the cache alone, read under the rules by which servers are asked. */
import { equal, expect } from '../check.js';
import { set } from './answer.js';
import { backsOff, judged, judgedAtOnce, near } from './judging.js';
import { Memory } from './memory.js';
import type { Behind, Scenario, Scene } from './scene.js';

/** What somebody with a network wrote: the set of these keys. */
async function written(scene: Scene, ...keys: unknown[]): Promise<Behind & { cache: Memory }> {
  const cache = new Memory();
  const behind = await scene.behind(set(...keys), { cache });
  await behind.verifier.refreshKeys();
  return { ...behind, cache };
}

/** A verifier that has no network, and says so to whoever calls its `fetch`. */
async function offlineWith(scene: Scene, { uri }: Pick<Behind, 'uri'>, cache: unknown, more: object = {}) {
  const events: Behind['events'] = [];
  let fetched = 0;
  const fetch = () => {
    fetched += 1;
    return Promise.reject(new Error('there is no network'));
  };
  const keys = { jwksUri: uri, offline: true, cache, fetch, ...more };
  const verifier = await scene.verifierOf(keys, (event) => events.push(event));
  return { verifier, events, fetched: () => fetched };
}

const types = (events: Behind['events']) => events.map(({ type }) => type);

export async function offline(scenario: Scenario): Promise<void> {
  await scenario('offline: what the cache holds is used, and nobody is asked', async (scene) => {
    const { token, jwk } = scene;
    const source = await written(scene, jwk.a);
    const reading = new Memory(source.cache.held);
    const { verifier, events, fetched } = await offlineWith(scene, source, reading);
    judgedAtOnce(verifier, token.a, 'keys_unavailable');
    for (let round = 0; round < 3; round += 1) await judged(verifier, token.a, 'ok');
    judgedAtOnce(verifier, token.a, 'ok');
    equal([verifier.keys.freshness, verifier.keys.keyIds], ['fresh', ['a']], 'the state');
    equal([fetched(), await source.asked(), reading.gets, reading.sets.length], [0, 1, 1, 0], 'requests and readings');
    equal(types(events), ['keys_restored'], 'the events');
  });
  await scenario('offline: false asks as ever', async ({ behind, jwk, token }) => {
    for (const more of [{ offline: false }, { offline: false, cache: new Memory() }]) {
      const { verifier, asked } = await behind(set(jwk.a), more);
      await judged(verifier, token.a, 'ok');
      equal(await asked(), 1, 'requests');
    }
  });
  await scenario('offline: an empty cache is read again after a back-off', async (scene) => {
    const { token, jwk, clock } = scene;
    const source = await written(scene, jwk.a);
    const reading = new Memory();
    const { verifier, events, fetched } = await offlineWith(scene, source, reading);
    for (let round = 0; round < 3; round += 1) {
      const { status, retryAt } = await judged(verifier, token.a, 'keys_unavailable');
      equal(status, 'DEGRADED', 'the status');
      backsOff(retryAt, clock.now(), 1);
    }
    equal(types(events), ['keys_failed'], 'the events');
    const { gets } = reading;
    await judged(verifier, token.a, 'keys_unavailable');
    equal(reading.gets, gets, 'readings within the back-off');
    clock.to(verifier.keys.retryAt ?? 0);
    await reading.set(source.cache.held);
    await judged(verifier, token.a, 'ok');
    equal([reading.gets, fetched()], [gets + 1, 0], 'readings and requests after it');
  });
  await scenario('offline: an unknown kid makes one reading in a cool-down', async (scene) => {
    const { token, jwk, sign, clock } = scene;
    const source = await written(scene, jwk.a);
    const reading = new Memory(source.cache.held);
    const { verifier, fetched } = await offlineWith(scene, source, reading);
    await judged(verifier, token.a, 'ok');
    for (let round = 0; round < 5; round += 1) {
      const { retryAt } = await judged(verifier, await sign('a', `unknown-${round}`), 'key_unknown');
      near(retryAt, clock.now() + 30, 'retryAt');
    }
    equal(reading.gets, 2, 'readings');
    clock.skip(1);
    const { cache } = await written(scene, jwk.b);
    await reading.set({ ...cache.held, jwksUri: source.uri });
    await judged(verifier, token.b, 'key_unknown');
    clock.skip(29);
    await judged(verifier, token.b, 'ok');
    await judged(verifier, token.a, 'key_unknown');
    equal([reading.gets, fetched()], [3, 0], 'readings and requests');
  });
  await scenario('offline: refreshKeys reads what somebody else has written', async (scene) => {
    const { token, jwk, clock } = scene;
    const source = await written(scene, jwk.a);
    const { verifier } = await offlineWith(scene, source, source.cache);
    await judged(verifier, token.a, 'ok');
    clock.skip(1);
    await source.answer(set(jwk.b));
    await source.verifier.refreshKeys();
    equal((await verifier.refreshKeys()).keyIds, ['b'], 'the keys');
    await judged(verifier, token.b, 'ok');
  });
  await scenario('offline: a set past its freshness is used, but is no refresh', async (scene) => {
    const { token, jwk, clock } = scene;
    const source = await written(scene, jwk.a);
    const reading = new Memory(source.cache.held);
    clock.skip(1300);
    const { verifier, fetched } = await offlineWith(scene, source, reading);
    for (let round = 0; round < 3; round += 1) await judged(verifier, token.a, 'ok');
    const { freshness, lastError, retryAt } = verifier.keys;
    equal([freshness, typeof lastError, typeof retryAt], ['stale', 'string', 'number'], 'the state');
    near(verifier.keys.age, 1300, 'the age');
    const { gets } = reading;
    clock.to(retryAt ?? 0);
    await judged(verifier, token.a, 'ok');
    equal([reading.gets, fetched()], [gets + 1, 0], 'readings and requests after the back-off');
    clock.skip(86_400);
    judgedAtOnce(verifier, token.a, 'keys_unavailable');
    await judged(verifier, token.a, 'keys_unavailable');
    equal([verifier.keys.freshness, fetched()], ['unavailable', 0], 'state and requests in the end');
  });
  await scenario('offline: a cache that fails leaves nothing to judge by', async (scene) => {
    const { token, jwk } = scene;
    const source = await written(scene, jwk.a);
    for (const get of [
      () => 'garbage',
      () => Promise.reject(new Error('the disk is full')),
      () => new Promise(() => {}),
    ]) {
      const { verifier, events } = await offlineWith(scene, source, { get, set: () => {} }, { timeout: 0.2 });
      const { retryAt } = await judged(verifier, token.a, 'keys_unavailable');
      expect(retryAt !== undefined, 'there is no retryAt');
      equal([...new Set(types(events))].sort(), ['cache_failed', 'keys_failed'], 'the kinds of events');
    }
  });
}
