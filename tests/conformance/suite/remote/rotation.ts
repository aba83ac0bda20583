/** Keys that come, go, change under their kid, or bear none. */
import { equal } from '../check.js';
import { set } from './answer.js';
import { judged, judgedAtOnce } from './judging.js';
import type { Scenario } from './scene.js';
import { until } from './waiting.js';

export async function rotation(scenario: Scenario): Promise<void> {
  await scenario('a new key is found by its kid, and the old one is gone', async ({ behind, jwk, token }) => {
    const { verifier, asked } = await behind([set(jwk.a), set(jwk.b)]);
    await judged(verifier, token.a, 'ok');
    equal((await judged(verifier, token.b, 'ok')).keyId, 'b', 'the key');
    equal(await asked(), 2, 'requests');
    await judged(verifier, token.a, 'key_unknown');
    judgedAtOnce(verifier, token.a, 'key_unknown');
    equal([verifier.keys.keyIds, await asked()], [['b'], 2], 'keys and requests in the end');
  });
  await scenario('a key that was removed verifies nothing more', async ({ behind, jwk, token, clock }) => {
    const { verifier, asked } = await behind([set(jwk.a, jwk.b), set(jwk.b)]);
    for (let round = 0; round < 3; round += 1) await judged(verifier, token.a, 'ok');
    clock.skip(601);
    await judged(verifier, token.a, 'ok');
    await until('the refresh', () => verifier.keys.keyIds.length === 1);
    judgedAtOnce(verifier, token.a, 'key_unknown');
    await judged(verifier, token.b, 'ok');
    // It might have come back: that is one more request.
    await judged(verifier, token.a, 'key_unknown');
    equal(await asked(), 3, 'requests');
  });
  await scenario('a set that is emptied verifies nothing more', async ({ behind, jwk, token }) => {
    const { verifier } = await behind([set(jwk.a), set()]);
    await judged(verifier, token.a, 'ok');
    equal((await verifier.refreshKeys()).keyIds, [], 'the keys');
    judgedAtOnce(verifier, token.a, 'key_unknown');
    await judged(verifier, token.a, 'key_unknown');
  });
  await scenario('a key that is replaced under its kid', async ({ behind, jwk, token, sign }) => {
    const renewed = await sign('b', 'a');
    const { verifier, asked } = await behind([set(jwk.a), set({ ...jwk.b, kid: 'a' })]);
    await judged(verifier, token.a, 'ok');
    judgedAtOnce(verifier, renewed, 'signature_invalid');
    equal((await judged(verifier, renewed, 'ok')).keyId, 'a', 'the key');
    equal(await asked(), 2, 'requests');
    await judged(verifier, token.a, 'signature_invalid');
    judgedAtOnce(verifier, token.a, 'signature_invalid');
    equal(await asked(), 2, 'requests in the end');
  });
  await scenario('a key that is replaced under its kid, by an ordinary refresh', async (scene) => {
    const { behind, jwk, token, sign, clock } = scene;
    const { verifier, asked } = await behind([set(jwk.a), set({ ...jwk.b, kid: 'a' })], { staleWhileRevalidate: 0 });
    await judged(verifier, token.a, 'ok');
    clock.skip(600);
    await judged(verifier, token.a, 'signature_invalid');
    equal(await asked(), 2, 'requests');
    await judged(verifier, await sign('b', 'a'), 'ok');
    equal(await asked(), 2, 'requests in the end');
  });

  await scenario('a key without kid stands in for every unknown one', async ({ behind, jwk, token, sign }) => {
    const { verifier, asked } = await behind(set({ ...jwk.a, kid: undefined }));
    await judged(verifier, token.a, 'ok');
    for (const kid of ['unknown', 'another', undefined]) await judged(verifier, await sign('a', kid), 'ok');
    equal([verifier.keys.keyIds, await asked()], [[], 1], 'key ids and requests');
    await judged(verifier, token.b, 'signature_invalid');
    equal(await asked(), 2, 'requests after a signature that failed');
  });
  await scenario('a key with the kid comes before one without', async ({ behind, jwk, token, sign }) => {
    const { verifier, asked } = await behind(set({ ...jwk.a, kid: undefined }, jwk.b));
    await judged(verifier, await sign('a', 'unknown'), 'ok');
    await judged(verifier, token.b, 'ok');
    equal(await asked(), 1, 'requests');
    await judged(verifier, await sign('a', 'b'), 'signature_invalid');
    equal([verifier.keys.keyIds, await asked()], [['b'], 2], 'key ids and requests');
  });
  await scenario('keys that share a kid are all tried', async ({ behind, jwk, token, sign }) => {
    const { verifier, asked } = await behind(set(jwk.a, { ...jwk.b, kid: 'a' }));
    await judged(verifier, token.a, 'ok');
    await judged(verifier, await sign('b', 'a'), 'ok');
    equal([verifier.keys.keyIds, await asked()], [['a', 'a'], 1], 'key ids and requests');
  });
  await scenario('an empty kid is one like any other', async ({ behind, jwk, sign }) => {
    const { verifier, asked } = await behind(set(jwk.b, { ...jwk.a, kid: '' }));
    await judged(verifier, await sign('a', ''), 'ok');
    await judged(verifier, await sign('a', 'unknown'), 'key_unknown');
    equal([verifier.keys.keyIds, await asked()], [['b', ''], 2], 'key ids and requests');
  });
  await scenario('a token without kid is tried by every key', async ({ behind, jwk, sign }) => {
    const { verifier, asked } = await behind(set(jwk.a, jwk.b));
    for (const signer of ['a', 'b'] as const) await judged(verifier, await sign(signer), 'ok');
    equal(await asked(), 1, 'requests');
  });
  await scenario('a token without kid and no key at all: one refresh', async ({ behind, jwk, sign }) => {
    const { verifier, asked } = await behind([set(), set(jwk.a)]);
    await verifier.refreshKeys();
    await judged(verifier, await sign('a'), 'ok');
    equal(await asked(), 2, 'requests');
  });
  await scenario('too many keys to choose from bring no refresh', async ({ behind, jwk, token, sign }) => {
    const nine = Array.from({ length: 9 }, () => ({ ...jwk.a, kid: undefined }));
    const { verifier, asked } = await behind(set(...nine, jwk.b));
    await judged(verifier, token.b, 'ok');
    for (const kid of ['a', 'unknown', undefined]) await judged(verifier, await sign('a', kid), 'key_ambiguous');
    equal(await asked(), 1, 'requests');
  });
  await scenario('only a missing key and a failed signature bring a refresh', async ({ behind, jwk, token, sign }) => {
    const { verifier, asked } = await behind(set(jwk.a));
    await judged(verifier, token.a, 'ok');
    for (const [claims, code] of [
      [{ exp: 1 }, 'license_expired'],
      [{ exp: 'never' }, 'claims_malformed'],
      [{ exp: undefined }, 'expiry_missing'],
      [{ status: 'revoked' }, 'license_revoked'],
      [{ nbf: 9e9 }, 'not_yet_valid'],
    ] as const) {
      await judged(verifier, await sign('a', 'a', claims), code);
    }
    equal(await asked(), 1, 'requests');
  });
}
