import { createVerifier, presets } from 'symbolon';
import { indexedDbCache } from 'symbolon/cache/indexeddb';

/** Made once for the page. Its keys are kept in the browser, so that it goes on while the vendor cannot be reached. */
export const verifier = createVerifier({
  ...presets.domainLicense,
  keys: { jwksUri: import.meta.env.LICENSE_JWKS_URI, cache: indexedDbCache() },
  issuer: import.meta.env.LICENSE_ISSUER,
  audience: null,
});
