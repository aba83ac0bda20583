// npm packages whose code is inside ours: in the command line alone. Nothing comes in unless it stands here.
import { existsSync, readFileSync } from 'node:fs';
import { at } from './paths.mjs';

/** Each with its reason. */
export const bundled = {
  tldts: 'the Public Suffix List, for `symbolon lint`',
  'tldts-core': 'of tldts: how the list is read',
};

/** Licenses that ask no more than that their text is kept, as in deny.toml. */
const ALLOWED = ['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC'];

/**
 * The list itself, which tldts has inside: Mozilla's, which asks that its source can be had, and where.
 * https://publicsuffix.org/list/ is that source.
 */
export const list = {
  name: 'Public Suffix List',
  license: 'MPL-2.0',
  source: 'https://publicsuffix.org/list/public_suffix_list.dat',
};

/** What the lockfile says of each. @returns {{ name: string, version: string, license: string, sha512: string }[]} */
export function bundledPackages() {
  const { packages } = JSON.parse(readFileSync(at('package-lock.json'), 'utf8'));
  return Object.keys(bundled).map((name) => {
    const { version, license, integrity } = packages[`node_modules/${name}`];
    if (!ALLOWED.includes(license)) throw new Error(`The license of ${name} is ${license}: see scripts/bundled.mjs.`);
    return { name, version, license, sha512: Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex') };
  });
}

/** Throws unless a bundle is made of these alone. @param {string[]} inputs paths of files */
export function checkBundled(inputs) {
  for (const path of inputs) {
    const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
    if (name && !Object.hasOwn(bundled, name)) throw new Error(`${name} is bundled, and not in scripts/bundled.mjs.`);
  }
}

/** The texts of their licenses, for the package. */
export function notices() {
  const texts = bundledPackages().map(({ name, version, license }) => {
    const file = at('node_modules', name, 'LICENSE');
    if (!existsSync(file)) throw new Error(`${name} has no LICENSE to pass on.`);
    return `${name} ${version} (${license})\n\n${readFileSync(file, 'utf8').trim()}\n`;
  });
  const lists = `${list.name} (${list.license})\n\nIn the form that tldts gives it. Its source, and the terms at its head: ${list.source}\n`;
  return ['symbolon.js holds code and data of others:\n', ...texts, lists].join(`\n${'-'.repeat(80)}\n\n`);
}
