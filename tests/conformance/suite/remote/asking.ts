/** When the key server is asked, with what, and when it is not. */
import { equal, expect, thrownBy } from '../check.js';
import { set } from './answer.js';
import { context, judged, judgedAtOnce } from './judging.js';
import type { Scenario } from './scene.js';

export async function asking(scenario: Scenario): Promise<void> {
  await scenario('the first verify asks, the second does not', async ({ behind, jwk, token, sign }) => {
    const { verifier, asked } = await behind(set(jwk.a));
    equal(await asked(), 0, 'requests after createVerifier');
    for (let round = 0; round < 3; round += 1) {
      equal((await judged(verifier, token.a, 'ok')).keyId, 'a', 'the key');
      equal(await asked(), 1, 'requests');
    }
    await judged(verifier, await sign('a', 'a', { x: 1 }), 'ok');
    equal(await asked(), 1, 'requests in the end');
    const { source, keyIds, freshness } = verifier.keys;
    equal([source, keyIds, freshness], ['remote', ['a'], 'fresh'], 'the state');
  });
  await scenario('form and header come before any request', async ({ behind, jwk, sign, token }) => {
    const { verifier, asked } = await behind(set(jwk.a));
    const [header, payload, signature] = token.a.split('.');
    const headed = (text: string) => `${btoa(text).replaceAll('=', '')}.${payload}.${signature}`;
    for (const [one, code] of [
      ['', 'token_missing'],
      ['garbage', 'token_malformed'],
      [`${header}.${payload}.${signature}=`, 'token_malformed'],
      [await sign('a', 'a', { x: 'x'.repeat(20_000) }), 'token_too_long'],
      [headed('{"alg":"none","kid":"a"}'), 'algorithm_not_allowed'],
      [headed('{"alg":"RS256","kid":"a","crit":["x"]}'), 'header_unsupported'],
      [headed('{"alg":"RS256","kid":5}'), 'header_malformed'],
    ] as const) {
      await judged(verifier, one, code);
    }
    equal(await asked(), 0, 'requests');
  });
  await scenario('a mistake in the context makes no request', async ({ behind, jwk, token }) => {
    const { verifier, asked } = await behind(set(jwk.a));
    await thrownBy(() => verifier.verify(token.a, { now: -1 }));
    equal(await asked(), 0, 'requests');
  });
  await scenario('verifySync and explain never ask', async ({ behind, jwk, token }) => {
    const { verifier, asked } = await behind(set(jwk.a));
    const { status, retryAt = null } = judgedAtOnce(verifier, token.a, 'keys_unavailable');
    equal([status, retryAt], ['DEGRADED', null], 'status and retryAt');
    equal([verifier.keys.freshness, verifier.keys.keyIds], ['unavailable', []], 'the state');
    equal(await asked(), 0, 'requests');
    await verifier.refreshKeys();
    judgedAtOnce(verifier, token.a, 'ok');
    judgedAtOnce(verifier, token.b, 'key_unknown');
    equal(await asked(), 1, 'requests after refreshKeys');
    await judged(verifier, token.a, 'ok');
    equal(await asked(), 1, 'requests in the end');
  });
  await scenario('no token, no credentials, one GET', async ({ behind, jwk, token }) => {
    const { verifier, seen } = await behind(set(jwk.a));
    await judged(verifier, token.a, 'ok');
    const { requests } = await seen();
    const { method, accept, cookie = null, authorization = null } = requests[0] ?? {};
    equal([method, accept, cookie, authorization], ['GET', 'application/json', null, null], 'the request');
    for (const part of token.a.split('.')) expect(!JSON.stringify(requests).includes(part), 'the token was sent');
  });
  await scenario('browsers need not ask whether they may ask', async ({ behind, jwk, token, clock }) => {
    const { verifier, seen } = await behind({ ...set(jwk.a), head: { etag: '"1"' } });
    await judged(verifier, token.a, 'ok');
    clock.skip(2000);
    await judged(verifier, token.a, 'ok');
    const { requests, preflights } = await seen();
    equal([requests.length, preflights], [2, 0], 'requests and preflights');
  });
  await scenario("context.now has no part in the keys' age", async ({ behind, jwk, token }) => {
    const { verifier, asked } = await behind(set(jwk.a));
    await judged(verifier, token.a, 'ok');
    const { refreshAt } = verifier.keys;
    for (const now of [0, context.now * 2, 1e15]) {
      await verifier.verify(token.a, { now });
      verifier.verifySync(token.a, { now });
    }
    equal(await asked(), 1, 'requests');
    equal(verifier.keys.freshness, 'fresh', 'the freshness');
    expect(Math.abs((verifier.keys.refreshAt ?? 0) - (refreshAt ?? 0)) < 2, 'the keys age by context.now');
  });
  await scenario('verifiers share nothing', async ({ behind, verifierOf, jwk, token }) => {
    const { verifier, asked, uri } = await behind(set(jwk.a));
    const another = await verifierOf({ jwksUri: uri });
    await judged(verifier, token.a, 'ok');
    judgedAtOnce(another, token.a, 'keys_unavailable');
    await judged(another, token.a, 'ok');
    equal(await asked(), 2, 'requests');
  });
}
