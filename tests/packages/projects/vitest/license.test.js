import { createVerifier, presets } from 'symbolon';
import { expect, test } from 'vitest';
import { license } from './license.js';

test('the license holds for its own domain', async () => {
  const { pem, issuer, token, host, plan } = license;
  const verifier = await createVerifier({ ...presets.domainLicense, keys: { pem }, issuer, audience: null });
  expect(await verifier.verify(token, { host, require: { plan } })).toMatchObject({ status: 'ACTIVE', plan });
  expect((await verifier.verify(`${token}\ud800`, { host })).code).toBe('token_malformed');
  expect((await verifier.verify(token, { host: `not${host}` })).code).toBe('domain_mismatch');
});
