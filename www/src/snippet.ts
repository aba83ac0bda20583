/** The verifier of the page as code to copy: what its preset says already is left out. */
import { type Context, presets, type VerifierOptions } from 'symbolon';

const defaults: Partial<VerifierOptions> = {
  domainMatching: 'strict',
  requireExpiry: true,
  allowLoopback: false,
  clockTolerance: 60,
  ...presets.domainLicense,
};

export function snippet({ keys, ...options }: VerifierOptions, { host, hardwareId, require }: Context): string {
  const told = Object.entries(options).filter(([name, value]) => value !== defaults[name as keyof VerifierOptions]);
  const needs = Object.entries(require ?? {}).filter(([, need]) => need?.length);
  return [
    "import { createVerifier, presets } from 'symbolon';",
    '',
    'const verifier = await createVerifier({',
    '  ...presets.domainLicense,',
    `  keys: { ${Object.keys(keys)[0]} }, // the public keys above`,
    ...told.map(([name, value]) => `  ${name}: ${literal(value)},`),
    '});',
    `const decision = await verifier.verify(token, ${literal({ host, hardwareId, require: needs.length ? Object.fromEntries(needs) : undefined })});`,
  ].join('\n');
}

/** A JavaScript literal: names without quotes where they need none, strings in single quotes. */
function literal(value: unknown): string {
  if (typeof value === 'string')
    return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{ ${members.map(([name, member]) => `${name}: ${literal(member)}`).join(', ')} }`;
}
