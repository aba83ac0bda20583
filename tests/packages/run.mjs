/**
 * The packed package in the hands of those who use it: `node tests/packages/run.mjs`,
 * with a word for the cases whose name contains it.
 */
import { howToGetChromium } from '../../scripts/chromium.mjs';
import { main } from '../../scripts/main.mjs';
import { pack } from '../../scripts/pack.mjs';
import { Bench } from './bench.mjs';
import { launch } from './browser.mjs';
import { cases as bundlers } from './cases/bundlers.mjs';
import { cases as edgeLight } from './cases/edge-light.mjs';
import { cases as idle } from './cases/idle.mjs';
import { cases as loading } from './cases/loading.mjs';
import { cases as modules } from './cases/modules.mjs';
import { cases as node } from './cases/node.mjs';
import { cases as raw } from './cases/raw.mjs';
import { cases as readme } from './cases/readme.mjs';
import { cases as recompiled } from './cases/recompiled.mjs';
import { cases as servers } from './cases/servers.mjs';
import { cases as testRunners } from './cases/test-runners.mjs';
import { cases as testing } from './cases/testing.mjs';
import { cases as treeShaking } from './cases/tree-shaking.mjs';
import { cases as types } from './cases/types.mjs';

const cases = [
  ...node,
  ...modules,
  ...loading,
  ...idle,
  ...servers,
  ...testRunners,
  ...testing,
  ...treeShaking,
  ...raw,
  ...recompiled,
  ...edgeLight,
  ...types,
  ...readme,
  ...bundlers,
];

/**
 * @param {{ tarball: string, log?: (line: string) => void, only?: string }} options
 * @returns {Promise<{ passed: number, failed: number, skipped: string[] }>}
 */
export async function run({ tarball, log = console.log, only = '' }) {
  const closers = [];
  const result = { passed: 0, failed: 0, skipped: [] };
  const chosen = cases.filter(({ name }) => name.includes(only));
  try {
    const bench = await Bench.open(tarball);
    closers.unshift(() => bench.close());
    const browser = await launch();
    if (browser) closers.unshift(() => browser.close());
    const queue = chosen.filter(({ inBrowser }) => browser || !inBrowser);
    if (queue.length < chosen.length) {
      result.skipped.push(`${chosen.length - queue.length} cases in Chromium, which is missing: ${howToGetChromium}`);
    }
    const worker = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const started = performance.now();
        const problem = await next.run({ bench, browser }).then(
          () => '',
          (error) => error.message || String(error),
        );
        result[problem ? 'failed' : 'passed'] += 1;
        log(`${problem ? '✗' : '✓'} ${next.name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
        if (problem) log(indented(problem));
      }
    };
    // Two at a time: much of a case is waiting for another program.
    await Promise.all([worker(), worker()]);
  } finally {
    for (const close of closers) await close();
  }
  return result;
}

/** Tools print the whole line in which something failed, and that may be a whole script. */
const indented = (text) =>
  text
    .split('\n')
    .slice(0, 60)
    .map((line) => `    ${line.length > 300 ? `${line.slice(0, 300)} …` : line}`)
    .join('\n');

await main(import.meta.url, async () => {
  const { passed, failed, skipped } = await run({ tarball: await pack(), only: process.argv[2] });
  console.log([`${passed} passed, ${failed} failed`, ...skipped.map((what) => `skipped: ${what}`)].join('\n'));
  process.exitCode = failed ? 1 : 0;
});
