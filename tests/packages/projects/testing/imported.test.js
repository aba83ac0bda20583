import * as symbolon from 'symbolon';
import * as testing from 'symbolon/testing';
import { expect, test } from 'vitest';

test('an issuer makes licenses that hold, and others', async () => {
  const issuer = await testing.createTestIssuer();
  const verifier = await symbolon.createVerifier({ ...symbolon.presets.domainLicense, ...issuer.options });
  const context = { host: issuer.host, now: issuer.clock.now() };
  expect((await verifier.verify(await issuer.license(), context)).code).toBe('ok');
  expect((await verifier.verify(await issuer.tokens.forged(), context)).code).toBe('signature_invalid');
});
