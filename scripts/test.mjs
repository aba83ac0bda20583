// Everything that can be proven about this repository: `npm test`, or `npm test -- conformance`
// for the suites whose name contains a word. With CI=true nothing may be skipped.
import { build } from './build.mjs';
import { gitStatus } from './git-status.mjs';
import { main } from './main.mjs';
import { pack } from './pack.mjs';
import { suites } from './suites.mjs';

async function test([word = '', only]) {
  const chosen = suites.filter(({ name }) => name.includes(word));
  if (chosen.length === 0) {
    throw new Error(`No suite is called ${word}; there are: ${suites.map(({ name }) => name).join(' · ')}.`);
  }
  const bench = { tarball: '', statusBefore: await gitStatus(), only };
  const rows = [];
  for (const suite of [buildSuite, ...chosen]) {
    console.log(`\n── ${suite.name} ──`);
    rows.push({ name: suite.name, ...(await outcome(suite, bench)) });
    // The others judge what it makes.
    if (suite === buildSuite && rows[0].failed) break;
  }
  summarize(rows);
}

/** What all suites stand on. */
const buildSuite = {
  name: 'build',
  async run(bench) {
    await build();
    bench.tarball = await pack();
    return { passed: 1, failed: 0 };
  },
};

/** What came of a suite. One that breaks down is a failed test; what CI would have to skip is one each. */
async function outcome(suite, bench) {
  const started = performance.now();
  const forbidden = process.env.CI === 'true';
  const result = await suite.run(bench).catch((error) => {
    console.log(error.stack);
    return { passed: 0, failed: 1 };
  });
  const { passed, failed, skipped = [] } = result;
  const seconds = (performance.now() - started) / 1000;
  return { passed, failed: failed + (forbidden ? skipped.length : 0), skipped, forbidden, seconds };
}

function summarize(rows) {
  const width = Math.max(...rows.map(({ name }) => name.length));
  const columns = (name, passed, failed, skipped, seconds) =>
    [name.padEnd(width), ...[passed, failed, skipped, seconds].map((cell) => String(cell).padStart(8))].join(' ');
  console.log(`\n${columns('suite', 'passed', 'failed', 'skipped', 'seconds')}`);
  for (const { name, passed, failed, skipped, seconds } of rows) {
    console.log(columns(name, passed, failed, skipped.length, seconds.toFixed(1)));
  }
  for (const { name, skipped, forbidden } of rows) {
    for (const what of skipped)
      console.log(`\n!! ${forbidden ? 'FAILED, for it would be skipped' : 'SKIPPED'}: ${name}: ${what}`);
  }
  const sum = (of) => rows.reduce((total, row) => total + of(row), 0);
  const failed = sum((row) => row.failed);
  const skipped = sum((row) => (row.forbidden ? 0 : row.skipped.length));
  process.exitCode = failed > 0 ? 1 : 0;
  console.log(`\n${sum((row) => row.passed)} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
}

await main(import.meta.url, () => test(process.argv.slice(2)));
