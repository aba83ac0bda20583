/** What the tests of remote keys share: the server of key-server.mjs, seen from here. */
import { equal, type Test } from './check.js';
import { wellFormed } from './contract.js';
import { DAY, forgeWith, NOW } from './forge.js';
import type { Decision, Key, Symbolon, Vectors, Verifier } from './package.js';

export const claims = { exp: NOW + DAY };
export const context = { now: NOW };

export interface Behind {
  verifier: Verifier;
  uri: string;
  /** How often the server was asked. */
  asked: () => Promise<number>;
}

export interface KeyServer {
  symbolon: Symbolon;
  test: Test;
  /** A verifier whose keys are behind this behavior, of which each has a fresh one. */
  behind: (behavior: string, more?: object) => Promise<Behind>;
  /** Signs with the key that the server calls `a`, or another. */
  forgeA: (claims: object, kid: string, more?: object) => Promise<string>;
  tokenA: string;
  tokenB: string;
}

export async function keyServer(
  symbolon: Symbolon,
  keys: Vectors['keys'],
  origin: string,
  test: Test,
): Promise<KeyServer> {
  const [forgeA, forgeB] = [await signer(keys.alpha as Key), await signer(keys.beta as Key)];
  return {
    symbolon,
    test,
    forgeA,
    tokenA: await forgeA(claims, 'a'),
    tokenB: await forgeB(claims, 'b'),
    async behind(behavior, more) {
      const id = crypto.randomUUID();
      const uri = `${origin}/${behavior}/${id}`;
      const unchecked = { issuer: null, audience: null, domain: 'off' } as const;
      const verifier = await symbolon.createVerifier({ keys: { jwksUri: uri, ...more }, ...unchecked });
      return { verifier, uri, asked: async () => Number(await (await fetch(`${origin}/count/${id}`)).text()) };
    },
  };
}

async function signer(key: Key) {
  const forge = await forgeWith(key);
  return (claims: object, kid: string, more?: object) => forge(claims, { alg: 'RS256', kid, ...more });
}

export function unavailable(decision: Decision, token: string): void {
  wellFormed(decision, token);
  equal([decision.status, decision.code, decision.granted], ['DEGRADED', 'keys_unavailable', false], 'the decision');
}

/** The server did not answer, and the decision says when to ask again. */
export async function unanswered(verifier: Verifier, token: string): Promise<void> {
  const decision = await verifier.verify(token, context);
  unavailable(decision, token);
  equal(typeof decision.retryAt, 'number', 'the type of retryAt');
}
