import { createVerifier } from 'symbolon';
import { ISSUER, jwk } from '../issuer.mjs';

export * from '../issuer.mjs';

/** A verifier of these licenses. */
export const verifierOf = (options) =>
  createVerifier({ keys: { jwk }, issuer: ISSUER, audience: null, clockTolerance: 0, ...options });
