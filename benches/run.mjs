/**
 * Compares with others, side by side: `npm run bench`, or in two minutes
 * `npm run bench -- --quick`. With `--only word` the measurements whose name
 * contains the word, with `--rounds n` so many rounds, with `--memory` also what
 * memory a million verifications take.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from '../scripts/build.mjs';
import { install } from '../scripts/install.mjs';
import { main } from '../scripts/main.mjs';
import { pack } from '../scripts/pack.mjs';
import { at } from '../scripts/paths.mjs';
import { step } from '../scripts/step.mjs';
import { measurements, modes } from './plan.mjs';
import { folder as conformance } from './runtimes/installed.mjs';

const MILLION = 1_000_000;

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    rounds: { type: 'string' },
    memory: { type: 'boolean', default: false },
  },
});

async function bench() {
  await build();
  await install(fileURLToPath(new URL('.', import.meta.url)));
  await install(conformance);
  // Imported late: these need what was just installed.
  const artifacts = await import('./artifacts.mjs');
  const { contenders, openField } = await import('./field.mjs');
  const { findRuntimes } = await import('./runtimes/index.mjs');
  const { report } = await import('./report/index.mjs');

  const operations = await artifacts.operations();
  const field = await openField({ tarball: await pack(), rsaCrate: await artifacts.rsaCrate(), operations });
  const { runtimes, skipped } = await findRuntimes();
  const open = [];
  try {
    for (const runtime of runtimes) open.push({ ...runtime, ...(await runtime.open(field.folder)) });
    const found = await measured(field, open);
    const [{ model }] = cpus();
    const setup = {
      mode: options.quick ? 'quick' : 'full',
      machine: `${cpus().length} × ${model}`,
      versions: {
        ...Object.fromEntries(open.map(({ name, version }) => [name, version])),
        ...contenders,
      },
    };
    const to = at('build/bench');
    mkdirSync(to, { recursive: true });
    for (const [name, text] of Object.entries(report({ setup, skipped, ...found })))
      writeFileSync(join(to, name), text);
    console.log(`\nbuild/bench has results.md, results.json and plot.svg.`);
    for (const problem of [...skipped, ...found.problems]) console.log(`!! ${problem}`);
    process.exitCode = found.problems.length > 0 ? 1 : 0;
  } finally {
    for (const runtime of open) await runtime.close();
  }
}

async function measured(field, open) {
  const mode = {
    ...modes[options.quick ? 'quick' : 'full'],
    ...(options.rounds && { rounds: Number(options.rounds) }),
  };
  const { coldStarts, memory, requests } = await import('./beyond.mjs');
  const { downloads } = await import('./sizes.mjs');
  const wanted = ({ name }) => name.includes(options.only);
  const found = { results: [], downloads: [], memory: [], problems: [] };

  /** A runtime in which something breaks down does not take the others along. */
  const take = async ({ name, title, unit }, runtime, samples) => {
    try {
      const taken = await step(`${title}: ${runtime}`, samples);
      found.results.push({ name, title, unit, runtime, samples: taken });
    } catch (error) {
      found.problems.push(`${title}, ${runtime}: ${error.message}`);
    }
  };

  for (const measurement of measurements(mode).filter(wanted)) {
    const task = field.give(measurement, mode);
    for (const { name, measure } of open) await take({ ...measurement, unit: 'µs' }, name, () => measure(task));
  }

  const fresh = measurements(mode).find(({ name }) => name === 'fresh-2048');
  const task = field.give({ ...fresh, name: 'beyond' }, mode);
  const given = { folder: field.folder, task };
  const beyond = [
    ...coldStarts(open, { ...given, rounds: mode.cold }),
    requests(open, { ...given, rounds: mode.cold, batch: mode.requests }),
  ];
  for (const { runs, ...what } of beyond.filter(wanted)) {
    for (const { runtime, samples } of runs) await take(what, runtime, samples);
  }
  if (wanted({ name: 'downloads' })) found.downloads = await downloads(field.folder);
  if (options.memory) {
    for (const node of open.filter(({ path }) => path)) {
      const times = { ...given, times: MILLION };
      found.memory.push(...(await step(`Memory over a million: ${node.name}`, () => memory(node, times))));
    }
  }
  return found;
}

await main(import.meta.url, bench);
