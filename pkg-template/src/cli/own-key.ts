import { generateKeyPairSync } from 'node:crypto';
import { encoded } from '../base64url.js';
import { createVerifier, type Decision, type Step, type VerifierOptions } from '../entry/node.js';
import { type Members, signed } from './jws.js';
import { published } from './keys.js';

/**
 * A verifier that knows one key, made for this moment: what the core says of claims and patterns it says after the
 * signature only, and tools ask for that where they have no key, or no token yet.
 */
export interface OwnKey {
  /** What all checks say of claims as if they were signed. @param payload encoded already */
  explain(payload: string, now?: number): Step[];
  /** The same of a token as it stands, whose key is another. */
  explainAsItStands(token: string): Step[];
  /** Why a text is no pattern of a domain, as a clause; `undefined`: it is one. */
  patternProblem(text: string): string | undefined;
  /** A token with such claims. */
  sign(claims: Members): string;
  /** What the verifier says of a token. */
  judge(token: string): Decision;
}

/** Where no license runs (RFC 6761 6.4). */
const NOWHERE = 'nowhere.invalid';

const LENIENT: Omit<VerifierOptions, 'keys'> = {
  issuer: null,
  audience: null,
  domain: 'optional',
  requireExpiry: false,
  maxTokenLength: 4_000_000,
};

export async function ownKey(): Promise<OwnKey> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const verifier = await createVerifier({ ...LENIENT, keys: { jwk: published(publicKey) } });
  const header = { alg: 'RS256' };
  const explain = (payload: string, now?: number) =>
    verifier.explain(signed(header, payload, privateKey), { host: NOWHERE, now });
  return {
    explain,
    explainAsItStands: (token) => verifier.explain(token),
    patternProblem(text) {
      const step = explain(encoded(JSON.stringify({ domain: text }))).find(({ check }) => check === 'domain');
      return / is not a pattern and matches nothing: (.+)\.$/s.exec(step?.detail ?? '')?.[1];
    },
    sign: (claims) => signed(header, encoded(JSON.stringify(claims)), privateKey),
    judge: (token) => verifier.verifySync(token),
  };
}
