import type { Step } from '../../entry/node.js';
import { type Members, takenApart } from '../jws.js';
import { type OwnKey, ownKey } from '../own-key.js';

/** A token, as the rules of `lint` look at it. */
export interface Inquiry {
  readonly token: string;
  readonly header: Members;
  readonly claims: Members;
  /** Bits of the key that signed it, by the length of its signature. */
  readonly keyBits: number;
  /** The claims `domain`, `domains` and `dom`. */
  readonly patterns: readonly string[];
  /** What the verifier's core says of form and header, and of the claims as if their signature held. */
  readonly steps: readonly Step[];
  readonly patternProblem: OwnKey['patternProblem'];
  /** Unix time in seconds. */
  readonly now: number;
  /** Seconds after which an expiry is far off. */
  readonly longestLife: number;
}

const ABOUT_TEXT = ['form', 'header'];
const ABOUT_CLAIMS = ['claims', 'status'];

const texts = (value: unknown): string[] => [value].flat().filter((each) => typeof each === 'string');

/** @throws {Complaint} if the token cannot be taken apart */
export async function inquiryOf(token: string, now: number, longestLife: number): Promise<Inquiry> {
  const { header, claims, signatureLength } = takenApart(token);
  const { explain, patternProblem, explainAsItStands } = await ownKey();
  return {
    token,
    header,
    claims,
    keyBits: signatureLength * 8,
    patterns: ['domain', 'domains', 'dom'].flatMap((name) => texts(claims[name])),
    steps: [
      ...explainAsItStands(token).filter(({ check }) => ABOUT_TEXT.includes(check)),
      ...explain(token.split('.')[1]!, now).filter(({ check }) => ABOUT_CLAIMS.includes(check)),
    ],
    patternProblem,
    now,
    longestLife,
  };
}
