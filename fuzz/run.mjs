// Fuzzes: `npm run fuzz` for a look, `npm run fuzz -- 3600 token` for an hour with one target.
// What is found is kept in build/fuzz/, and begun with the next time.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../scripts/main.mjs';
import { at, cache } from '../scripts/paths.mjs';
import { run as start } from '../scripts/run.mjs';
import { step } from '../scripts/step.mjs';
import { installOnce } from '../scripts/tools.mjs';
import { seeds } from './seeds.mjs';

const CARGO_FUZZ = '0.13.2';

/** Seconds for each target: two minutes in all. */
const A_LOOK = 13;

/** The pinned toolchain may do what else takes a nightly one: nothing that is shipped is built so. */
const env = { RUSTC_BOOTSTRAP: '1' };

/** @param {{ log: (line: string) => void, seconds?: number, only?: string }} how @returns {Promise<{ passed: number, failed: number }>} one for each target */
export async function run({ log, seconds = A_LOOK, only = '' }) {
  const home = join(cache, `cargo-fuzz-${CARGO_FUZZ}`);
  await installOnce('Building cargo-fuzz, once for this user', home, [
    ...['cargo-fuzz', '--version', CARGO_FUZZ, '--locked', '--debug'],
  ]);
  const fuzz = (...args) => start(join(home, 'bin/cargo-fuzz'), ['fuzz', ...args], { env });
  await step('Compiling the fuzzers', () => fuzz('build'));
  const result = { passed: 0, failed: 0 };
  for (const target of Object.keys(seeds).filter((name) => name.includes(only))) {
    try {
      const { output } = await step(`Fuzzing ${target}`, () =>
        fuzz('run', target, foundBy(target), seedsOf(target), at('fuzz/corpus', target), '--', ...limits(seconds)),
      );
      log(`    ${/(\d+) runs in/.exec(output)?.[0] ?? 'done'}`);
      result.passed += 1;
    } catch (error) {
      log(error.message);
      result.failed += 1;
    }
  }
  return result;
}

/** For libFuzzer. Longer texts than a token may be are seldom news; what takes seconds is a finding. */
const limits = (seconds) => [
  `-max_total_time=${seconds}`,
  '-max_len=20000',
  '-timeout=10',
  '-rss_limit_mb=2048',
  '-verbosity=1',
];

function foundBy(target) {
  const folder = at('build/fuzz/found', target);
  mkdirSync(folder, { recursive: true });
  mkdirSync(at('fuzz/corpus', target), { recursive: true });
  return folder;
}

function seedsOf(target) {
  const folder = at('build/fuzz/seeds', target);
  mkdirSync(folder, { recursive: true });
  for (const seed of seeds[target])
    writeFileSync(join(folder, createHash('sha256').update(seed).digest('hex').slice(0, 16)), seed);
  return folder;
}

await main(import.meta.url, async () => {
  const [seconds, only] = process.argv.slice(2);
  const { failed } = await run({ log: console.log, ...(seconds && { seconds: Number(seconds) }), only });
  if (failed > 0) throw new Error(`${failed} of the targets found something; fuzz/artifacts/ has what.`);
});
