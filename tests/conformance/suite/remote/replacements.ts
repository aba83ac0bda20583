/** A `fetch` of one's own: what it is called with, and that nothing it does breaks a judgment. */
import { equal, expect, shown } from '../check.js';
import { set } from './answer.js';
import { judged } from './judging.js';
import type { Scenario } from './scene.js';
import { until } from './waiting.js';

const bodyOf = (text: string) => new Response(text).body;

/** Octets of another realm, as frames and test runners have them: no instance of this one's Uint8Array. */
const foreignBodyOf = (text: string) =>
  new ReadableStream({
    start(controller) {
      const octets = new TextEncoder().encode(text);
      const plain = Object.getPrototypeOf(Uint8Array.prototype);
      controller.enqueue(Object.setPrototypeOf(octets, Object.create(plain)));
      controller.close();
    },
  });

/** In place of a Response. */
const nonsense: Record<string, (set: string) => unknown> = {
  throws: () => {
    throw new Error('no');
  },
  'throws what is no error': () => {
    throw undefined;
  },
  rejects: () => Promise.reject(new Error('no')),
  'rejects with nothing': () => Promise.reject(),
  'answers nothing': () => undefined,
  'answers null': () => Promise.resolve(null),
  'answers text': (set) => Promise.resolve(set),
  'answers a number': () => Promise.resolve(200),
  'answers a set': (set) => Promise.resolve(JSON.parse(set)),
  'answers a status alone': () => Promise.resolve({ status: 200 }),
  'answers a status that is text': (set) =>
    Promise.resolve({ status: '200', headers: new Headers(), body: bodyOf(set) }),
  'answers no status': (set) => Promise.resolve({ ok: true, headers: new Headers(), body: bodyOf(set) }),
  'answers a body that is text': (set) => Promise.resolve({ status: 200, headers: new Headers(), body: set }),
  'answers a body of text': (set) =>
    Promise.resolve({
      status: 200,
      headers: new Headers(),
      body: new ReadableStream({
        start(controller) {
          controller.enqueue(set);
          controller.close();
        },
      }),
    }),
  'answers a body of lists': (set) =>
    Promise.resolve({
      status: 200,
      headers: new Headers(),
      body: new ReadableStream({
        start(controller) {
          controller.enqueue([...new TextEncoder().encode(set)]);
          controller.close();
        },
      }),
    }),
  'answers without body': () => Promise.resolve(new Response(null)),
  'answers a body that was read already': async (set) => {
    const response = new Response(set);
    await response.text();
    return response;
  },
  'answers a body that breaks': (set) =>
    Promise.resolve(
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode(set));
          },
          pull(controller) {
            controller.error(new Error('no'));
          },
        }),
      ),
    ),
  'answers an object that throws': () =>
    Promise.resolve(
      Object.defineProperty({}, 'status', {
        get() {
          throw new Error('no');
        },
      }),
    ),
  'answers with another status': (set) => Promise.resolve(new Response(set, { status: 500 })),
};

export async function replacements(scenario: Scenario): Promise<void> {
  await scenario('a fetch of one’s own is asked as the global one is', async ({ behind, jwk, token }) => {
    const calls: { input: unknown; init: RequestInit; rest: unknown[] }[] = [];
    const { verifier, asked, uri } = await behind(set(jwk.a), {
      fetch: (input: string, init: RequestInit, ...rest: unknown[]) => {
        calls.push({ input, init, rest });
        expect(init.signal?.aborted === false, 'the signal is missing, or aborted');
        return fetch(input, init);
      },
    });
    await judged(verifier, token.a, 'ok');
    equal([calls.length, await asked()], [1, 1], 'calls and requests');
    const [{ input, init, rest } = { input: '', init: {}, rest: [] }] = calls;
    equal([input, rest.length], [uri, 0], 'the arguments');
    const { method, redirect, headers, body = null } = init;
    equal([method, redirect, body], ['GET', 'manual', null], 'method, redirect and body');
    equal([...new Headers(headers)], [['accept', 'application/json']], 'the headers');
  });
  await scenario(
    'a fetch of one’s own may answer whatever is like a Response',
    async ({ behind, jwk, token, clock }) => {
      const { body = '' } = set(jwk.a);
      const headers = { 'cache-control': 'max-age=300' };
      for (const answer of [
        () => new Response(body, { headers }),
        () => Promise.resolve(new Response(body, { headers })),
        async () => ({ status: 200, headers: new Headers(headers), body: bodyOf(body) }),
        async () => ({ status: 200, headers: new Headers(headers), body: foreignBodyOf(body) }),
        // The body itself is counted, whatever is said of it.
        async () => new Response(body, { headers: { ...headers, 'content-length': '999999999' } }),
        async () => new Response(body, { headers: { ...headers, 'content-length': '1' } }),
      ]) {
        const { verifier, asked } = await behind(set(jwk.b), { fetch: answer as never });
        await judged(verifier, token.a, 'ok');
        equal(
          [Math.round((verifier.keys.refreshAt ?? 0) - clock.now()), await asked()],
          [300, 0],
          'freshness, requests',
        );
      }
    },
  );
  await scenario('a fetch of one’s own may answer 304', async ({ behind, jwk, token, clock }) => {
    const answers = [new Response(set(jwk.a).body), new Response(null, { status: 304 })];
    const { verifier, events } = await behind(set(), { fetch: async () => answers.shift() });
    await judged(verifier, token.a, 'ok');
    clock.skip(1300);
    await judged(verifier, token.a, 'ok');
    equal(verifier.keys.freshness, 'fresh', 'the freshness');
    equal(events.at(-1), { type: 'keys_refreshed', keyIds: ['a'], modified: false }, 'the last event');
  });
  await scenario('a fetch of one’s own may answer headers that are none', async ({ behind, jwk, token, clock }) => {
    const { body = '' } = set(jwk.a);
    const throws = () => {
      throw new Error('no');
    };
    for (const headers of [undefined, null, {}, { get: 5 }, { get: throws }, { get: () => 300 }, { get: () => ({}) }]) {
      const { verifier } = await behind(set(jwk.b), {
        fetch: async () => ({ status: 200, headers, body: bodyOf(body) }),
      });
      await judged(verifier, token.a, 'ok');
      equal(Math.round((verifier.keys.refreshAt ?? 0) - clock.now()), 600, `freshness with ${shown(headers)}`);
    }
  });
  await scenario('a status that is no number renews nothing', async ({ behind, jwk, clock }) => {
    for (const status of ['304', [304], true, 304n]) {
      const answers = [new Response(set(jwk.a).body), { status, headers: new Headers(), body: null }];
      const { verifier, events } = await behind(set(), { fetch: async () => answers.shift() });
      await verifier.refreshKeys();
      clock.skip(700);
      await verifier.refreshKeys();
      equal(verifier.keys.freshness, 'stale', `the freshness after ${shown(status)}`);
      const last = events.at(-1);
      equal(
        [last?.type, 'status' in (last ?? {})],
        ['keys_failed', false],
        'the last event, and whether it has a status',
      );
    }
  });
  for (const [name, answer] of Object.entries(nonsense)) {
    await scenario(`a fetch of one’s own that ${name} has failed`, async ({ behind, jwk, token, clock }) => {
      let calls = 0;
      const { verifier, asked } = await behind(set(jwk.a), {
        fetch: () => {
          calls += 1;
          return answer(set(jwk.a).body ?? '') as Promise<unknown>;
        },
      });
      for (let round = 0; round < 2; round += 1) {
        const { retryAt = 0 } = await judged(verifier, token.a, 'keys_unavailable');
        expect(retryAt > clock.now(), `retryAt is ${retryAt}`);
      }
      equal([calls, await asked()], [1, 0], 'calls and requests');
      equal(typeof verifier.keys.lastError, 'string', 'the type of lastError');
    });
  }
  await scenario(
    'a fetch of one’s own is told when its time is over, and left if it does not heed that',
    async (scene) => {
      const { behind, jwk, token } = scene;
      for (const heeds of [true, false]) {
        const signals: AbortSignal[] = [];
        const { verifier, events } = await behind(set(jwk.a), {
          timeout: 0.15,
          fetch: (_: string, { signal }: { signal: AbortSignal }) => {
            signals.push(signal);
            return new Promise((_, reject) => {
              if (heeds) signal.addEventListener('abort', () => reject(signal.reason));
            });
          },
        });
        await Promise.all([
          judged(verifier, token.a, 'keys_unavailable'),
          judged(verifier, token.a, 'keys_unavailable'),
        ]);
        equal(
          signals.map(({ aborted }) => aborted),
          [true],
          `aborted, heeding ${heeds}`,
        );
        equal(
          events.map(({ type }) => type),
          ['keys_failed'],
          'the events',
        );
      }
    },
  );
  await scenario(
    'a refresh in the background begins when verify has returned',
    async ({ behind, jwk, token, clock }) => {
      let returned = true;
      const calls: boolean[] = [];
      const fetch = async () => {
        calls.push(returned);
        return new Response(set(jwk.a).body);
      };
      const { verifier } = await behind(set(), { fetch });
      await judged(verifier, token.a, 'ok');
      clock.skip(700);
      returned = false;
      const pending = judged(verifier, token.a, 'ok');
      returned = true;
      await pending;
      await until('the refresh', () => calls.length === 2);
      equal(calls, [true, true], 'whether it had returned');
    },
  );
  await scenario('an answer that comes after the timeout is dropped', async ({ behind, jwk, token }) => {
    let answer = (_: object) => {};
    let bodies = 0;
    const { verifier, events, asked } = await behind(set(jwk.a), {
      timeout: 0.15,
      fetch: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    await judged(verifier, token.a, 'keys_unavailable');
    const { body = '' } = set(jwk.a);
    answer({
      status: 200,
      headers: new Headers(),
      get body() {
        bodies += 1;
        return bodyOf(body);
      },
    });
    // What it could still bring about has come about before somebody else is answered.
    await asked();
    await judged(verifier, token.a, 'keys_unavailable');
    equal([verifier.keys.freshness, events.length, bodies], ['unavailable', 1, 0], 'freshness, events, bodies read');
  });
  await scenario('a body that goes on when its time is over is read no further', async ({ behind, jwk, token }) => {
    let pieces = 0;
    let give = () => {};
    const pull = (controller: ReadableStreamDefaultController) => {
      pieces += 1;
      return new Promise<void>((resolve) => {
        give = () => {
          controller.enqueue(new Uint8Array(1));
          resolve();
        };
      });
    };
    const { verifier, asked } = await behind(set(jwk.a), {
      timeout: 0.15,
      fetch: async () => ({
        status: 200,
        headers: new Headers(),
        body: new ReadableStream({ pull }, { highWaterMark: 0 }),
      }),
    });
    await judged(verifier, token.a, 'keys_unavailable');
    give();
    // What it could still bring about has come about before somebody else is answered.
    await asked();
    equal(pieces, 1, 'pieces that were asked for');
  });
  await scenario('a body that never ends is told when its time is over', async ({ behind, jwk, token }) => {
    let told: AbortSignal | undefined;
    const { verifier } = await behind(set(jwk.a), {
      timeout: 0.15,
      fetch: async (_: string, { signal }: { signal: AbortSignal }) => {
        told = signal;
        return new Response(new ReadableStream({ pull: () => new Promise(() => {}) }));
      },
    });
    await judged(verifier, token.a, 'keys_unavailable');
    expect(told?.aborted, `the signal is ${shown(told)}`);
  });
}
