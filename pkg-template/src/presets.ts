/** A set of options to spread into those of `createVerifier`. */
export type Preset = (typeof presets)[keyof typeof presets];

const day = 86_400;

/**
 * Plain option objects to spread, one for each common kind of token. What they
 * set can be overridden by what follows them; keys, issuer and audience are
 * always yours to give.
 *
 * @example
 * await createVerifier({ ...presets.domainLicense, keys: { pem }, issuer: 'https://api.example.com', audience: null });
 */
export const presets = Object.freeze({
  /** A license bound to the domain it is used on; `exp` ends the license; 7 days of grace. */
  domainLicense: Object.freeze({
    domain: 'required',
    exp: 'license',
    gracePeriod: 7 * day,
  }),
  /**
   * A token of LicenseChain: `exp` ends the assertion, which is short-lived, and
   * `license_exp` the license; 7 days of grace for the latter; a domain binds if named.
   */
  licenseChain: Object.freeze({
    tokenUse: 'licensechain_license_v1',
    exp: 'assertion',
    domain: 'optional',
    gracePeriod: 7 * day,
  }),
  /** An OAuth-like access token: no domain, no grace. */
  accessToken: Object.freeze({
    domain: 'off',
    exp: 'assertion',
    gracePeriod: 0,
  }),
} as const);
