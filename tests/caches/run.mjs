/**
 * The ready-made caches over what they are made for: `node tests/caches/run.mjs`,
 * with a word for the cases whose name contains it.
 */
import { fileURLToPath } from 'node:url';
import { install } from '../../scripts/install.mjs';
import { main } from '../../scripts/main.mjs';
import { jwks, license } from '../packages/license.mjs';
import { keyServer } from './key-server.mjs';

const PATIENCE = 60_000; // ms for a case

/**
 * @param {{ tarball: string, log?: (line: string) => void, only?: string }} options
 * @returns {Promise<{ passed: number, failed: number, skipped: string[] }>}
 */
export async function run({ tarball, log = console.log, only = '' }) {
  for (const path of ['.', '../conformance']) await install(fileURLToPath(new URL(path, import.meta.url)));
  // Imported late: these need what was installed.
  const { openBench } = await import('./bench.mjs');
  const { places } = await import('./places/index.mjs');
  const result = { passed: 0, failed: 0, skipped: [] };
  const title = (place, { name }) => `${place.name}: ${name}`;
  const queue = [];
  for (const place of places) {
    const cases = place.cases.filter((each) => title(place, each).includes(only));
    if (cases.length === 0) continue;
    const missing = await place.missing?.();
    if (missing) result.skipped.push(`${cases.length} cases of ${missing}`);
    else queue.push({ ...place, cases });
  }
  const bench = await openBench(tarball);
  let slots = 0;
  const tryAll = async (place) => {
    const { slot, close } = await place.open(bench);
    try {
      for (const each of place.cases) {
        const started = performance.now();
        slots += 1;
        const problem = await problemOf(each, { bench, slot: slot(`slot-${slots}`) });
        result[problem ? 'failed' : 'passed'] += 1;
        log(`${problem ? '✗' : '✓'} ${title(place, each)} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
        if (problem) log(problem.replaceAll(/^/gm, '    '));
      }
    } finally {
      await close();
    }
  };
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await tryAll(next);
  };
  try {
    // Two at a time: much of a case is waiting for another program.
    await Promise.all([worker(), worker()]);
  } finally {
    await bench.close();
  }
  return result;
}

/** Each case has a key server and a slot of its own. */
async function problemOf({ run }, given) {
  const server = await keyServer(jwks);
  const visit = async (task) => {
    const { result, error } = await given.slot.visit(task);
    if (error) throw new Error(error);
    return result;
  };
  let timer;
  const tooLong = new Promise((_, reject) => {
    timer = setTimeout(reject, PATIENCE, new Error('It did not come to an end.'));
  });
  try {
    const ended = run({
      ...given,
      server,
      set: (value) => visit({ deed: 'set', value }),
      got: () => visit({ deed: 'get' }),
      verify: ({ keys, ...task } = {}) =>
        visit({ deed: 'verify', license, keys: { jwksUri: server.jwksUri, ...keys }, ...task }),
    });
    await Promise.race([ended, tooLong]);
    return '';
  } catch (error) {
    return error.message || String(error);
  } finally {
    clearTimeout(timer);
    await given.slot.close?.();
    await server.close();
  }
}

await main(import.meta.url, async () => {
  const { pack } = await import('../../scripts/pack.mjs');
  const { passed, failed, skipped } = await run({ tarball: await pack(), only: process.argv[2] });
  console.log([`${passed} passed, ${failed} failed`, ...skipped.map((what) => `skipped: ${what}`)].join('\n'));
  process.exitCode = failed ? 1 : 0;
});
