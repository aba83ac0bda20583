/**
 * The packed command line as a program of its own: `node tests/cli/run.mjs`, with a word for the cases whose name
 * contains it.
 */
import { main } from '../../scripts/main.mjs';
import { cases } from './cases/index.mjs';
import { Desk } from './desk.mjs';

/**
 * @param {{ tarball: string, log?: (line: string) => void, only?: string }} options
 * @returns {Promise<{ passed: number, failed: number, skipped: string[] }>}
 */
export async function run({ tarball, log = console.log, only = '' }) {
  const result = { passed: 0, failed: 0, skipped: [] };
  const desk = await Desk.open(tarball);
  try {
    const queue = cases.filter(({ name }) => name.includes(only));
    const worker = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const absent = await next.missing?.();
        if (absent) {
          result.skipped.push(`${next.name}: ${absent}`);
          continue;
        }
        const problem = await next.run(await desk.folder()).then(
          () => '',
          (error) => error.stack || String(error),
        );
        result[problem ? 'failed' : 'passed'] += 1;
        if (problem) log(`✗ ${next.name}\n${problem.replaceAll(/^/gm, '    ')}`);
      }
    };
    // Two at a time: much of a case is waiting for another program.
    await Promise.all([worker(), worker()]);
  } finally {
    await desk.close();
  }
  log(`${result.passed} of ${result.passed + result.failed} cases hold`);
  return result;
}

await main(import.meta.url, async () => {
  const { pack } = await import('../../scripts/pack.mjs');
  const { passed, failed, skipped } = await run({ tarball: await pack(), only: process.argv[2] });
  console.log([`${passed} passed, ${failed} failed`, ...skipped.map((what) => `skipped: ${what}`)].join('\n'));
  process.exitCode = failed ? 1 : 0;
});
