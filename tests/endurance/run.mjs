/**
 * What no single call shows, of requests, processes and memory:
 * `node tests/endurance/run.mjs`, with a word for the cases whose name contains
 * it. With a number of tokens instead of the usual 100 000:
 * `node tests/endurance/run.mjs memory 1000000`.
 */
import { fileURLToPath } from 'node:url';
import { install } from '../../scripts/install.mjs';
import { main } from '../../scripts/main.mjs';
import { openBench } from './bench.mjs';
import { cases as memory } from './cases/memory.mjs';
import { cases as processes } from './cases/processes.mjs';
import { cases as requests } from './cases/requests.mjs';

/**
 * @param {{ tarball: string, log?: (line: string) => void, only?: string, tokens?: number }} options
 * @returns {Promise<{ passed: number, failed: number, skipped: string[] }>}
 */
export async function run({ tarball, log = console.log, only = '', tokens = 100_000 }) {
  // The same workerd and Node as there; a second copy of them would only take room.
  await install(fileURLToPath(new URL('../conformance/', import.meta.url)));
  const result = { passed: 0, failed: 0, skipped: [] };
  const bench = await openBench(tarball);
  const queue = [...requests, ...processes, ...memory].filter(({ name }) => name.includes(only));
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const started = performance.now();
      const problem = await next.run({ bench, tokens, log }).then(
        () => '',
        (error) => error.message || String(error),
      );
      result[problem ? 'failed' : 'passed'] += 1;
      log(`${problem ? '✗' : '✓'} ${next.name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
      if (problem) log(problem.replaceAll(/^/gm, '    '));
    }
  };
  try {
    // Some at a time: most of a case is waiting.
    await Promise.all([worker(), worker(), worker(), worker()]);
  } finally {
    await bench.close();
  }
  return result;
}

await main(import.meta.url, async () => {
  const { pack } = await import('../../scripts/pack.mjs');
  const [only, tokens] = process.argv.slice(2);
  const { passed, failed } = await run({ tarball: await pack(), only, tokens: tokens && Number(tokens) });
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
});
