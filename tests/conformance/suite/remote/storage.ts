/** Caches that hold something else, fail, or never answer: as good as empty ones. */
import { equal, expect } from '../check.js';
import { set } from './answer.js';
import { judged, near } from './judging.js';
import { Memory } from './memory.js';
import type { Behind, Scenario, Scene } from './scene.js';

type Stored = Record<string, unknown> & { jwks: { keys: Record<string, unknown>[] } };

const MAX_BYTES = 262_144; // of the contract, section 5
const AROUND_THE_KEYS = 4096; // of src/wasm/remote.rs

/** What a cache may hold in place of a set, made from one that is good. */
const garbage: Record<string, (good: Stored) => unknown> = {
  'a number': () => 5,
  'a flag': () => true,
  'an empty text': () => '',
  'text that is no JSON': () => 'garbage',
  'truncated JSON': (good) => JSON.stringify(good).slice(0, -1),
  'JSON twice': (good) => JSON.stringify(good).repeat(2),
  'JSON in JSON': (good) => JSON.stringify(JSON.stringify(good)),
  'JSON with a duplicate member': (good) =>
    JSON.stringify(good).replace('{', `{"jwksUri":${JSON.stringify(good.jwksUri)},`),
  'JSON with a byte order mark': (good) => `\ufeff${JSON.stringify(good)}`,
  'an array': () => [],
  'an array of it': (good) => [good],
  'an empty object': () => ({}),
  'a set alone': (good) => good.jwks,
  bytes: (good) => new TextEncoder().encode(JSON.stringify(good)),
  'a function': (good) => () => good,
  'a symbol': () => Symbol('garbage'),
  'a big integer': () => 5n,
  'an object that JSON cannot hold': (good) => ({ ...good, more: 5n }),
  'a circle': (good) => {
    const circle: Record<string, unknown> = { ...good };
    circle.more = circle;
    return circle;
  },
  'an object that throws': (good) =>
    Object.defineProperty({ ...good }, 'jwks', {
      enumerable: true,
      get() {
        throw new Error('garbage');
      },
    }),
  'a text longer than any that is kept': (good) => JSON.stringify(good).padEnd(MAX_BYTES + AROUND_THE_KEYS + 1),
  'a format to come': (good) => ({ ...good, format: 2 }),
  'no format': ({ format: _, ...rest }) => rest,
  'a set of another address': (good) => ({ ...good, jwksUri: `${good.jwksUri}0` }),
  'no address': ({ jwksUri: _, ...rest }) => rest,
  'no stamp': ({ fetchedAt: _, ...rest }) => rest,
  'a stamp that is text': (good) => ({ ...good, fetchedAt: String(good.fetchedAt) }),
  'a stamp that is null': (good) => ({ ...good, fetchedAt: null }),
  'a max-age that is text': (good) => ({ ...good, maxAge: '600' }),
  'an ETag that is a number': (good) => ({ ...good, etag: 5 }),
  'no set': ({ jwks: _, ...rest }) => rest,
  'a set that is null': (good) => ({ ...good, jwks: null }),
  'a set that is an array': (good) => ({ ...good, jwks: good.jwks.keys }),
  'keys that are an object': (good) => ({ ...good, jwks: { keys: {} } }),
};

/** Within which a cache that never answers is given up, and a server is asked after it. */
const TIMEOUT = 0.6; // s

/** Caches that fail, whatever they hold. */
const failing: Record<string, () => unknown> = {
  throws: () => {
    throw new Error('the disk is full');
  },
  rejects: () => Promise.reject(new Error('the disk is full')),
  'rejects with nothing': () => Promise.reject(),
  'throws what is no error': () => {
    throw Symbol('the disk is full');
  },
  'never answers': () => new Promise(() => {}),
};

async function stored({ behind, jwk, token }: Scene): Promise<Behind & { good: Stored }> {
  const cache = new Memory();
  const filled = await behind(set(jwk.a), { cache });
  await judged(filled.verifier, token.a, 'ok');
  await filled.answer(set(jwk.b));
  return { ...filled, good: cache.held as Stored };
}

const failures = (events: Behind['events']) =>
  events.flatMap((event) => (event.type === 'cache_failed' ? event.operation : []));

export async function storage(scenario: Scenario): Promise<void> {
  await scenario('what the cache holds may be JSON text', async (scene) => {
    const { uri, good, asked } = await stored(scene);
    for (const text of [JSON.stringify(good), JSON.stringify(good, null, 2)]) {
      const events: Behind['events'] = [];
      const verifier = await scene.verifierOf({ jwksUri: uri, cache: new Memory(text) }, (event) => events.push(event));
      await judged(verifier, scene.token.a, 'ok');
      equal([await asked(), events.map(({ type }) => type)], [1, ['keys_restored']], 'requests and events');
    }
  });
  for (const [name, spoil] of Object.entries(garbage)) {
    await scenario(`a cache that holds ${name} is as good as empty`, async (scene) => {
      const { uri, good, asked } = await stored(scene);
      const events: Behind['events'] = [];
      const cache = { get: () => spoil(good), set: () => {} };
      const verifier = await scene.verifierOf({ jwksUri: uri, cache }, (event) => events.push(event));
      await judged(verifier, scene.token.b, 'ok');
      equal([verifier.keys.keyIds, await asked()], [['b'], 2], 'keys and requests');
      equal(failures(events), ['get'], 'the failures of the cache');
    });
  }
  await scenario('keys that are not usable are passed over in what is read back, too', async (scene) => {
    const { uri, good, asked } = await stored(scene);
    const [key] = good.jwks.keys;
    const secret = { ...key, kid: 'secret', d: 'AQAB' };
    const keys = [5, null, secret, { ...key, kid: 'even', n: `${String(key?.n).slice(0, -1)}` }, key];
    const cache = new Memory({ ...good, jwks: { keys } });
    const verifier = await scene.verifierOf({ jwksUri: uri, cache });
    await judged(verifier, scene.token.a, 'ok');
    equal([verifier.keys.keyIds, await asked()], [['a'], 1], 'keys and requests');
  });
  await scenario('the largest set that may be fetched may be read back', async ({ behind, verifierOf, jwk, token }) => {
    const cache = new Memory();
    const answer = set(jwk.a);
    const maxBytes = answer.body!.length;
    const { verifier, uri, asked } = await behind([answer, { status: 500 }], { cache, maxBytes });
    await judged(verifier, token.a, 'ok');
    expect(JSON.stringify(cache.held).length > maxBytes, 'nothing is kept around the keys');
    await judged(await verifierOf({ jwksUri: uri, cache, maxBytes }), token.a, 'ok');
    equal(await asked(), 1, 'requests');
  });
  await scenario('no max-age that is read back lasts longer than maxFreshness', async (scene) => {
    const { uri, good } = await stored(scene);
    const cache = new Memory({ ...good, maxAge: 1e12 });
    const verifier = await scene.verifierOf({ jwksUri: uri, cache });
    await judged(verifier, scene.token.a, 'ok');
    near(verifier.keys.refreshAt, scene.clock.now() + 86_400, 'refreshAt');
  });

  for (const [name, call] of Object.entries(failing)) {
    await scenario(`a cache whose get ${name} is as good as empty`, async ({ behind, jwk, token }) => {
      const written: unknown[] = [];
      const cache = { get: call, set: (value: unknown) => written.push(value) };
      const { verifier, asked, events } = await behind(set(jwk.a), { cache, timeout: TIMEOUT });
      await Promise.all([judged(verifier, token.a, 'ok'), judged(verifier, token.a, 'ok')]);
      equal([await asked(), written.length], [1, 1], 'requests and writings');
      equal(failures(events), ['get'], 'the failures of the cache');
    });
    await scenario(`a cache whose set ${name} changes nothing`, async ({ behind, jwk, token }) => {
      const cache = { get: () => null, set: call };
      const { verifier, asked, events } = await behind(set(jwk.a), { cache, timeout: TIMEOUT });
      await judged(verifier, token.a, 'ok');
      equal(failures(events), ['set'], 'the failures of the cache');
      equal([verifier.keys.freshness, await asked()], ['fresh', 1], 'freshness and requests');
      await judged(verifier, token.a, 'ok');
    });
  }
  await scenario('what fails in a cache is told without what it holds', async ({ behind, jwk, token }) => {
    const secret = 'x'.repeat(100);
    const cache = {
      get: () => secret,
      set() {
        throw new Error(secret);
      },
    };
    const { verifier, events } = await behind(set(jwk.a), { cache });
    await judged(verifier, token.a, 'ok');
    equal(failures(events), ['get', 'set'], 'the failures of the cache');
    expect(!JSON.stringify(events).includes(secret), 'an event repeats what the cache held or threw');
  });
}
