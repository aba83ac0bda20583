/** Remote keys: what is an answer, and what is none. */
import { equal } from './check.js';
import { context, type KeyServer, unanswered, unavailable } from './key-server.js';

export async function answers({ symbolon, test, behind, tokenA, tokenB }: KeyServer): Promise<void> {
  await test('remote: an empty set is a set', async () => {
    const { verifier } = await behind('empty');
    const { status, code } = await verifier.verify(tokenA, context);
    equal([status, code], ['INVALID', 'key_unknown'], 'the decision');
  });
  await test('remote: members that are not usable are passed over', async () => {
    const { verifier } = await behind('mixed');
    equal((await verifier.verify(tokenA, context)).code, 'ok', 'the code');
    equal((await verifier.verify(tokenB, context)).code, 'key_unknown', 'the code for a private key');
  });
  await test('remote: the content type is not looked at', async () => {
    const { verifier } = await behind('untyped');
    equal((await verifier.verify(tokenA, context)).code, 'ok', 'the code');
  });
  await test('remote: compressed answers are read', async () => {
    const { verifier } = await behind('compressed');
    equal((await verifier.verify(tokenA, context)).code, 'ok', 'the code');
  });

  for (const behavior of [
    'down',
    'missing',
    'page',
    'no-json',
    'no-set',
    'twice',
    'not-utf8',
    'cut',
    'redirect',
    'redirect-308',
    'no-content',
    'large',
    'large-chunked',
    'large-compressed',
  ]) {
    await test(`remote: ${behavior} is no answer`, async () => {
      const { verifier, asked } = await behind(behavior);
      await unanswered(verifier, tokenA);
      await unanswered(verifier, tokenA);
      unavailable(verifier.verifySync(tokenA, context), tokenA);
      equal(await asked(), 1, 'requests: the back-off is not kept');
      equal(typeof verifier.keys.lastError, 'string', 'the type of lastError');
    });
  }
  await test('remote: a redirect is not followed', async () => {
    const { verifier, uri } = await behind('redirect');
    await verifier.verify(tokenA, context);
    const followed = await (await fetch(uri.replace('/redirect/', '/count/followed-'))).text();
    equal(Number(followed), 0, 'requests to the target');
  });
  await test('remote: a connection that breaks', async () => {
    // How often it was asked is not the package's to say: HTTP clients repeat such a request by themselves.
    await unanswered((await behind('reset')).verifier, tokenA);
  });
  await test('remote: nobody listens', async () => {
    const verifier = await symbolon.createVerifier({
      keys: { jwksUri: 'http://127.0.0.1:9/jwks' },
      issuer: null,
      audience: null,
      domain: 'off',
    });
    await unanswered(verifier, tokenA);
  });
  await test('remote: an answer of exactly maxBytes', async () => {
    const { verifier, uri } = await behind('set');
    const { length } = new Uint8Array(await (await fetch(uri)).arrayBuffer());
    equal((await verifier.verify(tokenA, context)).code, 'ok', 'the code');
    equal((await (await behind('set', { maxBytes: length })).verifier.verify(tokenA, context)).code, 'ok', 'exactly');
    await unanswered((await behind('set', { maxBytes: length - 1 })).verifier, tokenA);
  });
  for (const behavior of ['hang', 'hang-inside']) {
    await test(`remote: a server that keeps us waiting (${behavior})`, async () => {
      const { verifier } = await behind(behavior, { timeout: 0.3 });
      const all = await Promise.all([verifier.verify(tokenA, context), verifier.verify(tokenA, context)]);
      for (const decision of all) unavailable(decision, tokenA);
    });
  }
  await test("remote: a fetch of one's own that throws, rejects or answers nonsense", async () => {
    const answers: (() => unknown)[] = [
      () => {
        throw new Error('no');
      },
      () => Promise.reject(new Error('no')),
      () => Promise.resolve(undefined),
      () => Promise.resolve('{"keys":[]}'),
      () => undefined,
      () => Promise.resolve(new Response('{"keys":[]}', { status: 500 })),
      () => Promise.resolve({ status: 200 }),
    ];
    for (const answer of answers) {
      const { verifier } = await behind('set', { fetch: answer });
      await unanswered(verifier, tokenA);
    }
  });
}
