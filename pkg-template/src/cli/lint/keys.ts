import { bitsOf, FEWEST_BITS, type Found, MOST_BITS } from '../keys.js';
import type { Finding, Level } from './finding.js';

/** Looks at one of several keys; a sentence if something is wrong. */
interface Rule {
  readonly level: Level;
  look(key: Found, all: readonly Found[]): string | undefined | false;
}

const rules: { readonly [name: string]: Rule } = {
  not_rsa: {
    level: 'error',
    look: ({ jwk }) => jwk.kty !== 'RSA' && 'is no RSA key: verifiers pass it over.',
  },
  weak_key: {
    level: 'error',
    look({ jwk }) {
      const bits = bitsOf(jwk);
      return (
        jwk.kty === 'RSA' && bits < FEWEST_BITS && `has ${bits} bits, where verifiers take ${FEWEST_BITS} or more.`
      );
    },
  },
  large_key: {
    level: 'error',
    look({ jwk }) {
      const bits = bitsOf(jwk);
      return bits > MOST_BITS && `has ${bits} bits, where verifiers take ${MOST_BITS} at most.`;
    },
  },
  private_key: {
    level: 'error',
    look: ({ isPrivate, from }) =>
      isPrivate && from === 'jwk' && 'is private: where it was published, whoever has it can sign. Replace it.',
  },
  not_for_signatures: {
    level: 'error',
    look: ({ jwk: { use, alg, key_ops } }) =>
      ((use ?? 'sig') !== 'sig' || (alg ?? 'RS256') !== 'RS256' || key_ops?.includes('verify') === false) &&
      'is not meant for verifying RS256, by its `use`, `alg` or `key_ops`: verifiers pass it over.',
  },
  same_key_id: {
    level: 'warning',
    look: ({ jwk }, all) =>
      jwk.kid !== undefined &&
      all.filter((other) => other.jwk.kid === jwk.kid).length > 1 &&
      'has the `kid` of another: a verifier has to try both.',
  },
  no_key_id: {
    level: 'advice',
    look: ({ jwk, from }) =>
      from === 'jwk' && jwk.kid === undefined && 'has no `kid`: with it a token can name the key that signed it.',
  },
};

/** What is unwise in keys. */
export const keyFindings = (keys: readonly Found[]): Finding[] =>
  keys.flatMap((key, index) =>
    Object.entries(rules).flatMap(([rule, { level, look }]) => {
      const said = look(key, keys);
      return said ? [{ level, rule, message: `Key ${index + 1} ${said}` }] : [];
    }),
  );
