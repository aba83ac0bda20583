/** The context: where its values come from. */
import { equal, type Test, thrownBy } from './check.js';
import { DAY, type Forge, NOW } from './forge.js';
import type { Context, Runtime, Symbolon, VerifierOptions } from './package.js';

export async function contexts(
  symbolon: Symbolon,
  options: VerifierOptions,
  forge: Forge,
  { ambientHost, looksForHost }: Runtime,
  test: Test,
): Promise<void> {
  const verifier = await symbolon.createVerifier({ ...options, domain: 'required' });
  const bound = (domain: unknown) => forge({ exp: NOW + DAY, domain });
  const app = await bound('app.example.com:8443');

  await test('context: a URL counts by its host, port included', async () => {
    for (const [address, code] of [
      ['https://app.example.com:8443/a/b?c#d', 'ok'],
      ['https://user:secret@APP.example.com:8443', 'ok'],
      ['http://app.example.com', 'domain_mismatch'],
      ['https://app.example.com:443', 'domain_mismatch'],
      ['file:///app.example.com:8443', 'host_unavailable'],
      ['data:text/plain,app.example.com:8443', 'host_unavailable'],
    ] as const) {
      const context = { now: NOW, host: new URL(address) };
      equal((await verifier.verify(app, context)).code, code, address);
      equal(verifier.verifySync(app, context).code, code, address);
    }
  });
  await test('context: what says that it is a URL must have a host', async () => {
    for (const host of [undefined, null, 5, {}, [], () => 'app.example.com:8443']) {
      const error = await thrownBy(async () =>
        verifier.verifySync(app, { now: NOW, host: { [Symbol.toStringTag]: 'URL', host } as never }),
      );
      const { code, message } = error as { code?: unknown; message?: unknown };
      equal([code, message], ['context_invalid', '`context.host` must be a string or a URL.'], String(host));
    }
  });
  await test('context: an IPv6 URL', async () => {
    const token = await bound('2001:db8::1');
    equal(
      (await verifier.verify(token, { now: NOW, host: new URL('http://[2001:DB8::1]:3000/') })).code,
      'ok',
      'the code',
    );
  });
  await test('context: a Unicode URL', async () => {
    const token = await bound('münchen.example');
    equal(
      (await verifier.verify(token, { now: NOW, host: new URL('http://MÜNCHEN.example/') })).code,
      'ok',
      'the code',
    );
  });
  await test('context: the host is guessed from the page, and nowhere else', async () => {
    const names = globalThis as { location?: unknown };
    const pretends = !looksForHost && !('location' in globalThis);
    if (pretends) names.location = { host: 'app.example.com:8443', hostname: 'app.example.com' };
    try {
      const token = await bound(ambientHost ?? 'app.example.com:8443');
      for (const context of [{ now: NOW }, { now: NOW, host: undefined }, { now: NOW, host: null }] as Context[]) {
        const code = ambientHost === undefined ? 'host_unavailable' : 'ok';
        equal((await verifier.verify(token, context)).code, code, 'verify');
        equal(verifier.verifySync(token, context).code, code, 'verifySync');
        equal(
          verifier.explain(token, context).find(({ outcome }) => outcome === 'failed')?.code,
          code === 'ok' ? undefined : code,
          'explain',
        );
      }
    } finally {
      if (pretends) delete names.location;
    }
  });
  await test('context: a location counts by its host, and without one says nothing', async () => {
    if ('location' in globalThis) return;
    const names = globalThis as { location?: unknown };
    try {
      names.location = { host: 'app.example.com:8443', hostname: 'app.example.com' };
      const code = looksForHost ? 'ok' : 'host_unavailable';
      equal(verifier.verifySync(app, { now: NOW }).code, code, 'with a host');
      for (const location of [undefined, null, 5, {}, { host: 5 }, { host: {} }, { host: '' }]) {
        names.location = location;
        equal(verifier.verifySync(app, { now: NOW }).code, 'host_unavailable', 'the code');
      }
    } finally {
      delete names.location;
    }
  });
  await test('context: each member is read once', async () => {
    for (const way of ['verify', 'verifySync', 'explain'] as const) {
      const reads: Record<string, number> = {};
      const values = {
        host: 'app.example.com:8443',
        now: NOW,
        hardwareId: 'a',
        require: undefined,
        waitUntil: undefined,
      };
      const context = Object.defineProperties(
        {},
        Object.fromEntries(
          Object.entries(values).map(([name, value]) => [
            name,
            {
              enumerable: true,
              get: () => {
                reads[name] = (reads[name] ?? 0) + 1;
                return value;
              },
            },
          ]),
        ),
      );
      await verifier[way](app, context);
      for (const [name, count] of Object.entries(reads)) equal(count, 1, `${way}: reads of ${name}`);
      equal([reads.host, reads.now, reads.hardwareId, reads.require], [1, 1, 1, 1], `${way}: reads`);
    }
  });
  await test('context: one verifier serves many hosts', async () => {
    const token = await bound('**.example.com');
    for (const [host, code] of [
      ['a.example.com', 'ok'],
      ['example.org', 'domain_mismatch'],
      ['b.example.com', 'ok'],
      ['a b', 'host_malformed'],
      ['a.example.com', 'ok'],
    ] as const) {
      equal((await verifier.verify(token, { now: NOW, host })).code, code, host);
    }
  });
  await test('context: a host of 100 000 characters', async () => {
    for (const host of [
      'a'.repeat(100_000),
      'a.'.repeat(50_000),
      '['.repeat(100_000),
      `${':'.repeat(100_000)}`,
      'é'.repeat(100_000),
      '1'.repeat(100_000),
    ]) {
      equal((await verifier.verify(app, { now: NOW, host })).code, 'host_malformed', host.slice(0, 3));
    }
  });
}
