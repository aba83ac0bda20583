/** What both versions of a program are given, and what an attack turns: an issuer, a verifier, a clock, a key server. */
import { createVerifier } from 'symbolon';
import { createTestIssuer } from 'symbolon/testing';

let issuing;

/** One for all: to make a key takes longer than most attacks. */
async function presentIssuer() {
  issuing ??= createTestIssuer();
  const issuer = await issuing;
  issuer.clock.set(Math.floor(Date.now() / 1000));
  return issuer;
}

/**
 * @param {object} given `fetched`: whether the keys come from a server; `keys`, beside its address; more options of the
 *   verifier in `options`
 */
export async function worldOf({ fetched, keys, options } = {}) {
  const issuer = await presentIssuer();
  const server = fetched && (await issuer.server());
  const exchanges = [];
  const counting = (address, init) => {
    exchanges.push(address);
    return fetch(address, init);
  };
  const verifier = await createVerifier({
    ...issuer.options,
    ...(server && { keys: { ...server.keys, fetch: counting, ...keys } }),
    clockTolerance: 0,
    ...options,
  });
  const { now } = issuer.clock;
  return {
    issuer,
    server,
    verifier,
    /** Unix time in seconds, as the issuer's clock has it. */
    now,
    /** What both versions fetch by. */
    fetch: counting,
    /** The addresses that were asked, each time. */
    exchanges,
    /** The license of the program itself, where that has one. */
    license: await issuer.license({ jti: '7' }),
    /** The options of every guard of ours. */
    guarded: { verifier, hostFrom: issuer.host, now },
    async end() {
      verifier.dispose();
      await server?.stop();
    },
  };
}
