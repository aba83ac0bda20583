/** One refresh for keys that are not at hand, then none for a while, whoever floods us. */
import { equal, expect } from '../check.js';
import { given, set } from './answer.js';
import { fiftyTimes, judged, judgedAtOnce, near } from './judging.js';
import type { Scenario, Scene } from './scene.js';
import { underWay, until } from './waiting.js';

const COOLDOWN = 30;
const hundred = Array.from({ length: 100 }, (_, index) => index);

interface Flood {
  of: string;
  code: string;
  token: (scene: Scene, index: number) => Promise<string>;
}

const floods: Flood[] = [
  { of: 'unknown kids', code: 'key_unknown', token: ({ sign }, index) => sign('a', `unknown-${index}`) },
  { of: 'bad signatures', code: 'signature_invalid', token: ({ sign }, index) => sign('b', 'a', { index }) },
];

export async function cooldown(scenario: Scenario): Promise<void> {
  await scenario('an unknown kid makes one refresh, and then none for the cool-down', async (scene) => {
    const { behind, jwk, token, sign, clock } = scene;
    for (const option of [{}, { cooldown: 5 }]) {
      const { verifier, asked } = await behind(set(jwk.a), option);
      const span = option.cooldown ?? COOLDOWN;
      await judged(verifier, token.a, 'ok');
      for (const [skipped, requests, left] of [
        [0, 2, span],
        [0, 2, span],
        [span - 1, 2, 1],
        [1, 3, span],
        [0, 3, span],
      ] as const) {
        clock.skip(skipped);
        const { status, retryAt } = await judged(verifier, await sign('a', `unknown-${clock.now()}`), 'key_unknown');
        equal(status, 'INVALID', 'the status');
        near(retryAt, clock.now() + left, 'retryAt', 0.5);
        near(judgedAtOnce(verifier, token.b, 'key_unknown').retryAt, clock.now() + left, 'retryAt of verifySync', 0.5);
        equal(await asked(), requests, 'requests');
      }
      await judged(verifier, token.a, 'ok');
      equal(await asked(), 3, 'requests in the end');
    }
  });
  await scenario('without a cool-down, every unknown kid makes a refresh', async (scene) => {
    const { behind, jwk, token } = scene;
    for (const { token: tokenOf, code } of floods) {
      const { verifier, asked } = await behind(set(jwk.a), { cooldown: 0 });
      await judged(verifier, token.a, 'ok');
      for (let round = 0; round < 3; round += 1) {
        const { retryAt = null } = await judged(verifier, await tokenOf(scene, round), code);
        equal([retryAt, await asked()], [null, 2 + round], 'retryAt and requests');
      }
    }
  });
  for (const { of, token: tokenOf, code } of floods) {
    await scenario(`a hundred ${of} make one refresh, one by one and at once`, async (scene) => {
      const { behind, jwk, token } = scene;
      const tokens = await Promise.all(hundred.map((index) => tokenOf(scene, index)));
      const one = await behind(set(jwk.a));
      await judged(one.verifier, token.a, 'ok');
      for (const token of tokens) await judged(one.verifier, token, code);
      equal(await one.asked(), 2, 'requests, one by one');
      const another = await behind(set(jwk.a));
      await judged(another.verifier, token.a, 'ok');
      await Promise.all(tokens.map((token) => judged(another.verifier, token, code)));
      equal(await another.asked(), 2, 'requests, at once');
    });
    await scenario(`a hundred ${of} at once with nothing at hand make one request`, async (scene) => {
      const tokens = await Promise.all(hundred.map((index) => tokenOf(scene, index)));
      const { verifier, asked } = await scene.behind(set(scene.jwk.a));
      await Promise.all(tokens.map((token) => judged(verifier, token, code)));
      equal(await asked(), 1, 'requests');
    });
    await scenario(`${of} share the cool-down with all that brings a refresh`, async (scene) => {
      const { behind, jwk, token, clock } = scene;
      const { verifier, asked } = await behind(set(jwk.a));
      await judged(verifier, token.a, 'ok');
      await judged(verifier, await tokenOf(scene, 0), code);
      equal(await asked(), 2, 'requests for the first');
      for (const other of floods) await judged(verifier, await other.token(scene, 1), other.code);
      equal(await asked(), 2, 'requests within the cool-down');
      clock.skip(COOLDOWN);
      for (const other of floods) await judged(verifier, await other.token(scene, 2), other.code);
      equal(await asked(), 3, 'requests after it');
    });
    await scenario(`the fetch that one of the ${of} has just waited for counts as its refresh`, async (scene) => {
      const { behind, jwk } = scene;
      const { verifier, asked } = await behind(set(jwk.a));
      equal((await judged(verifier, await tokenOf(scene, 0), code)).retryAt ?? null, null, 'retryAt');
      equal(await asked(), 1, 'requests for the first');
      // But it was an ordinary one, which starts no cool-down.
      for (let round = 1; round < 4; round += 1) {
        await judged(verifier, await tokenOf(scene, round), code);
        equal(await asked(), 2, 'requests for the next ones');
      }
    });
  }

  await scenario('ordinary refreshes do not wait for the cool-down', async (scene) => {
    const { behind, jwk, token, clock, sign } = scene;
    const { verifier, asked } = await behind(set(jwk.a), { freshness: 10, staleWhileRevalidate: 0 });
    await judged(verifier, token.a, 'ok');
    await judged(verifier, await sign('a', 'unknown'), 'key_unknown');
    equal(await asked(), 2, 'requests before');
    clock.skip(11);
    await judged(verifier, token.a, 'ok');
    equal(await asked(), 3, 'requests for a stale set');
    await verifier.refreshKeys();
    equal(await asked(), 4, 'requests for refreshKeys');
  });
  await scenario('ordinary refreshes do not start the cool-down', async (scene) => {
    const { behind, jwk, token, clock, sign } = scene;
    const { verifier, asked } = await behind(set(jwk.a));
    await verifier.refreshKeys();
    await judged(verifier, await sign('a', 'unknown'), 'key_unknown');
    equal(await asked(), 2, 'requests after refreshKeys');
    clock.skip(601);
    await judged(verifier, token.a, 'ok');
    await until('the refresh', () => verifier.keys.freshness === 'fresh');
    await judged(verifier, await sign('a', 'another'), 'key_unknown');
    equal(await asked(), 4, 'requests after one in the background');
  });
  await scenario('an unknown kid waits for a refresh that is under way', async (scene) => {
    const { behind, jwk, token, clock } = scene;
    const { verifier, asked, goOn } = await behind([set(jwk.a), given('held', set(jwk.a, jwk.b))]);
    await judged(verifier, token.a, 'ok');
    clock.skip(601);
    await judged(verifier, token.a, 'ok');
    await until('the refresh', async () => (await asked()) === 2);
    const pending = underWay(fiftyTimes(verifier, token.b, 'ok'));
    await goOn();
    await pending.end;
    equal(await asked(), 2, 'requests');
  });
  await scenario('an unknown kid and a stale set are one request', async ({ behind, jwk, token, clock }) => {
    const { verifier, asked } = await behind([set(jwk.a), set(jwk.a, jwk.b)]);
    await judged(verifier, token.a, 'ok');
    clock.skip(700);
    await judged(verifier, token.b, 'ok');
    equal(await asked(), 2, 'requests');
  });
  await scenario('a known kid waits for no refresh for an unknown one', async ({ behind, jwk, token }) => {
    const { verifier, asked, goOn } = await behind([set(jwk.a), given('held', set(jwk.a, jwk.b))]);
    await judged(verifier, token.a, 'ok');
    const pending = underWay(judged(verifier, token.b, 'ok'));
    await until('the refresh', async () => (await asked()) === 2);
    await judged(verifier, token.a, 'ok');
    expect(!pending.hasEnded(), 'the unknown kid did not wait');
    await goOn();
    await pending.end;
    equal(await asked(), 2, 'requests');
  });

  await scenario('while its refresh fails, nobody knows whether a kid is unknown', async (scene) => {
    const { behind, jwk, token, sign, clock } = scene;
    const { verifier, asked } = await behind([set(jwk.a), { status: 500 }, set(jwk.a)]);
    await judged(verifier, token.a, 'ok');
    const unknown = await sign('a', 'unknown');
    for (let round = 0; round < 3; round += 1) {
      const { status, retryAt = 0 } = await judged(verifier, unknown, 'keys_unavailable');
      equal([status, retryAt > clock.now()], ['DEGRADED', true], 'status, and whether there is a retryAt');
      judgedAtOnce(verifier, unknown, 'keys_unavailable');
      judgedAtOnce(verifier, token.b, 'keys_unavailable');
      await judged(verifier, token.a, 'ok');
      judgedAtOnce(verifier, token.a, 'ok');
    }
    equal(await asked(), 2, 'requests while it fails');
    clock.skip(COOLDOWN);
    await judged(verifier, unknown, 'key_unknown');
    judgedAtOnce(verifier, unknown, 'key_unknown');
    equal([verifier.keys.lastError ?? null, await asked()], [null, 3], 'lastError and requests in the end');
  });
  await scenario('an ordinary refresh that succeeds tells as well that a kid is unknown', async (scene) => {
    const { behind, jwk, token, sign, clock } = scene;
    const { verifier, asked } = await behind([set(jwk.a), { status: 500 }, set(jwk.a)]);
    await judged(verifier, token.a, 'ok');
    const unknown = await sign('a', 'unknown');
    await judged(verifier, unknown, 'keys_unavailable');
    clock.to(verifier.keys.retryAt ?? 0);
    judgedAtOnce(verifier, unknown, 'keys_unavailable');
    await verifier.refreshKeys();
    judgedAtOnce(verifier, unknown, 'key_unknown');
    await judged(verifier, unknown, 'key_unknown');
    equal(await asked(), 3, 'requests');
  });
  await scenario('an unknown kid whose refresh failed may ask again at retryAt, and not before', async (scene) => {
    const { behind, jwk, token, sign, clock } = scene;
    const { verifier, asked } = await behind([set(jwk.a), { status: 500 }, set(jwk.a, jwk.b)]);
    await judged(verifier, token.a, 'ok');
    await judged(verifier, await sign('a', 'unknown'), 'keys_unavailable');
    clock.skip(5);
    const { retryAt = 0 } = await judged(verifier, token.b, 'keys_unavailable');
    equal(await asked(), 2, 'requests within the cool-down');
    expect(retryAt > clock.now(), `retryAt is ${retryAt} at ${clock.now()}`);
    clock.to(retryAt);
    await judged(verifier, token.b, 'ok');
    equal(await asked(), 3, 'requests');
  });
  await scenario('a signature that fails stays failed while its refresh fails', async (scene) => {
    const { behind, jwk, token, sign, clock } = scene;
    const { verifier, asked } = await behind([set(jwk.a), { status: 500 }]);
    const forged = await sign('b', 'a');
    await judged(verifier, token.a, 'ok');
    for (let round = 0; round < 3; round += 1) {
      equal((await judged(verifier, forged, 'signature_invalid')).status, 'INVALID', 'the status');
      judgedAtOnce(verifier, forged, 'signature_invalid');
    }
    equal(await asked(), 2, 'requests');
    clock.skip(5);
    await judged(verifier, forged, 'signature_invalid');
    equal(await asked(), 2, 'requests within the cool-down, but after the back-off');
  });
}
