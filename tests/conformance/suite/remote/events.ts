/** What is told to `onEvent`: all of it, once, in time, and no secret. */
import { equal, expect, shown } from '../check.js';
import { type Answer, given, set } from './answer.js';
import type { Event } from './contract.js';
import { context, judged, judgedAtOnce, near } from './judging.js';
import type { Scenario, Scene } from './scene.js';
import { until } from './waiting.js';

/** A verifier through all that it has to tell of. */
async function throughAll(scene: Scene, onEvent: (event: Event) => unknown) {
  const { behind, jwk, token, sign, clock } = scene;
  const secret = { ...jwk.b, kid: 'secret', d: 'AQAB' };
  const cache = {
    get: () => 'garbage',
    set: () => {
      throw new Error('no');
    },
  };
  const behindIt = await behind([set(jwk.a, secret), set(jwk.a), { status: 503 }, set(jwk.a)], { cache, onEvent });
  const { verifier } = behindIt;
  await judged(verifier, token.a, 'ok');
  await judged(verifier, await sign('a', 'unknown'), 'key_unknown');
  clock.skip(1300);
  await judged(verifier, token.a, 'ok');
  clock.skip(10);
  await judged(verifier, token.a, 'ok');
  return behindIt;
}

const types = (events: Event[]) => events.map(({ type }) => type);

export async function events(scenario: Scenario): Promise<void> {
  await scenario('keys_refreshed: with the key ids, before verify resolves', async ({ behind, jwk, token }) => {
    const { verifier, events } = await behind(set(jwk.a, { ...jwk.b, kid: undefined }, { ...jwk.b, kid: 'c' }));
    equal(events, [], 'the events before');
    await judged(verifier, token.a, 'ok');
    const refreshed = { type: 'keys_refreshed', keyIds: ['a', 'c'], modified: true };
    equal(events, [refreshed], 'the events');
    for (let round = 0; round < 3; round += 1) await judged(verifier, token.a, 'ok');
    equal(events, [refreshed], 'the events in the end');
  });
  await scenario('keys_failed: with status and retryAt, once for each fetch', async ({ behind, token, clock }) => {
    const { verifier, events } = await behind([{ status: 503 }, { status: 404 }]);
    for (const status of [503, 404]) {
      for (let round = 0; round < 3; round += 1) await judged(verifier, token.a, 'keys_unavailable');
      const failure = events.at(-1);
      expect(failure?.type === 'keys_failed', `the last event is ${failure?.type}`);
      equal([failure.status, failure.reason], [status, verifier.keys.lastError], 'status and reason');
      near(failure.retryAt, verifier.keys.retryAt ?? 0, 'retryAt', 0.5);
      clock.to(failure.retryAt);
    }
    equal(types(events), ['keys_failed', 'keys_failed'], 'the events');
  });
  await scenario('keys_failed: without status where there was no answer', async ({ behind, jwk, token }) => {
    const { verifier, events } = await behind(given('never', set(jwk.a)), { timeout: 0.15 });
    await judged(verifier, token.a, 'keys_unavailable');
    equal([types(events), events.some((event) => 'status' in event)], [['keys_failed'], false], 'the events');
  });
  await scenario('keys_failed: the reason says how far it came', async ({ behind, jwk, token }) => {
    const broken = new ReadableStream({
      start(controller) {
        controller.error(new Error('no'));
      },
    });
    const reasons: [RegExp, Answer, object][] = [
      [/could not be reached/, set(jwk.a), { fetch: () => Promise.reject(new Error('no')) }],
      [/did not answer in time/, given('never', set(jwk.a)), { timeout: 0.15 }],
      [/did not answer in time/, given('stalls', set(jwk.a)), { timeout: 0.15 }],
      [/could not be read to its end/, set(jwk.a), { fetch: async () => new Response(broken) }],
      [/longer than `maxBytes`/, set(jwk.a), { maxBytes: 10 }],
    ];
    for (const [reason, answer, more] of reasons) {
      const { verifier, events } = await behind(answer, more);
      await judged(verifier, token.a, 'keys_unavailable');
      const [failure] = events;
      expect(failure?.type === 'keys_failed' && reason.test(failure.reason), `not ${reason}: ${shown(failure)}`);
    }
  });
  await scenario('keys_stale: once for each set that tokens are judged by past its freshness', async (scene) => {
    const { behind, jwk, token, clock } = scene;
    const { verifier, events, answer } = await behind([set(jwk.a), { status: 500 }]);
    const stale = () => events.filter(({ type }) => type === 'keys_stale');
    await judged(verifier, token.a, 'ok');
    clock.skip(700);
    verifier.keys;
    equal(stale(), [], 'the events before a token was judged');
    for (let round = 0; round < 3; round += 1) await judged(verifier, token.a, 'ok');
    judgedAtOnce(verifier, token.a, 'ok');
    clock.skip(1000);
    await judged(verifier, token.a, 'ok');
    const [first] = stale();
    expect(first?.type === 'keys_stale', 'there is no event');
    near(first.age, 700, 'the age');
    near(first.usableUntil, clock.now() - 1700 + 600 + 86_400, 'usableUntil');
    equal(stale().length, 1, 'events for the first set');
    await answer(set(jwk.a), { status: 500 });
    clock.to(verifier.keys.retryAt ?? clock.now());
    await verifier.refreshKeys();
    await judged(verifier, token.a, 'ok');
    equal(stale().length, 1, 'events while the second is fresh');
    clock.skip(1300);
    await judged(verifier, token.a, 'ok');
    equal(stale().length, 2, 'events for both sets');
  });
  await scenario('keys_stale: of verifySync as well', async ({ behind, jwk, token, clock }) => {
    const { verifier, events } = await behind(set(jwk.a));
    await judged(verifier, token.a, 'ok');
    clock.skip(700);
    verifier.verifySync(token.a, context);
    await null;
    equal(types(events), ['keys_refreshed', 'keys_stale'], 'the events');
  });
  await scenario('key_unknown: with the kid if there is one, of verify and verifySync', async (scene) => {
    const { behind, token, sign, clock } = scene;
    const { verifier, events } = await behind(set());
    await judged(verifier, token.a, 'key_unknown');
    equal(events.slice(1), [{ type: 'key_unknown', keyId: 'a' }], 'the events after the first verify');
    await judged(verifier, await sign('a'), 'key_unknown');
    verifier.verifySync(token.b, context);
    await null;
    const unknown = events.filter((event) => event.type === 'key_unknown');
    equal(
      unknown.map(({ keyId = null }) => keyId),
      ['a', null, 'b'],
      'the kids',
    );
    for (const { retryAt } of unknown.slice(1)) near(retryAt, clock.now() + 30, 'retryAt');
    verifier.explain(token.b, context);
    await null;
    equal(events.filter(({ type }) => type === 'key_unknown').length, 3, 'events after explain');
  });
  await scenario('key_unknown: not while nobody knows', async ({ behind, jwk, token }) => {
    const { verifier, events } = await behind([set(jwk.a), { status: 500 }]);
    await judged(verifier, token.a, 'ok');
    await judged(verifier, token.b, 'keys_unavailable');
    verifier.verifySync(token.b, context);
    await null;
    equal(types(events), ['keys_refreshed', 'keys_failed'], 'the events');
  });
  await scenario('private_key_published: with their number, and the other keys are used', async (scene) => {
    const { behind, jwk, token } = scene;
    const secrets = ['d', 'p', 'q', 'dp', 'dq', 'qi'].map((part) => ({ ...jwk.b, kid: part, [part]: 'AQAB' }));
    const { verifier, events } = await behind(set(...secrets, jwk.a));
    await judged(verifier, token.a, 'ok');
    await judged(verifier, token.b, 'key_unknown');
    const published = events.filter(({ type }) => type === 'private_key_published');
    equal(published[0], { type: 'private_key_published', count: secrets.length }, 'the event');
    equal(verifier.keys.keyIds, ['a'], 'the keys');
  });
  await scenario('verifySync tells later, and verify waits for nobody who listens', async ({ behind, token }) => {
    const { verifier, events } = await behind(set(), { onEvent: () => new Promise(() => {}) });
    await verifier.refreshKeys();
    equal(types(events), ['keys_refreshed'], 'the events of refreshKeys');
    verifier.verifySync(token.a, context);
    equal(events.length, 1, 'events while verifySync runs');
    await null;
    equal(types(events), ['keys_refreshed', 'key_unknown'], 'the events of verifySync');
  });
  await scenario('a listener may call the verifier', async ({ behind, jwk, token }) => {
    const codes: string[] = [];
    const { verifier } = await behind(set(jwk.a), {
      onEvent: async () => {
        codes.push(verifier.verifySync(token.a, context).code, (await verifier.verify(token.a, context)).code);
        codes.push(verifier.keys.freshness);
      },
    });
    await judged(verifier, token.a, 'ok');
    await until('the calls', () => codes.length === 3);
    equal(codes, ['ok', 'ok', 'fresh'], 'what they said');
  });
  await scenario('all events of a life, told without a secret', async (scene) => {
    const { jwk, token } = scene;
    const { events } = await throughAll(scene, () => {});
    equal(
      types(events).sort(),
      [
        'cache_failed',
        'cache_failed',
        'cache_failed',
        'cache_failed',
        'key_unknown',
        'keys_failed',
        'keys_refreshed',
        'keys_refreshed',
        'keys_refreshed',
        'keys_stale',
        'private_key_published',
      ],
      'the events',
    );
    const told = JSON.stringify(events);
    for (const part of [...token.a.split('.'), jwk.a.n ?? '', jwk.b.n ?? '']) {
      expect(!told.includes(part), 'an event repeats a token or a key');
    }
  });
  const rude: Record<string, () => unknown> = {
    throws: () => {
      throw new Error('no');
    },
    rejects: () => Promise.reject(new Error('no')),
    'throws what is no error': () => {
      throw undefined;
    },
    'never settles': () => new Promise(() => {}),
    'answers what throws': () =>
      Object.defineProperty({}, 'then', {
        get() {
          throw new Error('no');
        },
      }),
  };
  for (const [name, onEvent] of Object.entries(rude)) {
    await scenario(`a listener that ${name} is not heeded`, async (scene) => {
      const { events } = await throughAll(scene, onEvent);
      equal(events.length, 11, 'events');
    });
  }
}
