/**
 * Compares with others, side by side: `npm run bench`, or in two minutes
 * `npm run bench -- --quick`. With `--only word` the measurements whose name
 * contains the word, with `--in word` in the runtimes whose name contains it, with
 * `--rounds n` so many rounds.
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

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    in: { type: 'string', default: '' },
    rounds: { type: 'string' },
  },
});

/** What could not be measured, and why: it is reported, and takes nothing else along. */
const problems = [];

/** @template T @param {string} title @param {() => Promise<T>} work @returns {Promise<T | undefined>} */
async function attempt(title, work) {
  try {
    return await work();
  } catch (error) {
    problems.push(`${title}: ${error.message}`);
    return undefined;
  }
}

async function bench() {
  await build();
  await install(fileURLToPath(new URL('.', import.meta.url)));
  await install(conformance);
  // Imported late: these need what was just installed.
  const artifacts = await import('./artifacts.mjs');
  const { contenders, openField } = await import('./field.mjs');
  const { findRuntimes } = await import('./runtimes/index.mjs');
  const { report } = await import('./report/index.mjs');

  const field = await openField({
    tarball: await pack(),
    rsaCrate: await attempt('The rsa crate in wasm', artifacts.rsaCrate),
    operations: await artifacts.operations(attempt),
  });
  const { runtimes, skipped } = await findRuntimes();
  const open = [];
  try {
    const chosen = runtimes.filter(({ name }) => name.toLowerCase().includes(options.in.toLowerCase()));
    for (const runtime of chosen) {
      const opened = await attempt(runtime.name, () => runtime.open(field.folder));
      if (opened) open.push({ ...runtime, ...opened });
    }
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
    const { files, goals } = report({ setup, skipped, problems, ...found });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(to, name), text);
    console.log(`\n${goals}\n\nbuild/bench has ${Object.keys(files).join(', ')}.`);
    for (const problem of [...skipped, ...problems]) console.log(`!! ${problem}`);
    process.exitCode = problems.length > 0 ? 1 : 0;
  } finally {
    for (const runtime of open) await attempt(runtime.name, async () => runtime.close());
  }
}

async function measured(field, open) {
  const mode = {
    ...modes[options.quick ? 'quick' : 'full'],
    ...(options.rounds && { rounds: Number(options.rounds) }),
  };
  const { coldStarts, memory, requests } = await import('./beyond.mjs');
  const { downloads } = await import('./sizes.mjs');
  const wanted = (...names) => names.some((name) => name.includes(options.only));
  const found = { results: [], downloads: [] };

  /** One line for it on the way; some contenders may fail where others do not. */
  const take = (title, runtime, work) =>
    attempt(`${title}, ${runtime}`, async () => {
      const taken = await step(`${title}: ${runtime}`, work);
      problems.push(...taken.problems.map((problem) => `${title}, ${runtime}: ${problem}`));
      return taken;
    });

  for (const measurement of measurements(mode)) {
    const { name, parts } = measurement;
    if (!wanted(name, ...parts.map((part) => part.name))) continue;
    const task = field.give(measurement, mode);
    const title = parts.length > 1 ? `${parts[0].title} …` : parts[0].title;
    for (const { name: runtime, measure } of open) {
      const taken = await take(title, runtime, () => measure(task));
      for (const [n, { of, ...part }] of taken ? parts.entries() : [])
        found.results.push({ ...part, unit: 'µs', runtime, samples: taken.parts[n] });
    }
  }

  const fresh = measurements(mode).find(({ name }) => name === 'fresh-2048');
  const given = { folder: field.folder, task: field.give({ ...fresh, name: 'beyond' }, mode) };
  const beyond = [
    ...coldStarts(open, { ...given, rounds: mode.cold }),
    requests(open, { ...given, rounds: mode.cold, batch: mode.requests }),
  ];
  for (const { name, title, unit, runs } of beyond) {
    for (const { runtime, samples } of wanted(name) ? runs : []) {
      const taken = await take(title, runtime, samples);
      if (taken) found.results.push({ name, title, unit, runtime, samples: taken.samples, starts: taken.starts });
    }
  }
  if (wanted('downloads')) found.downloads = (await attempt('Downloads', () => downloads(field.folder))) ?? [];
  const node = open.findLast(({ path }) => path);
  if (node && wanted('memory')) {
    const title = `Memory over ${mode.times.toLocaleString('en-US')} verifications`;
    const taken = await take(title, node.name, () => memory(node, { ...given, times: mode.times }));
    if (taken) found.memory = { title, rows: taken.rows };
  }
  return found;
}

await main(import.meta.url, bench);
