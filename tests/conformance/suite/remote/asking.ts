/** When the key server is asked, with what, and when it is not. */
import { equal, expect, thrownBy } from '../check.js';
import { given, headed, set } from './answer.js';
import { context, fiftyTimes, judged, judgedAtOnce } from './judging.js';
import type { Scenario } from './scene.js';
import { underWay, until } from './waiting.js';

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
    const withHeader = (text: string) => `${btoa(text).replaceAll('=', '')}.${payload}.${signature}`;
    for (const [one, code] of [
      ['', 'token_missing'],
      ['garbage', 'token_malformed'],
      [`${header}.${payload}.${signature}=`, 'token_malformed'],
      [await sign('a', 'a', { x: 'x'.repeat(20_000) }), 'token_too_long'],
      [withHeader('{"alg":"none","kid":"a"}'), 'algorithm_not_allowed'],
      [withHeader('{"alg":"RS256","kid":"a","crit":["x"]}'), 'header_unsupported'],
      [withHeader('{"alg":"RS256","kid":5}'), 'header_malformed'],
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
    const { verifier, seen } = await behind(headed(set(jwk.a), { 'set-cookie': 'x=y; Path=/' }));
    await judged(verifier, token.a, 'ok');
    await verifier.refreshKeys();
    const { requests } = await seen();
    equal(requests.length, 2, 'requests');
    for (const { method, accept, cookie = null, authorization = null } of requests) {
      equal([method, accept, cookie, authorization], ['GET', 'application/json', null, null], 'the request');
    }
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
  await scenario('a verify that waits for keys ends, though its verifier is disposed of', async (scene) => {
    const { symbolon, behind, jwk, token, sign } = scene;
    const { uri: jwksUri, asked, goOn } = await behind(given('held', set(jwk.a)));
    const unchecked = { issuer: null, audience: null, domain: 'off' } as const;
    const verifier = await symbolon.createVerifier({ keys: { jwksUri }, ...unchecked });
    const pending = underWay(fiftyTimes(verifier, token.a, 'ok'));
    const unknown = underWay(judged(verifier, await sign('a', 'unknown'), 'key_unknown'));
    await until('the request', async () => (await asked()) === 1);
    verifier.dispose();
    await goOn();
    await pending.end;
    await unknown.end;
    equal(await asked(), 1, 'requests');
  });
  await scenario('the context is read at the call, though keys must come first', async (scene) => {
    const { symbolon, behind, jwk, sign } = scene;
    const token = await sign('a', 'a', { domain: 'app.example.com', hwid: 'device', features: ['export'] });
    for (const [require, code] of [
      [{ features: ['export'] }, 'ok'],
      [{ features: ['import'] }, 'feature_missing'],
      [{ scopes: ['import'] }, 'scope_missing'],
      [{ roles: ['import'] }, 'role_missing'],
      [{ plan: 'import' }, 'plan_mismatch'],
      [{ hardware: 'matched' }, 'ok'],
      [null, 'ok'],
    ] as const) {
      const { uri: jwksUri, asked, goOn } = await behind(given('held', set(jwk.a)));
      const verifier = await symbolon.createVerifier({ keys: { jwksUri }, issuer: null, audience: null });
      const host = new URL('https://app.example.com');
      const own = { ...context, host, hardwareId: 'device', require: require && structuredClone({ ...require }) };
      const pending = underWay(verifier.verify(token, own as never));
      await until('the request', async () => (await asked()) === 1);
      host.host = 'example.org';
      for (const name of Object.keys(own.require ?? {})) Reflect.deleteProperty(own.require ?? {}, name);
      Object.assign(own, { now: 2 * context.now, hardwareId: 'another', require: {} });
      await goOn();
      equal((await pending.end).code, code, `the code with ${JSON.stringify(require)}`);
    }
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
