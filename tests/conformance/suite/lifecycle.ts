/** What a verifier does besides verifying: deny, keys, refreshKeys, dispose; and what the package exports. */
import { equal, expect, type Test, thrownBy } from './check.js';
import { base64url, DAY, type Forge, NOW } from './forge.js';
import type { Key, Symbolon, VerifierOptions } from './package.js';

export async function lifecycle(
  symbolon: Symbolon,
  options: VerifierOptions,
  key: Key,
  forge: Forge,
  test: Test,
): Promise<void> {
  const { createVerifier, presets, SymbolonError } = symbolon;
  const context = { now: NOW };
  const byId = await forge({ exp: NOW + DAY, jti: 'token-1' });
  const bySubject = await forge({ exp: NOW + DAY, sub: 'customer-1' });
  const neither = await forge({ exp: NOW + DAY });

  await test('presets: plain objects of options', () => {
    const wanted = {
      domainLicense: { domain: 'required', exp: 'license', gracePeriod: 604_800 },
      licenseChain: { tokenUse: 'licensechain_license_v1', exp: 'assertion', domain: 'optional', gracePeriod: 604_800 },
      accessToken: { domain: 'off', exp: 'assertion', gracePeriod: 0 },
    };
    for (const [name, members] of Object.entries(wanted)) {
      const preset = presets[name as keyof typeof presets] as Record<string, unknown>;
      for (const [option, value] of Object.entries(members)) equal(preset[option], value, `${name}.${option}`);
      equal(Object.getPrototypeOf(preset) === Object.prototype, true, `${name} is plain`);
      expect(Object.isFrozen(preset) && Object.isFrozen(presets), `${name} is not frozen`);
    }
  });

  await test('deny: arrays, sets and generators', async () => {
    const ids = ['token-1', 'other'];
    const iterables = [
      ids,
      new Set(ids),
      (function* () {
        yield* ids;
      })(),
      new Map([['token-1', 1]]).keys(),
    ];
    for (const jti of iterables) {
      const verifier = await createVerifier(options);
      equal((await verifier.verify(byId, context)).code, 'ok', 'before');
      verifier.deny({ jti });
      const { code, status } = await verifier.verify(byId, context);
      equal([code, status], ['token_revoked', 'REVOKED'], 'after');
      equal(verifier.verifySync(byId, context).code, 'token_revoked', 'verifySync');
      equal(
        verifier.explain(byId, context).find(({ outcome }) => outcome === 'failed')?.check,
        'revocation',
        'explain',
      );
      equal((await verifier.verify(bySubject, context)).code, 'ok', 'another token');
      equal((await verifier.verify(neither, context)).code, 'ok', 'a token without jti');
    }
  });
  await test('deny: subjects, added to what was denied', async () => {
    const verifier = await createVerifier({ ...options, denylist: { jti: ['token-1'] } });
    verifier.deny({ sub: ['customer-1'] });
    verifier.deny({});
    verifier.deny({ jti: [], sub: [] });
    for (const token of [byId, bySubject])
      equal((await verifier.verify(token, context)).code, 'token_revoked', 'the code');
    equal((await verifier.verify(neither, context)).code, 'ok', 'another token');
  });
  await test('deny: of one verifier alone', async () => {
    const [one, another] = [await createVerifier(options), await createVerifier(options)];
    one.deny({ jti: ['token-1'] });
    equal(
      [one.verifySync(byId, context).code, another.verifySync(byId, context).code],
      ['token_revoked', 'ok'],
      'codes',
    );
  });

  await test('keys: of a static source', async () => {
    const verifier = await createVerifier({
      ...options,
      keys: { jwks: { keys: [{ ...key.jwk, kid: 'a' }, key.jwk, { ...key.jwk, kid: 'b' }, { kty: 'EC', kid: 'c' }] } },
    } as never);
    const { source, keyIds, freshness } = verifier.keys;
    equal([source, keyIds, freshness], ['static', ['a', 'b'], 'fresh'], 'the state');
    const refreshed = await verifier.refreshKeys();
    equal([refreshed.source, refreshed.keyIds], ['static', ['a', 'b']], 'the state after a refresh');
    await verifier.refreshKeys({ signal: new AbortController().signal });
  });

  await test('explain: a pattern that is none is named', async () => {
    const verifier = await createVerifier({ ...options, domain: 'required' });
    const token = await forge({ exp: NOW + DAY, domain: ['*.com', 'example.org'] });
    const domain = verifier.explain(token, { now: NOW, host: 'example.com' }).find(({ check }) => check === 'domain');
    expect(domain?.detail.includes('*.com'), `it is not: ${domain?.detail}`);
  });
  await test('explain: runs on after a failure', async () => {
    const verifier = await createVerifier({ ...options, issuer: 'x', audience: 'y' });
    const token = await forge({ exp: NOW - DAY, iss: 'a', aud: 'b' });
    const failed = verifier.explain(token, context).filter(({ outcome }) => outcome === 'failed');
    equal(
      failed.map(({ code }) => code),
      ['issuer_mismatch', 'audience_mismatch', 'license_expired'],
      'the codes',
    );
  });
  await test('explain: believes nothing before the signature holds', async () => {
    const verifier = await createVerifier(options);
    const [header, , signature] = byId.split('.');
    const payload = base64url(new TextEncoder().encode('{"exp":1,"status":"revoked","sub":"mallory-the-forger"}'));
    const steps = verifier.explain(`${header}.${payload}.${signature}`, context);
    equal(
      steps.filter(({ outcome }) => outcome === 'failed').map(({ code }) => code),
      ['signature_invalid'],
      'the codes',
    );
    expect(!JSON.stringify(steps).includes('mallory'), 'a claim is shown');
  });

  await test('dispose: the verifier cannot be used afterwards', async () => {
    const verifier = await createVerifier(options);
    equal((await verifier.verify(byId, context)).code, 'ok', 'before');
    verifier.dispose();
    verifier.dispose();
    const calls = [
      () => verifier.verify(byId, context),
      async () => verifier.verifySync(byId, context),
      async () => verifier.explain(byId, context),
      async () => verifier.deny({}),
      () => verifier.refreshKeys(),
    ];
    for (const call of calls) {
      const error = await thrownBy(call);
      expect(error instanceof SymbolonError && error.code === 'disposed', `${call}: ${error}`);
    }
  });
  await test('dispose: of one verifier alone, by its symbol where there is one', async () => {
    const [one, another] = [await createVerifier(options), await createVerifier(options)];
    if (Symbol.dispose) one[Symbol.dispose]();
    else one.dispose();
    const error = await thrownBy(() => one.verify(byId, context));
    expect(error instanceof SymbolonError && error.code === 'disposed', `${error}`);
    equal((await another.verify(byId, context)).code, 'ok', 'the other verifier');
  });
  await test('dispose: a verify that is under way ends', async () => {
    const verifier = await createVerifier(options);
    const pending = verifier.verify(byId, context);
    verifier.dispose();
    equal((await pending).code, 'ok', 'the code');
  });
}
