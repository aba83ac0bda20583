// Who may pass: one verifier for routes, sockets and jobs, and what was revoked meanwhile.
import { createVerifier } from 'symbolon';
import { fileCache } from 'symbolon/cache/file';
import { log } from './log.js';

/** In Redis: the `jti` of each license that was revoked. */
const REVOKED = 'licenses:revoked';
/** In Redis, by customer: the license that work in their name is done by. */
const tokenOf = (customer) => `licenses:of:${customer}`;
/** Seconds for which a license is kept past its expiry, so that work that comes too late is told so. */
const KEPT = 86_400;
/** Milliseconds until this process hears of what others were told. */
const HEARSAY = 10_000;

/** @param {{ site: string, issuer: string, jwksUri: string, keyFile: string, redis: import('ioredis').Redis }} options */
export async function createLicenses({ site, issuer, jwksUri, keyFile, redis }) {
  const verifier = await createVerifier({
    // From the file after a restart, also while the vendor cannot be reached.
    keys: { jwksUri, cache: fileCache(keyFile) },
    issuer,
    audience: null,
    // By `sub` customers are told apart, by `jti` licenses are revoked.
    requiredClaims: ['sub', 'jti'],
    onEvent: (event) => log.info({ keys: event }, 'license keys'),
  });

  /** What a verifier denies it forgets when its process ends: Redis does not, and tells all processes. */
  const listen = async () => verifier.deny({ jti: await redis.smembers(REVOKED) });
  await listen();
  const hearsay = setInterval(
    () => listen().catch((error) => log.error({ err: error }, 'revocations are not known')),
    HEARSAY,
  );

  return {
    verifier,

    /** The options of a guard, which are the same everywhere. */
    requiring: (...features) => ({
      verifier,
      // This server is one site, and knows which: what a request says of it is not asked.
      hostFrom: site,
      require: { features },
      // `sub` names the customer, and no token is in a verdict.
      onDecision: ({ granted, decision, answer }) =>
        log.info(
          {
            granted,
            code: decision?.code ?? answer.body.code,
            customer: decision?.subject,
            why: decision?.message,
          },
          'license',
        ),
    }),

    async revoke(jti) {
      await redis.sadd(REVOKED, jti);
      verifier.deny({ jti: [jti] });
    },

    /** For work that is done later: not in its job, which whoever looks after the queue can read. */
    keep: ({ subject, expiresAt }, token) => redis.set(tokenOf(subject), token, 'EXAT', Math.ceil(expiresAt) + KEPT),
    kept: (customer) => redis.get(tokenOf(customer)),

    close() {
      clearInterval(hearsay);
      verifier.dispose();
    },
  };
}
