import { named } from '../complaint.js';
import { FEWEST_BITS } from '../keys.js';
import { wideSuffix } from '../public-suffix.js';
import { inWords, spanInWords } from '../times.js';
import type { Finding, Level } from './finding.js';
import type { Inquiry } from './inquiry.js';
import { personalData } from './personal-data.js';

/** Looks at a token for one thing. Without a sentence all is well. */
interface Rule {
  readonly level: Level;
  look(inquiry: Inquiry): readonly string[];
}

/** A date in seconds is not that large before the year 5138; one in milliseconds is, since 1973. */
const MILLISECONDS = 1e11;
/** Longer tokens are not remembered by verifiers, and soon too long for a header field. */
const LONG_TOKEN = 4096;
/** Shortest prefixes of ranges that somebody may own: registries give no larger blocks (RFC 7020). */
const WIDEST_RANGE: { readonly [kind: string]: number } = { ip4: 8, ip6: 12 };

const LOOPBACK = /^(?:(?:.*\.)?localhost|127\.\d+\.\d+\.\d+|\[?::1\]?|ip4:127\..*)(?::\d+)?$/i;

const TIMES = ['iat', 'nbf', 'exp', 'license_exp'];

const time = ({ claims }: Inquiry, name: string): number | undefined =>
  typeof claims[name] === 'number' ? (claims[name] as number) : undefined;

const when = (condition: boolean | undefined, sentence: string): string[] => (condition ? [sentence] : []);

/** All rules, the grave ones first. */
const rules: { readonly [name: string]: Rule } = {
  refused: {
    level: 'error',
    look: ({ steps }) =>
      steps
        .filter(({ outcome }) => outcome === 'failed')
        .map(({ code, detail }) => `Verifiers refuse it, ${code}: ${detail}`),
  },
  weak_key: {
    level: 'error',
    look: ({ keyBits }) =>
      when(
        keyBits < FEWEST_BITS,
        `Its signature is that of a key of ${keyBits} bits, where verifiers take ${FEWEST_BITS} or more.`,
      ),
  },
  no_expiry: {
    level: 'error',
    look: ({ claims }) =>
      when(
        claims.exp === undefined,
        'It has no `exp`: it never ends, and verifiers refuse that unless they are told otherwise.',
      ),
  },
  milliseconds: {
    level: 'error',
    look: (inquiry) =>
      TIMES.filter((name) => (time(inquiry, name) ?? 0) >= MILLISECONDS).map(
        (name) => `\`${name}\` looks like milliseconds, where seconds are meant (RFC 7519 section 2).`,
      ),
  },
  never_valid: {
    level: 'error',
    look: (inquiry) =>
      when(time(inquiry, 'nbf')! >= time(inquiry, 'exp')!, 'It ends, by `exp`, before it begins, by `nbf`.'),
  },
  dead_pattern: {
    level: 'error',
    look: ({ patterns, patternProblem }) =>
      patterns.flatMap((pattern) => {
        const problem = patternProblem(pattern);
        return problem === undefined ? [] : [`The domain ${named(pattern, 'pattern')} matches nothing: ${problem}.`];
      }),
  },
  no_pattern: {
    level: 'error',
    look: ({ claims, patterns }) =>
      when(
        patterns.length === 0 && ['domain', 'domains', 'dom'].some((name) => claims[name] !== undefined),
        'It is bound to a domain, but names none: it is refused everywhere.',
      ),
  },
  wide_wildcard: {
    level: 'error',
    look: ({ patterns, patternProblem }) =>
      patterns.flatMap((pattern) => {
        const suffix = wideSuffix(pattern);
        return when(
          suffix !== undefined && patternProblem(pattern) === undefined,
          `The domain ${named(pattern, 'pattern')} lets everybody in: under ${named(suffix ?? '')} anybody can have a name (Public Suffix List).`,
        );
      }),
  },
  wide_range: {
    level: 'warning',
    look: ({ patterns }) =>
      patterns.flatMap((pattern) => {
        const [, kind, length] = /^(ip[46]):.*\/(\d+)$/.exec(pattern) ?? [];
        return when(
          kind !== undefined && Number(length) < WIDEST_RANGE[kind]!,
          `The range ${named(pattern, '')} is wider than any that somebody owns.`,
        );
      }),
  },
  no_domain: {
    level: 'warning',
    look: ({ claims }) =>
      when(
        ['domain', 'domains', 'dom'].every((name) => claims[name] === undefined),
        'It is bound to no domain: it works wherever it is copied to.',
      ),
  },
  loopback: {
    level: 'warning',
    look: ({ patterns }) =>
      patterns
        .filter((pattern) => LOOPBACK.test(pattern))
        .map(
          (pattern) =>
            `The domain ${named(pattern, 'pattern')} is on every machine: for development there is \`allowLoopback\`.`,
        ),
  },
  far_expiry: {
    level: 'warning',
    look(inquiry) {
      const { now, longestLife } = inquiry;
      const end = time(inquiry, 'license_exp') ?? time(inquiry, 'exp') ?? 0;
      return when(
        end < MILLISECONDS && end - now > longestLife,
        `It ends ${inWords(end, now)}, farther off than ${spanInWords(longestLife)}: until then a copy that got out works.`,
      );
    },
  },
  expired: {
    level: 'warning',
    look: (inquiry) =>
      ['exp', 'license_exp']
        .filter((name) => time(inquiry, name)! <= inquiry.now)
        .map((name) => `It is past its \`${name}\`, ${inWords(time(inquiry, name)!, inquiry.now)}.`),
  },
  personal_data: {
    level: 'warning',
    look: ({ claims }) =>
      personalData(claims).map(
        (path) =>
          `${named(path, 'A claim')} looks like personal data: all who have the token can read it, and so can logs.`,
      ),
  },
  no_issuer: {
    level: 'warning',
    look: ({ claims }) => when(claims.iss === undefined, 'It has no `iss`: verifiers that expect an issuer refuse it.'),
  },
  no_identifier: {
    level: 'warning',
    look: ({ claims }) =>
      when(
        claims.jti === undefined && claims.sub === undefined,
        'It has neither `jti` nor `sub`: it cannot be denied by itself.',
      ),
  },
  no_issue_time: {
    level: 'warning',
    look: ({ claims }) =>
      when(claims.iat === undefined, 'It has no `iat`: a verifier with `notIssuedBefore` takes it for revoked.'),
  },
  no_key_id: {
    level: 'advice',
    look: ({ header }) =>
      when(header.kid === undefined, 'Its header names no key (`kid`): with it a verifier need not try all of them.'),
  },
  long: {
    level: 'advice',
    look: ({ token }) =>
      when(
        token.length > LONG_TOKEN,
        `It has ${token.length} characters: verifiers remember none of more than ${LONG_TOKEN}, and headers may not have room for it.`,
      ),
  },
};

/** What is unwise in a token. */
export const findingsIn = (inquiry: Inquiry): Finding[] =>
  Object.entries(rules).flatMap(([rule, { level, look }]) =>
    look(inquiry).map((message) => ({ level, rule, message })),
  );
