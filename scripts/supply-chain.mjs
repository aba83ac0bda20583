// What the package is made of, and that it is made of nothing else.
import { join } from 'node:path';
import { cache } from './paths.mjs';
import { run } from './run.mjs';
import { installOnce } from './tools.mjs';
import { verifyBuild } from './verify-build.mjs';

const DENY = '0.20.2';

/** Each an own question of cargo-deny; deny.toml has the answers. */
const denied = [
  {
    title: 'In the shipped module are no crates but those listed',
    args: ['--exclude-dev', '--features', 'wasm', '--target', 'wasm32-unknown-unknown', 'check', 'bans'],
  },
  {
    title: 'All crates have licenses and sources that are allowed',
    args: ['--all-features', 'check', 'licenses', 'sources'],
  },
  {
    title: 'So have those of the tools',
    args: ['--manifest-path', 'tools/Cargo.toml', '--config', 'deny.toml', 'check', 'licenses', 'sources'],
  },
];

export const supplyChain = [
  ...denied.map(({ title, args }) => ({
    title,
    check: async () => run(join(await denyHome(), 'bin/cargo-deny'), ['--locked', ...args]),
  })),
  { title: 'The source makes this package, octet by octet', check: ({ tarball }) => verifyBuild(tarball) },
];

/** @returns where it is, once for this user; without what downloads advisories */
async function denyHome() {
  const home = join(cache, `cargo-deny-${DENY}`);
  const args = ['cargo-deny', '--version', DENY, '--locked', '--debug', '--no-default-features'];
  await installOnce('Building cargo-deny, once for this user', home, args);
  return home;
}
