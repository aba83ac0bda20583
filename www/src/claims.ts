/** Claims as an issuer's form shows them, and as JSON text. */
import { day, fromInput, toInput } from './time';

export type Claims = Record<string, unknown>;

/** What a form field's text means as a claim; undefined leaves the claim out. */
export const kinds: Record<string, { parse(text: string): unknown; print(claim: unknown): string }> = {
  text: {
    parse: (text) => text || undefined,
    print: (claim) => (typeof claim === 'string' ? claim : ''),
  },
  list: {
    parse: (text) => (words(text).length ? words(text) : undefined),
    print: (claim) => [claim ?? []].flat().join(', '),
  },
  limits: {
    parse: (text) =>
      text.trim()
        ? Object.fromEntries(words(text).map((word) => [word.split(/\s+/)[0], Number(word.split(/\s+/)[1])]))
        : undefined,
    print: (claim) =>
      Object.entries(claim ?? {})
        .map(([name, limit]) => `${name} ${limit}`)
        .join(', '),
  },
  date: { parse: fromInput, print: (claim) => (typeof claim === 'number' ? toInput(claim) : '') },
};

/** The parts between commas. */
export const words = (text: string): string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);

export const genuine = (now: number): Claims => ({
  iss: 'https://licenses.example.com',
  sub: 'customer-4711',
  jti: 'license-0042',
  domains: ['example.com', '*.example.com'],
  plan: 'pro',
  status: 'active',
  features: ['export', 'sso'],
  limits: { seats: 25, projects: 100 },
  iat: now - 30 * day,
  exp: now + 60 * day,
});

/** The claims in a text, or undefined where it is not a JSON object. */
export function read(text: string | undefined): Claims | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return value && typeof value === 'object' && !Array.isArray(value) ? (value as Claims) : undefined;
  } catch {
    return undefined;
  }
}

export const print = (claims: Claims): string => JSON.stringify(claims, null, 2);

/** Without the white space outside strings. The text may be anything: parsing it would mend its mistakes. */
export const compact = (text: string): string => text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1');
