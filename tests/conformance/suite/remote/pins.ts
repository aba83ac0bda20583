/** Thumbprints: which keys there are, and which of them may be used. */
import { equal } from '../check.js';
import { base64url } from '../forge.js';
import { set } from './answer.js';
import { judged, judgedAtOnce } from './judging.js';
import type { Scenario } from './scene.js';

/** The example of RFC 7638 3.1. */
const EXAMPLE = {
  kty: 'RSA',
  n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
  e: 'AQAB',
  alg: 'RS256',
  kid: '2011-04-29',
};
const EXAMPLE_THUMBPRINT = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs';

async function thumbprint({ e, kty, n }: JsonWebKey): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify({ e, kty, n }));
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', text)));
}

export async function pins(scenario: Scenario): Promise<void> {
  await scenario('verifier.keys shows the thumbprint of each usable key', async ({ behind, jwk, token }) => {
    const nameless = { ...jwk.b, kid: undefined };
    const { verifier } = await behind(set(EXAMPLE, { kty: 'EC', kid: 'x' }, nameless, { ...jwk.a, use: 'enc' }, jwk.a));
    equal(verifier.keys.thumbprints, [], 'the thumbprints before');
    await judged(verifier, token.a, 'ok');
    const own = [EXAMPLE_THUMBPRINT, await thumbprint(jwk.b), await thumbprint(jwk.a)];
    equal([verifier.keys.thumbprints, verifier.keys.keyIds], [own, ['2011-04-29', 'a']], 'thumbprints and key ids');
  });
  await scenario('only pinned keys are usable', async ({ behind, jwk, token }) => {
    const { verifier, asked } = await behind(set(jwk.a, jwk.b), { pins: [await thumbprint(jwk.a)] });
    await judged(verifier, token.a, 'ok');
    equal([verifier.keys.keyIds, verifier.keys.thumbprints.length], [['a'], 1], 'the keys');
    await judged(verifier, token.b, 'key_unknown');
    judgedAtOnce(verifier, token.b, 'key_unknown');
    equal(await asked(), 2, 'requests');
  });
  await scenario('any of several pins will do', async ({ behind, jwk, token }) => {
    const all = [EXAMPLE_THUMBPRINT, await thumbprint(jwk.b), await thumbprint(jwk.a)];
    const { verifier } = await behind(set(jwk.a, jwk.b), { pins: all });
    await judged(verifier, token.a, 'ok');
    await judged(verifier, token.b, 'ok');
  });
  await scenario('where no key is pinned, none is there', async ({ behind, jwk, token, sign }) => {
    const { verifier, asked } = await behind(set(jwk.a, { ...jwk.a, kid: undefined }), { pins: [EXAMPLE_THUMBPRINT] });
    await judged(verifier, token.a, 'key_unknown');
    equal([verifier.keys.freshness, verifier.keys.keyIds, await asked()], ['fresh', [], 1], 'state and requests');
    await judged(verifier, await sign('a'), 'key_unknown');
  });
  await scenario('a pin holds for the key, whatever kid it bears', async ({ behind, jwk, token, sign }) => {
    const { verifier } = await behind(set({ ...jwk.b, kid: 'a' }, { ...jwk.a, kid: 'b' }), {
      pins: [await thumbprint(jwk.a)],
    });
    await judged(verifier, token.a, 'key_unknown');
    await judged(verifier, await sign('a', 'b'), 'ok');
  });
  await scenario('a key that is not pinned does not come by rotation', async ({ behind, jwk, token }) => {
    const { verifier } = await behind([set(jwk.a), set(jwk.b)], { pins: [await thumbprint(jwk.a)] });
    await judged(verifier, token.a, 'ok');
    await judged(verifier, token.b, 'key_unknown');
    equal(verifier.keys.keyIds, [], 'the keys');
  });
}
