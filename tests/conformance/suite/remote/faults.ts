/** Servers and networks that fail halfway, and answers that are too slow or too large. */
import { equal } from '../check.js';
import { failing, given, set } from './answer.js';
import { unanswered } from './answers.js';
import { fiftyTimes, judged } from './judging.js';
import type { Scenario } from './scene.js';
import { until } from './waiting.js';

const MAX_BYTES = 262_144; // of the contract, section 5
/** Less than the manner `slow` takes for a set (5 × 30 ms), but more than it takes for each piece. */
const TOO_SHORT_FOR_SLOW = 0.08;
/** Larger than any limit, and yet an answer for those who read it all. */
const ENDLESS = 32 * 1024 * 1024;

export async function faults(scenario: Scenario): Promise<void> {
  for (const [manner, what] of [
    ['never', 'before its headers'],
    ['stalls', 'inside its body'],
    ['drips', 'and then drips for ever'],
  ] as const) {
    await scenario(`a server that hangs ${what} is given up`, async (scene) => {
      const behind = await scene.behind(given(manner, set(scene.jwk.a)), { timeout: 0.2 });
      await unanswered(scene, behind);
      await until('the connection is closed', async () => (await behind.seen()).givenUp === 1);
    });
  }
  for (const manner of ['stalls', 'drips'] as const) {
    await scenario(`a failure is one by its head, though its body ${manner}`, async (scene) => {
      // In the time that it has nobody would wait for its end.
      const behind = await scene.behind(given(manner, failing(500, set(scene.jwk.a))), { timeout: 300 });
      await unanswered(scene, behind);
      await until('the connection is closed', async () => (await behind.seen()).givenUp === 1);
    });
  }
  await scenario('fifty who wait for a server that hangs share one failure', async ({ behind, jwk, token }) => {
    const { verifier, asked } = await behind(given('never', set(jwk.a)), { timeout: 0.2 });
    await fiftyTimes(verifier, token.a, 'keys_unavailable');
    equal(await asked(), 1, 'requests');
  });
  await scenario('a slow answer is an answer', async ({ behind, jwk, token }) => {
    const { verifier, asked } = await behind(given('slow', set(jwk.a)));
    await judged(verifier, token.a, 'ok');
    equal(await asked(), 1, 'requests');
  });
  await scenario('a timeout is one in seconds, as long as timers can be', async ({ behind, jwk, token }) => {
    const { setTimeout } = globalThis;
    for (const [timeout, milliseconds] of [
      [300, 300_000],
      [1e9, 2 ** 31 - 1],
    ] as const) {
      const delays: unknown[] = [];
      const { verifier } = await behind(set(), { timeout, fetch: async () => new Response(set(jwk.a).body) });
      globalThis.setTimeout = ((...given: Parameters<typeof setTimeout>) => {
        delays.push(given[1]);
        return setTimeout(...given);
      }) as typeof setTimeout;
      try {
        await judged(verifier, token.a, 'ok');
      } finally {
        Object.assign(globalThis, { setTimeout });
      }
      equal(delays, [milliseconds], 'the delays of timers');
    }
  });
  await scenario('a timeout may be longer than timers are', async ({ behind, jwk, token }) => {
    const { verifier } = await behind(given('slow', set(jwk.a)), { timeout: 1e9 });
    await judged(verifier, token.a, 'ok');
  });
  await scenario('an answer may end with its connection', async ({ behind, jwk, token }) => {
    const { verifier, asked } = await behind(given('unmeasured', set(jwk.a)));
    await judged(verifier, token.a, 'ok');
    equal(await asked(), 1, 'requests');
  });
  await scenario('an answer slower than the timeout is none, though no piece of it is', async (scene) => {
    await unanswered(scene, await scene.behind(given('slow', set(scene.jwk.a)), { timeout: TOO_SHORT_FOR_SLOW }));
  });

  for (const manner of ['whole', 'pieces'] as const) {
    await scenario(`an answer may have exactly maxBytes (${manner})`, async ({ behind, jwk, token }) => {
      const answer = given(manner, set(jwk.a));
      const maxBytes = answer.body?.length ?? 0;
      await judged((await behind(answer, { maxBytes })).verifier, token.a, 'ok');
      await judged((await behind(answer, { maxBytes: maxBytes - 1 })).verifier, token.a, 'keys_unavailable');
    });
    await scenario(`an answer of one octet too many is none (${manner})`, async (scene) => {
      const answer = given(manner, set(scene.jwk.a));
      const padding = MAX_BYTES - (answer.body?.length ?? 0);
      await judged((await scene.behind({ ...answer, padding })).verifier, scene.token.a, 'ok');
      await unanswered(scene, await scene.behind({ ...answer, padding: padding + 1 }));
    });
  }
  for (const encoding of ['gzip', 'br'] as const) {
    await scenario(`octets are counted after decoding (${encoding})`, async ({ behind, jwk, token }) => {
      const answer = { ...set(jwk.a), encoding, padding: 1000 };
      const maxBytes = (answer.body?.length ?? 0) + answer.padding;
      await judged((await behind(answer, { maxBytes })).verifier, token.a, 'ok');
      await judged((await behind(answer, { maxBytes: maxBytes - 1 })).verifier, token.a, 'keys_unavailable');
    });
  }
  await scenario('a gzip bomb is none', async (scene) => {
    const answer = { ...set(scene.jwk.a), encoding: 'gzip', padding: ENDLESS } as const;
    await unanswered(scene, await scene.behind(answer, { timeout: 20 }));
  });
  await scenario('an endless answer is not read to its end', async (scene) => {
    const behind = await scene.behind({ ...given('pieces', set(scene.jwk.a)), padding: ENDLESS }, { timeout: 20 });
    await unanswered(scene, behind);
    await until('the connection is closed', async () => (await behind.seen()).givenUp === 1);
  });

  for (const [manner, what] of [
    ['cut', 'shorter than it said'],
    ['cut-chunked', 'without its last chunk'],
    ['short', 'longer than it said'],
    ['reset-inside', 'and a reset'],
  ] as const) {
    await scenario(`an answer that ends ${what} is none`, async (scene) => {
      await unanswered(scene, await scene.behind(given(manner, set(scene.jwk.a))));
    });
  }
  await scenario('a reset instead of an answer', async ({ behind, jwk, token }) => {
    // How often it was asked is not the package's to say: HTTP clients repeat such a request by themselves.
    const { verifier } = await behind(given('reset', set(jwk.a)));
    equal(typeof (await judged(verifier, token.a, 'keys_unavailable')).retryAt, 'number', 'the type of retryAt');
  });
  await scenario('nobody listens', async ({ verifierOf, token }) => {
    const verifier = await verifierOf({ jwksUri: 'http://127.0.0.1:9/jwks' });
    equal(typeof (await judged(verifier, token.a, 'keys_unavailable')).retryAt, 'number', 'the type of retryAt');
  });
}
