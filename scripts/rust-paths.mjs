// A module names the source files of what can panic: by names that are the same on every machine.
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.mjs';

/** Flags for rustc, so that one source makes the same octets wherever Rust and its crates are installed. */
export async function sameOnEveryMachine() {
  const { stdout: version } = await run('rustc', ['--version', '--verbose']);
  const { stdout: home } = await run('rustc', ['--print', 'sysroot']);
  const [, commit] = /^commit-hash: (.+)$/m.exec(version);
  const crates = join(process.env.CARGO_HOME || join(homedir(), '.cargo'), 'registry/src');
  return [
    // As it is where the sources of std are not installed.
    [join(home.trim(), 'lib/rustlib/src/rust'), `/rustc/${commit}`],
    ...(existsSync(crates) ? readdirSync(crates) : []).map((registry) => [join(crates, registry), '/crates']),
  ].map(([from, to]) => `--remap-path-prefix=${from}=${to}`);
}
