const { createVerifier, presets } = require('symbolon');
const { pem, issuer, token, host, plan } = require('./license.json');

test('the license holds for its own domain', async () => {
  const verifier = await createVerifier({ ...presets.domainLicense, keys: { pem }, issuer, audience: null });
  expect(await verifier.verify(token, { host, require: { plan } })).toMatchObject({ status: 'ACTIVE', plan });
  expect((await verifier.verify(`${token}\ud800`, { host })).code).toBe('token_malformed');
  expect((await verifier.verify(token, { host: `not${host}` })).code).toBe('domain_mismatch');
});
