/**
 * The guard in real servers of every framework: `node tests/adapters/run.mjs`, with a word for the cases whose name
 * contains it.
 */
import { fileURLToPath } from 'node:url';
import { install } from '../../scripts/install.mjs';
import { main } from '../../scripts/main.mjs';
import { unpack } from '../../scripts/unpack.mjs';

const PATIENCE = 60_000; // ms for a case
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * @param {{ tarball: string, log?: (line: string) => void, only?: string }} options
 * @returns {Promise<{ passed: number, failed: number, skipped: string[] }>}
 */
export async function run({ tarball, log = console.log, only = '' }) {
  await install(here('.'));
  await unpack(tarball, here('.'));
  // Imported late: it needs what was installed.
  const { cases } = await import('./cases/index.mjs');
  const result = { passed: 0, failed: 0, skipped: [] };
  for (const { name, run, missing, patience = PATIENCE } of cases.filter(({ name }) => name.includes(only))) {
    const lacks = await missing?.();
    if (lacks) {
      result.skipped.push(`${name}: ${lacks}`);
      continue;
    }
    const problem = await within(patience, run).then(
      () => '',
      (error) => error.stack || String(error),
    );
    result[problem ? 'failed' : 'passed'] += 1;
    if (problem) log(`✗ ${name}\n${problem.replaceAll(/^/gm, '    ')}`);
  }
  log(`${result.passed} of ${result.passed + result.failed} cases hold`);
  return result;
}

async function within(patience, run) {
  let timer;
  const tooLong = new Promise((_, reject) => {
    timer = setTimeout(reject, patience, new Error('It did not come to an end.'));
  });
  try {
    await Promise.race([run(), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

await main(import.meta.url, async () => {
  const { pack } = await import('../../scripts/pack.mjs');
  const { passed, failed, skipped } = await run({ tarball: await pack(), only: process.argv[2] });
  console.log([`${passed} passed, ${failed} failed`, ...skipped.map((what) => `skipped: ${what}`)].join('\n'));
  process.exitCode = failed ? 1 : 0;
});
