// The versions that must agree.
import { readFileSync } from 'node:fs';
import { at } from './paths.mjs';

/** Throws unless both say the same. */
export function sharedVersion() {
  const crate = /^version = "(.+)"$/m.exec(readFileSync(at('Cargo.toml'), 'utf8'))?.[1];
  const { version } = JSON.parse(readFileSync(at('pkg-template/package.json'), 'utf8'));
  if (crate !== version) throw new Error(`Cargo.toml says ${crate}, pkg-template/package.json ${version}.`);
  return version;
}

/** Throws unless all is built and tested with the least Rust that the crate promises to work with. */
export function leastRust() {
  const promised = /^rust-version = "(.+)"$/m.exec(readFileSync(at('Cargo.toml'), 'utf8'))?.[1];
  const used = /^channel = "(.+)"$/m.exec(readFileSync(at('rust-toolchain.toml'), 'utf8'))?.[1];
  if (used !== `${promised}.0`)
    throw new Error(`Cargo.toml promises Rust ${promised}, rust-toolchain.toml names ${used}.`);
}
