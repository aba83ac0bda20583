import { createVerifier, presets } from 'symbolon';
import { expect, test } from 'vitest';
import { license } from './license.js';

test('the license holds for its own domain', async () => {
  const { pem, issuer, token, host } = license;
  const verifier = await createVerifier({ ...presets.domainLicense, keys: { pem }, issuer, audience: null });
  expect(await verifier.verify(token, { host })).toMatchObject({ status: 'ACTIVE', features: ['export'] });
  expect((await verifier.verify(token, { host: `not${host}` })).code).toBe('domain_mismatch');
});
