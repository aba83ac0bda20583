import { getPublicSuffix } from 'tldts';

const suffixOf = (name: string): string | null => getPublicSuffix(name, { allowPrivateDomains: true });

/**
 * The public suffix under which a wildcard lets everybody in: in `*.co.uk` or `**.github.io` anybody can have a name.
 * By the Public Suffix List (https://publicsuffix.org), those of hosters included.
 */
export function wideSuffix(pattern: string): string | undefined {
  const [, base] = /^\*{1,2}\.(.+?)\.?(?::\d+)?$/.exec(pattern) ?? [];
  if (base === undefined) return undefined;
  const name = base.toLowerCase();
  // The second: where the list itself has a wildcard, as in `*.ck`, the names below are suffixes.
  return suffixOf(name) === name || suffixOf(`name.${name}`) === `name.${name}` ? name : undefined;
}
