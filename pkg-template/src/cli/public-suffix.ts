import { getPublicSuffix } from 'tldts';

const suffixOf = (name: string): string | null => getPublicSuffix(name, { allowPrivateDomains: true });

/**
 * The public suffix under which a wildcard lets everybody in: in `*.co.uk` or `**.github.io` anybody can have a name.
 * By the Public Suffix List (https://publicsuffix.org), those of hosters included, and names under which the list has a
 * wildcard itself.
 */
export function wideSuffix(pattern: string): string | undefined {
  const [, base] = /^\*{1,2}\.(.+?)\.?(?::\d+)?$/.exec(pattern) ?? [];
  if (base === undefined) return undefined;
  const name = base.toLowerCase();
  return suffixOf(name) === name ? name : undefined;
}
