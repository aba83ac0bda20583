/** What each program here does, once it has its `createVerifier`. */
const license = require('./license.json');

exports.options = { keys: { pem: license.pem }, issuer: license.issuer, audience: null };

exports.decide = async (verifier) => {
  const decision = await verifier.verify(license.token, { host: license.host });
  console.log(JSON.stringify({ ...decision, sync: verifier.verifySync(license.token, { host: license.host }).status }));
};
