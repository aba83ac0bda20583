/** What can happen to a license, each as its difference from a genuine one. */
import type { Claims } from './claims';
import { rewrite } from './token';

export interface Situation {
  readonly name: string;
  readonly lesson: string;
  /** Over the genuine claims; undefined takes one away. */
  readonly claims?: Claims;
  readonly kid?: string;
  /** What happens to the token on its way. */
  readonly tamper?: (token: string) => string;
  /** Values of the verifier's controls, by name. */
  readonly verifier?: Readonly<Record<string, string>>;
  /** Where the verifier's clock stands, in days from a claim of the token; left out, it runs. */
  readonly clock?: { readonly claim: 'iat' | 'exp'; readonly days: number };
  /** The verifier holds the key of somebody else, under the same name. */
  readonly strangersKey?: true;
}

export const situations: Readonly<Record<string, readonly Situation[]>> = {
  'It fits': [{ name: 'Genuine', lesson: 'Signed by the issuer, for this domain, in its time: the halves fit.' }],
  'Another place': [
    {
      name: 'Copied to another domain',
      lesson:
        'The same license on somebody else’s site. The domains are under the signature, so they cannot be changed to suit.',
      verifier: { host: 'shop.example.net' },
    },
    {
      name: 'Look-alike domain',
      lesson:
        'notexample.com contains example.com, and substring checks are fooled by it. Labels are compared whole here.',
      verifier: { host: 'notexample.com' },
    },
    {
      name: 'Not bound',
      lesson: 'A license without a domain would be good everywhere. Where a domain is required, that is a refusal.',
      claims: { domains: undefined },
    },
  ],
  'Another time': [
    {
      name: 'In grace',
      lesson: 'Two days past its expiry. The site goes on working, and has time to say so.',
      clock: { claim: 'exp', days: 2 },
    },
    {
      name: 'Expired',
      lesson: 'Past its expiry, and past the grace period too.',
      clock: { claim: 'exp', days: 20 },
    },
    {
      name: 'Clock put back',
      lesson: 'A clock that stands before the day of issue is wrong, and buys no time.',
      clock: { claim: 'iat', days: -10 },
    },
  ],
  'Another hand': [
    {
      name: 'Tampered plan',
      lesson: 'Somebody wrote “enterprise” over “pro” inside the token. The signature was made for other words.',
      tamper: (token) => rewrite(token, 1, (claims) => ({ ...claims, plan: 'enterprise' })),
    },
    {
      name: 'Wrong key',
      lesson: 'The verifier holds another issuer’s key under the same name. Names prove nothing.',
      strangersKey: true,
    },
    {
      name: 'Unknown key id',
      lesson: 'The token names a key that the verifier does not hold.',
      kid: 'key-retired',
    },
    {
      name: 'Algorithm “none”',
      lesson: 'The token asks not to be checked. How to check is never the token’s choice.',
      tamper: (token) => rewrite(token, 0, (header) => ({ ...header, alg: 'none' })),
    },
  ],
  'Another right': [
    {
      name: 'Suspended',
      lesson: 'Genuine, in time, in place; and suspended by its issuer.',
      claims: { status: 'suspended' },
    },
    {
      name: 'Feature missing',
      lesson: 'The license is good. It does not include what the site asks for.',
      verifier: { needFeatures: 'audit-log' },
    },
  ],
};
