// Who may pass, in one place.
import { guard } from 'symbolon/express';

/**
 * @param {{ verifier: import('symbolon').Verifier, site: string }} options
 * @returns the maker of guards: it is given what a route requires
 */
export const licensed =
  ({ verifier, site }) =>
  (require) =>
    guard({
      verifier,
      // This server is one site, and knows which: what a request says of it is not asked.
      hostFrom: site,
      require,
      // A verdict belongs to the log of its request; `sub` names the customer, and no token is in it.
      onDecision: ({ granted, decision, answer }, request) =>
        request.log.info({
          license: {
            granted,
            code: decision?.code ?? answer.body.code,
            customer: decision?.subject,
            why: decision?.message,
          },
        }),
    });
