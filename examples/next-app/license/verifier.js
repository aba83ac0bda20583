// The server's judge, for pages, routes and the proxy.
import { createVerifier, presets } from 'symbolon';

/** The site that licenses must be for: the one this server is. */
export const site = process.env.SITE ?? 'localhost';

export const verifier = await createVerifier({
  ...presets.domainLicense,
  keys: { jwksUri: process.env.LICENSE_JWKS_URI },
  issuer: process.env.LICENSE_ISSUER,
  audience: null,
});
