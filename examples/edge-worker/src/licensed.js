// Who may pass, in one place.
import { env } from 'cloudflare:workers';
import { createVerifier } from 'symbolon';
import { kvCache } from 'symbolon/cache/workers';
import { guard } from 'symbolon/fetch';

// Once for each isolate, and no request is made before the first license comes.
export const verifier = await createVerifier({
  // An isolate that starts has the keys that another has fetched, also while the issuer cannot be reached.
  keys: { jwksUri: env.LICENSE_JWKS_URI, cache: kvCache(env.LICENSE_KEYS) },
  issuer: env.LICENSE_ISSUER,
  audience: null,
  gracePeriod: 7 * 86_400,
  onEvent: (event) => log({ keys: event }),
});

/** The maker of guards: it is given what a route requires. */
export const licensed = (require) =>
  guard({
    verifier,
    // The page that calls is what a license is for, and browsers tell the truth about it.
    hostFrom: 'origin',
    require,
    // `sub` names the customer, and no token is in a verdict.
    onDecision: ({ granted, decision, answer }) =>
      log({
        license: {
          granted,
          code: decision?.code ?? answer.body.code,
          customer: decision?.subject,
          why: decision?.message,
        },
      }),
  });

/** One line of JSON for each thing that happens. */
const log = (said) => console.log(JSON.stringify(said));
