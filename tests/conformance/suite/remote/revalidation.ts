/** ETag, If-None-Match and 304: asking for a set only if it is another. */
import { equal } from '../check.js';
import { type Answer, failing, given, headed, notModified, set } from './answer.js';
import { unanswered } from './answers.js';
import { judged, judgedAtOnce, near } from './judging.js';
import { hasHttpCache, isBrowser } from './runtimes.js';
import type { Behind, Scenario, Scene } from './scene.js';

const tagged = (scene: Scene, etag: string): Answer => headed(set(scene.jwk.a), { etag });

/** If-None-Match of each request. */
const conditions = async ({ seen }: Behind) =>
  (await seen()).requests.map((headers) => headers['if-none-match'] ?? null);

/** Refreshes once for each further answer, and says with which conditions it was asked. */
async function refreshed(scene: Scene, answers: Answer[]): Promise<(string | null)[]> {
  const behind = await scene.behind(answers);
  for (let round = 0; round < answers.length; round += 1) {
    await behind.verifier.refreshKeys();
    scene.clock.to(behind.verifier.keys.retryAt ?? scene.clock.now());
  }
  return conditions(behind);
}

export async function revalidation(scenario: Scenario): Promise<void> {
  for (const etag of ['"1"', 'W/"weak"', '"a,b"']) {
    await scenario(`ETag: ${etag} is sent back as it came`, async (scene) => {
      const sent = await refreshed(scene, [tagged(scene, etag), notModified(), notModified()]);
      equal(sent, [null, etag, etag], 'If-None-Match');
    });
  }
  await scenario('ETag: none is sent where there was none', async (scene) => {
    equal(await refreshed(scene, [set(scene.jwk.a), set(scene.jwk.a)]), [null, null], 'If-None-Match');
  });
  await scenario('ETag: that of the newest set is sent', async (scene) => {
    const sent = await refreshed(scene, [tagged(scene, '"1"'), tagged(scene, '"2"'), notModified()]);
    equal(sent, [null, '"1"', '"2"'], 'If-None-Match');
  });
  await scenario('ETag: forgotten with a set that has none', async (scene) => {
    const sent = await refreshed(scene, [tagged(scene, '"1"'), set(scene.jwk.a), set(scene.jwk.a)]);
    equal(sent, [null, '"1"', null], 'If-None-Match');
  });
  await scenario('ETag: kept over fetches that fail', async (scene) => {
    const { a } = scene.jwk;
    const sent = await refreshed(scene, [
      tagged(scene, '"1"'),
      failing(500, set(a), { etag: '"2"' }),
      { body: 'garbage', head: { etag: '"3"' } },
      given('cut', headed(set(a), { etag: '"4"' })),
      notModified(),
    ]);
    equal(sent, [null, '"1"', '"1"', '"1"', '"1"'], 'If-None-Match');
  });
  await scenario('ETag: not sent once its set is no longer at hand', async (scene) => {
    const { clock, token } = scene;
    const behind = await scene.behind([tagged(scene, '"1"'), notModified()], { staleIfError: 1000 });
    await judged(behind.verifier, token.a, 'ok');
    clock.skip(1600);
    await judged(behind.verifier, token.a, 'keys_unavailable');
    equal(await conditions(behind), [null, null], 'If-None-Match');
  });
  await scenario('ETag: 304 renews by its own Cache-Control', async (scene) => {
    for (const [head, seconds] of [
      [{ 'cache-control': 'max-age=900' }, 900],
      [{ 'cache-control': 'max-age=900', age: '100' }, 800],
      [{ 'cache-control': 'max-age=5' }, 60],
      [{}, 600],
    ] as const) {
      const { behind, jwk, clock, token } = scene;
      const first = headed(set(jwk.a), { etag: '"1"', 'cache-control': 'max-age=300' });
      const { verifier, asked } = await behind([first, notModified(head)]);
      await judged(verifier, token.a, 'ok');
      clock.skip(100);
      await verifier.refreshKeys();
      near(verifier.keys.refreshAt, clock.now() + seconds, 'refreshAt');
      near(verifier.keys.age, 0, 'the age');
      await judged(verifier, token.a, 'ok');
      equal(await asked(), 2, 'requests');
    }
  });

  await scenario('304 renews the keys at hand', async (scene) => {
    const { clock, token, runtime } = scene;
    const { verifier, asked, events } = await scene.behind([tagged(scene, '"1"'), notModified()]);
    await judged(verifier, token.a, 'ok');
    clock.skip(1300);
    equal(verifier.keys.freshness, 'stale', 'the freshness before');
    await judged(verifier, token.a, 'ok');
    equal([verifier.keys.freshness, verifier.keys.keyIds, await asked()], ['fresh', ['a'], 2], 'the state after');
    near(verifier.keys.refreshAt, clock.now() + 600, 'refreshAt');
    const last = events.at(-1);
    equal(last, { type: 'keys_refreshed', keyIds: ['a'], modified: hasHttpCache(runtime) }, 'the last event');
  });
  await scenario('304 ends an outage', async (scene) => {
    const { clock, token } = scene;
    const { verifier } = await scene.behind([tagged(scene, '"1"'), failing(500, {}), notModified()]);
    await judged(verifier, token.a, 'ok');
    await verifier.refreshKeys();
    equal(typeof verifier.keys.lastError, 'string', 'the type of lastError');
    clock.to(verifier.keys.retryAt ?? 0);
    await verifier.refreshKeys();
    const { lastError = null, retryAt = null } = verifier.keys;
    equal([lastError, retryAt], [null, null], 'lastError and retryAt');
  });
  await scenario('304 means that an unknown kid is unknown', async (scene) => {
    const { sign, token } = scene;
    const { verifier, asked } = await scene.behind([tagged(scene, '"1"'), notModified()]);
    await judged(verifier, token.a, 'ok');
    await judged(verifier, await sign('a', 'unknown'), 'key_unknown');
    judgedAtOnce(verifier, await sign('a', 'another'), 'key_unknown');
    equal(await asked(), 2, 'requests');
  });
  await scenario('304 to keys that are no longer at hand is no answer', async (scene) => {
    const { clock, token } = scene;
    const lifetimes = { freshness: 100, staleWhileRevalidate: 50, staleIfError: 100 };
    const behind = await scene.behind([set(scene.jwk.a), notModified()], lifetimes);
    await judged(behind.verifier, token.a, 'ok');
    clock.skip(201);
    behind.events.length = 0;
    await unanswered(scene, behind, 2);
  });
  await scenario('browsers are told to revalidate, others what is at hand', async (scene) => {
    const { jwk, token, runtime } = scene;
    const inits: RequestInit[] = [];
    const { verifier } = await scene.behind(headed(set(jwk.a), { etag: '"1"' }), {
      fetch: (input: string, init: RequestInit) => {
        inits.push(init);
        return fetch(input, init);
      },
    });
    await judged(verifier, token.a, 'ok');
    await verifier.refreshKeys();
    const told = inits.map(({ cache = null, credentials = null, headers }) => [
      cache,
      credentials,
      new Headers(headers).get('if-none-match'),
    ]);
    const expected = isBrowser(runtime)
      ? [
          ['no-cache', 'omit', null],
          ['no-cache', 'omit', null],
        ]
      : [
          [null, null, null],
          [null, null, '"1"'],
        ];
    equal(told, expected, 'cache, credentials and If-None-Match');
  });
}
