// The version that crate and package share.
import { readFileSync } from 'node:fs';
import { at } from './paths.mjs';

/** Throws unless both say the same. */
export function sharedVersion() {
  const crate = /^version = "(.+)"$/m.exec(readFileSync(at('Cargo.toml'), 'utf8'))?.[1];
  const { version } = JSON.parse(readFileSync(at('pkg-template/package.json'), 'utf8'));
  if (crate !== version) throw new Error(`Cargo.toml says ${crate}, pkg-template/package.json ${version}.`);
  return version;
}
