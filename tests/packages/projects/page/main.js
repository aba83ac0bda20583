import { createVerifier, presets } from 'symbolon';
import { license } from './license.js';

const sources = {
  embedded: { pem: license.pem },
  remote: { jwksUri: new URL('/jwks.json', location.href).href },
};

// No host is passed: in a browser it is that of the page.
async function decide(keys) {
  const verifier = await createVerifier({ ...presets.domainLicense, keys, issuer: license.issuer, audience: null });
  const { status, code, message, domain } = await verifier.verify(license.token);
  return { status, code, message, domain };
}

const report = ({ name, code, message }) => ({ error: name, code, message });

for (const [id, keys] of Object.entries(sources)) {
  decide(keys)
    .catch(report)
    .then((shown) => {
      document.getElementById(id).value = JSON.stringify(shown);
    });
}
