import { encoded } from '../base64url.js';
import type { SigningKey } from './signing.js';

/** Claims that a license is to have; one that is `undefined` is left out. */
export interface TestClaims {
  readonly [name: string]: unknown;
}

/** Signs a token with such claims. */
type Make = (claims?: TestClaims) => Promise<string>;

/**
 * A token for each branch of a program. What it comes to holds for a verifier of
 * `{ ...presets.domainLicense, ...issuer.options }`, asked for `issuer.host` at `issuer.clock.now()`.
 */
export interface TestTokens {
  /** `ACTIVE`, `ok`. */
  readonly active: Make;
  /** `GRACE`, `license_in_grace`: an hour past its expiry. */
  readonly grace: Make;
  /** `EXPIRED`, `license_expired`: a year past its expiry. */
  readonly expired: Make;
  /** `NOT_YET_VALID`, `not_yet_valid`: it begins in a day. */
  readonly notYetValid: Make;
  /** `SUSPENDED`, `license_suspended`. */
  readonly suspended: Make;
  /** `REVOKED`, `license_revoked`. */
  readonly revoked: Make;
  /** `NOT_ACTIVATED`, `license_not_activated`. */
  readonly notActivated: Make;
  /** `UNKNOWN`, `license_status_unknown`: a status of tomorrow. */
  readonly unknownStatus: Make;
  /** `FORBIDDEN`, `hardware_mismatch`: for another device. */
  readonly otherDevice: Make;
  /** `INVALID`, `domain_mismatch`: for another site. */
  readonly otherDomain: Make;
  /** `INVALID`, `issuer_mismatch`. */
  readonly otherIssuer: Make;
  /** `INVALID`, `key_unknown`: by a key that nobody published. */
  readonly otherKey: Make;
  /** `INVALID`, `signature_invalid`: a plan was changed after signing. */
  readonly forged: Make;
  /** `INVALID`, `algorithm_not_allowed`: `alg` is `none`. */
  readonly unsigned: Make;
  /** `INVALID`, `token_malformed`: the signature is missing. */
  readonly malformed: Make;
}

const HOUR = 3600;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/** What differs from a good license by its claims alone, `now` being that of the issuer's clock. */
const claimed: { readonly [name: string]: (now: number) => TestClaims } = {
  active: () => ({}),
  grace: (now) => ({ iat: now - YEAR, exp: now - HOUR }),
  expired: (now) => ({ iat: now - 2 * YEAR, exp: now - YEAR }),
  notYetValid: (now) => ({ nbf: now + DAY }),
  suspended: () => ({ status: 'suspended' }),
  revoked: () => ({ status: 'revoked' }),
  notActivated: () => ({ status: 'pending' }),
  unknownStatus: () => ({ status: 'of-tomorrow' }),
  otherDevice: () => ({ hwid: 'another-device' }),
  otherDomain: () => ({ domain: 'another.example' }),
  otherIssuer: () => ({ iss: 'https://another-issuer.example' }),
};

/** What an issuer lends for making tokens. */
export interface Workshop {
  now(): number;
  license(claims?: TestClaims, key?: SigningKey): Promise<string>;
  /** A key that is not published. */
  stranger(): Promise<SigningKey>;
}

export function tokensOf({ now, license, stranger }: Workshop): TestTokens {
  const made: { [name: string]: Make } = {
    otherKey: async (claims) => license(claims, await stranger()),
    async forged(claims) {
      const [header, , signature] = (await license({ plan: 'solo', ...claims })).split('.');
      const [, payload] = (await license({ ...claims, plan: 'enterprise' })).split('.');
      return `${header}.${payload}.${signature}`;
    },
    async unsigned(claims) {
      const [, payload, signature] = (await license(claims)).split('.');
      return `${encoded('{"alg":"none"}')}.${payload}.${signature}`;
    },
    malformed: async (claims) => (await license(claims)).replace(/\.[^.]*$/, ''),
  };
  for (const [name, differing] of Object.entries(claimed)) {
    made[name] = (claims) => license({ ...differing(now()), ...claims });
  }
  return made as object as TestTokens;
}
