const { createVerifier, presets } = require('symbolon');
const { pem, issuer, token, host } = require('./license.json');

test('the license holds for its own domain', async () => {
  const verifier = await createVerifier({ ...presets.domainLicense, keys: { pem }, issuer, audience: null });
  expect(await verifier.verify(token, { host })).toMatchObject({ status: 'ACTIVE', features: ['export'] });
  expect((await verifier.verify(token, { host: `not${host}` })).code).toBe('domain_mismatch');
});
