/** How long a set is fresh: what its answer says, within limits. */
import { equal, shown } from '../check.js';
import { headed, set } from './answer.js';
import { judged, near } from './judging.js';
import { isBrowser } from './runtimes.js';
import type { RemoteKeys, Scenario } from './scene.js';

const DEFAULT = 600;
const LEAST = 60;
const MOST = 86_400;

type Options = Partial<RemoteKeys>;
type Case = [head: Record<string, string>, seconds: number, options?: Options];

const control = (value: string, more: Record<string, string> = {}) => ({ 'cache-control': value, ...more });

const tables: Record<string, Case[]> = {
  'max-age says for how long': [
    [control('max-age=300'), 300],
    [control('max-age=0300'), 300],
    [control('public, max-age=300, must-revalidate'), 300],
    [control('no-cache,max-age=300'), 300],
    [control('s-maxage=900, max-age=300'), 300],
    [control('max-age=300', { expires: 'Thu, 01 Jan 1970 00:00:00 GMT' }), 300],
  ],
  'names are in any case': [
    [control('Max-Age=300'), 300],
    [control('PUBLIC, MAX-AGE=300'), 300],
    [{ 'CACHE-CONTROL': 'max-age=300', AGE: '100' }, 200],
  ],
  'the first max-age counts': [
    [control('max-age=300, max-age=900'), 300],
    [control('max-age=900, max-age=300'), 900],
    [control('max-age=soon, max-age=900'), DEFAULT],
  ],
  'max-age is held between minFreshness and maxFreshness': [
    [control('max-age=0'), LEAST],
    [control('max-age=59'), LEAST],
    [control('max-age=86401'), MOST],
    [control('max-age=31536000'), MOST],
    [control('max-age=99999999999999999999999999'), MOST],
    [control('max-age=5'), 10, { minFreshness: 10 }],
    [control('max-age=30'), 30, { minFreshness: 10 }],
    [control('max-age=3600'), 1800, { maxFreshness: 1800 }],
    [control('max-age=3600'), 100, { minFreshness: 100, maxFreshness: 100 }],
  ],
  'without max-age, freshness says': [
    [{}, DEFAULT],
    [{}, 7200, { freshness: 7200 }],
    [control('no-cache'), DEFAULT],
    [control('no-store'), DEFAULT],
    [control('s-maxage=900'), DEFAULT],
    [control('x-max-age=900'), DEFAULT],
    [control('max-ages=900'), DEFAULT],
    [{ expires: 'Thu, 01 Jan 2099 00:00:00 GMT' }, DEFAULT],
    [{ age: '100' }, DEFAULT],
  ],
  'a malformed max-age is none': [
    ...['max-age', 'max-age=', 'max-age=-1', 'max-age=+300', 'max-age=300.5', 'max-age=3e2', 'max-age=0x12c'].map(
      (value): Case => [control(value), DEFAULT],
    ),
    [control('max-age=soon'), 7200, { freshness: 7200 }],
  ],
  'Age is taken off': [
    [control('max-age=300', { age: '100' }), 200],
    [control('max-age=300', { age: '0' }), 300],
    [control('max-age=300', { age: '280' }), LEAST],
    [control('max-age=100000', { age: '20000' }), 80_000],
  ],
  'an Age beyond max-age leaves minFreshness': [
    [control('max-age=300', { age: '300' }), LEAST],
    [control('max-age=300', { age: '99999' }), LEAST],
    [control('max-age=300', { age: '99999999999999999999999999' }), LEAST],
  ],
  'a malformed Age is none': [
    [control('max-age=300', { age: 'old' }), 300],
    [control('max-age=300', { age: '-100' }), 300],
  ],
};

export async function freshness(scenario: Scenario): Promise<void> {
  for (const [name, cases] of Object.entries(tables)) {
    await scenario(name, async ({ behind, jwk, token, clock }) => {
      for (const [head, seconds, options] of cases) {
        const { verifier } = await behind(headed(set(jwk.a), head), options);
        await judged(verifier, token.a, 'ok');
        const { refreshAt, usableUntil, age } = verifier.keys;
        const what = `${shown(head)} ${shown(options ?? {})}`;
        near(refreshAt, clock.now() + seconds, `refreshAt with ${what}`);
        near(usableUntil, clock.now() + seconds + 86_400, `usableUntil with ${what}`);
        near(age, 0, `the age with ${what}`);
      }
    });
  }
  await scenario('no request before the end of max-age, and one after it', async ({ behind, jwk, token, clock }) => {
    const answer = headed(set(jwk.a), control('max-age=300', { age: '100' }));
    const { verifier, asked } = await behind(answer, { staleWhileRevalidate: 0 });
    await judged(verifier, token.a, 'ok');
    clock.skip(198);
    await judged(verifier, token.a, 'ok');
    equal([verifier.keys.freshness, await asked()], ['fresh', 1], 'freshness and requests before the end');
    clock.skip(2);
    equal(verifier.keys.freshness, 'stale', 'the freshness at the end');
    await judged(verifier, token.a, 'ok');
    equal([verifier.keys.freshness, await asked()], ['fresh', 2], 'freshness and requests after it');
  });
  await scenario('each answer says for itself', async ({ behind, jwk, token, clock }) => {
    const { verifier } = await behind([headed(set(jwk.a), control('max-age=300')), set(jwk.a)]);
    await judged(verifier, token.a, 'ok');
    await verifier.refreshKeys();
    near(verifier.keys.refreshAt, clock.now() + DEFAULT, 'refreshAt');
  });
  await scenario('a refresh is a real one, however fresh an HTTP cache has the answer', async (scene) => {
    const { behind, jwk, token } = scene;
    const long = control('public, max-age=31536000, immutable');
    const { verifier, asked } = await behind([headed(set(jwk.a), long), headed(set(jwk.b), long)]);
    await judged(verifier, token.a, 'ok');
    await verifier.refreshKeys();
    equal(await asked(), 2, 'requests');
    await judged(verifier, token.b, 'ok');
    equal(await asked(), 2, 'requests in the end');
  });
  await scenario('what a page of another origin may not read is not there', async (scene) => {
    const { behind, jwk, token, clock, runtime } = scene;
    const head = control('max-age=300', { age: '100' });
    const { verifier } = await behind({ ...headed(set(jwk.a), head), exposes: false });
    await judged(verifier, token.a, 'ok');
    near(verifier.keys.refreshAt, clock.now() + (isBrowser(runtime) ? 300 : 200), 'refreshAt');
  });
}
