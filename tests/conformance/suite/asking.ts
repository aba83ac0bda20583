/** Remote keys: when the server is asked, and how often. */
import { equal, expect, thrownBy } from './check.js';
import { wellFormed } from './contract.js';
import { claims, context, type KeyServer, unanswered, unavailable } from './key-server.js';

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, 1000 * seconds));

export async function asking({ symbolon, test, behind, forgeA, tokenA, tokenB }: KeyServer): Promise<void> {
  await test('remote: the first verify asks, the second does not', async () => {
    const { verifier, asked } = await behind('set');
    equal(await asked(), 0, 'requests after createVerifier');
    for (const expected of [1, 1, 1]) {
      const decision = await verifier.verify(tokenA, context);
      wellFormed(decision, tokenA);
      equal([decision.code, decision.keyId], ['ok', 'a'], 'the decision');
      equal(await asked(), expected, 'requests');
    }
    equal((await verifier.verify(await forgeA({ ...claims, x: 1 }, 'a'), context)).code, 'ok', 'another token');
    equal(await asked(), 1, 'requests in the end');
    equal(
      [verifier.keys.source, verifier.keys.keyIds, verifier.keys.freshness],
      ['remote', ['a'], 'fresh'],
      'the state',
    );
  });
  await test('remote: many at once share one request', async () => {
    const { verifier, asked } = await behind('slow-set');
    const decisions = await Promise.all(Array.from({ length: 50 }, () => verifier.verify(tokenA, context)));
    for (const { code } of decisions) equal(code, 'ok', 'the code');
    equal(await asked(), 1, 'requests');
  });
  await test('remote: form and header come before any request', async () => {
    const { verifier, asked } = await behind('set');
    for (const [token, code] of [
      ['', 'token_missing'],
      ['garbage', 'token_malformed'],
      [await forgeA(claims, 'a', { alg: 'none' }), 'algorithm_not_allowed'],
      [await forgeA(claims, 'a', { crit: ['x'] }), 'header_unsupported'],
    ] as const) {
      equal((await verifier.verify(token, context)).code, code, 'the code');
    }
    equal(await asked(), 0, 'requests');
  });
  await test('remote: a mistake in the context makes no request', async () => {
    const { verifier, asked } = await behind('set');
    await thrownBy(() => verifier.verify(tokenA, { now: -1 }));
    equal(await asked(), 0, 'requests');
  });
  await test('remote: verifySync and explain never ask', async () => {
    const { verifier, asked } = await behind('set');
    unavailable(verifier.verifySync(tokenA, context), tokenA);
    const steps = verifier.explain(tokenA, context);
    equal(steps.find(({ outcome }) => outcome === 'failed')?.code, 'keys_unavailable', 'the code');
    equal(verifier.keys.freshness, 'unavailable', 'the freshness');
    equal(await asked(), 0, 'requests');
    await verifier.refreshKeys();
    equal(await asked(), 1, 'requests after refreshKeys');
    equal(verifier.verifySync(tokenA, context).code, 'ok', 'the code after refreshKeys');
    equal(
      verifier.explain(tokenA, context).some(({ outcome }) => outcome === 'failed'),
      false,
      'a failed step',
    );
    equal((await verifier.verify(tokenA, context)).code, 'ok', 'verify after refreshKeys');
    equal(await asked(), 1, 'requests in the end');
  });
  await test('remote: an unknown kid makes one refresh, and then none', async () => {
    const { verifier, asked } = await behind('set');
    equal((await verifier.verify(tokenA, context)).code, 'ok', 'the first code');
    for (let round = 0; round < 5; round += 1) {
      const decision = await verifier.verify(await forgeA(claims, `unknown-${round}`), context);
      wellFormed(decision, '');
      equal([decision.status, decision.code], ['INVALID', 'key_unknown'], 'the decision');
      equal(typeof decision.retryAt, 'number', 'the type of retryAt');
      equal(await asked(), 2, 'requests');
    }
    equal((await verifier.verify(tokenA, context)).code, 'ok', 'the known kid');
  });
  await test('remote: the first request counts as the refresh for an unknown kid', async () => {
    const { verifier, asked } = await behind('set');
    equal((await verifier.verify(tokenB, context)).code, 'key_unknown', 'the code');
    equal(await asked(), 1, 'requests');
  });
  await test('remote: a rotated key is found by its kid, the old one is gone', async () => {
    const { verifier, asked } = await behind('rotating');
    equal((await verifier.verify(tokenA, context)).code, 'ok', 'the first key');
    const decision = await verifier.verify(tokenB, context);
    equal([decision.code, decision.keyId], ['ok', 'b'], 'the second key');
    equal(await asked(), 2, 'requests');
    equal((await verifier.verify(tokenA, context)).code, 'key_unknown', 'the first key, afterwards');
    equal(verifier.verifySync(tokenA, context).code, 'key_unknown', 'the first key, afterwards, at once');
  });
  await test('remote: a server that comes back is asked again', async () => {
    const { verifier, asked } = await behind('down-once');
    await unanswered(verifier, tokenA);
    equal(await asked(), 1, 'requests while it was down');
    let code = '';
    for (let round = 0; round < 40 && code !== 'ok'; round += 1) {
      await pause(0.25);
      ({ code } = await verifier.verify(tokenA, context));
    }
    equal(code, 'ok', 'the code in the end');
    equal(await asked(), 2, 'requests in the end');
    equal(verifier.keys.lastError ?? null, null, 'lastError');
  });
  await test("remote: a fetch of one's own", async () => {
    const calls: string[] = [];
    const { verifier, asked, uri } = await behind('set', {
      fetch: (input: string, init: RequestInit) => {
        calls.push(new Request(input).url);
        return fetch(input, init);
      },
    });
    equal((await verifier.verify(tokenA, context)).code, 'ok', 'the code');
    equal(calls, [uri], 'the calls');
    equal(await asked(), 1, 'requests');
  });
  await test('remote: no token, no credentials, one GET', async () => {
    const { verifier, uri } = await behind('set');
    await verifier.verify(tokenA, context);
    const request = await (await fetch(uri.replace('/set/', '/request/'))).json();
    equal(
      [request.method, request.accept, request.cookie ?? null, request.authorization ?? null],
      ['GET', 'application/json', null, null],
      'the request',
    );
    for (const part of tokenA.split('.')) expect(!JSON.stringify(request).includes(part), 'the token was sent');
  });
  await test('remote: verifiers share nothing', async () => {
    const { verifier, asked, uri } = await behind('set');
    const another = await symbolon.createVerifier({
      keys: { jwksUri: uri },
      issuer: null,
      audience: null,
      domain: 'off',
    });
    equal((await verifier.verify(tokenA, context)).code, 'ok', 'the one');
    equal((await another.verify(tokenA, context)).code, 'ok', 'the other');
    equal(await asked(), 2, 'requests');
  });
}
