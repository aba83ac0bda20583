/** The tables. */
import { DOWNLOAD_GOAL, goals } from './goals.mjs';

/** Three figures, but no fraction of what is large. */
const figure = (value) =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(value >= 1 ? 3 : 2);
const ratio = (value) => value.toFixed(2);

const table = (head, rows) =>
  [head, head.map((_, n) => (n < 2 ? '---' : '--:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Whom a row is compared with, and how. */
function comparison({ name, rows }) {
  const row = (wanted) => rows.find((other) => other.name === wanted);
  if (name.startsWith('operation')) {
    const host = row('crypto.verify') ?? row('WebCrypto');
    return { title: 'this : host', of: (other) => other.median / host.median };
  }
  return { title: 'symbolon : this', of: (other) => ours({ rows }).median / other.median };
}

/** Where others are awaited too, ours is. */
const ours = ({ runtime, rows }) => {
  const names = ['Chromium', 'workerd'].includes(runtime)
    ? ['symbolon, awaited', 'symbolon']
    : ['symbolon', 'symbolon, awaited'];
  return names.map((name) => rows.find((row) => row.name === name)).find(Boolean);
};

/** Median of one row over that of another, if both are there. */
function measuredRatio(results, { measurement, runtime, of, against }) {
  const result = results.find((other) => other.name === measurement && other.runtime === runtime);
  const [one, other] = [of, against].map((name) => result?.rows.find((row) => row.name === name));
  return one && other && one.median / other.median;
}

function goalTable(found) {
  const { results, downloads } = found;
  const titles = new Map(results.map(({ name, title }) => [name, title]));
  const rows = goals
    .filter(({ measurement }) => titles.has(measurement))
    .map((goal) => [
      `${titles.get(goal.measurement)}: ${goal.of}, against ${goal.against}`,
      goal.runtime,
      `≤ ${goal.atMost}`,
      ...verdict(measuredRatio(results, goal), goal.atMost, ratio),
    ]);
  for (const { name, brotli } of downloads.filter((row) => row.name.startsWith('symbolon'))) {
    rows.push([`Download, ${name}`, 'browsers', `≤ ${DOWNLOAD_GOAL} KB`, ...verdict(brotli, DOWNLOAD_GOAL, figure)]);
  }
  return table(['what', 'where', 'goal', 'measured', ''], [...rows, ...growth(results)]);
}

const verdict = (value, atMost, written) =>
  value === undefined ? ['not measured', ''] : [written(value), value <= atMost ? 'met' : 'missed'];

/** How cost grows: said, and left to the reader to judge. */
function growth(results) {
  const along = (prefix, runtime) =>
    results
      .filter((result) => result.name.startsWith(prefix) && result.runtime === runtime)
      .map((result) => ({ at: Number(result.name.slice(prefix.length)), median: ours(result)?.median }))
      .sort((a, b) => a.at - b.at);
  const runtimes = [...new Set(results.map(({ runtime }) => runtime))];
  return runtimes.flatMap((runtime) => {
    const rows = [];
    const lengths = along('length-', runtime);
    if (lengths.length > 1) {
      const [shorter, longer] = lengths.slice(-2);
      const times = longer.at / shorter.at;
      const grown = longer.median / shorter.median;
      const what = `Fresh tokens of ${longer.at / 1024} KB, against ${shorter.at / 1024} KB`;
      rows.push([what, runtime, `linear: ≤ ${times}`, ...verdict(grown, times, ratio)]);
    }
    const sets = along('set-', runtime);
    if (sets.length > 1) {
      const [first, last] = [sets[0], sets.at(-1)];
      rows.push([
        `A set of ${last.at} keys, against one of ${first.at}`,
        runtime,
        'flat: 1',
        ratio(last.median / first.median),
        '',
      ]);
    }
    return rows;
  });
}

function measurementTable(results) {
  const [{ name, title, unit }] = results;
  const rows = results.flatMap((result) => {
    const { of } = comparison(result);
    return result.rows.map((row) => [
      result.runtime,
      row.name,
      figure(row.median),
      `${figure(row.low)}–${figure(row.high)}`,
      ratio(of(row)),
      goalOf(name, result.runtime, row.name),
    ]);
  });
  const head = ['runtime', 'contender', unit, 'middle half', comparison(results[0]).title, 'goal'];
  return `## ${title}\n\n${table(head, rows)}`;
}

/** Beside whom a goal compares with; where that is the host, beside our engine. */
function goalOf(measurement, runtime, row) {
  const goal = goals.find(
    (other) =>
      other.measurement === measurement &&
      other.runtime === runtime &&
      row === (measurement.startsWith('operation') ? other.of : other.against),
  );
  return goal ? `≤ ${goal.atMost}` : '';
}

const downloadTable = (rows) => [
  '## Downloads',
  '',
  'KB of 1,000 octets: all that is needed, bundled and minified.',
  '',
  table(
    ['what', '', 'minified', 'gzip', 'brotli', 'goal'],
    rows.map(({ name, minified, gzip, brotli }) => [
      name,
      '',
      ...[minified, gzip, brotli].map((size) => size.toFixed(1)),
      name.startsWith('symbolon') ? `≤ ${DOWNLOAD_GOAL}` : '',
    ]),
  ),
];

const memoryTable = (rows) => [
  '## Memory over a million verifications',
  '',
  'MB, when warm and in the end.',
  '',
  table(
    ['runtime', 'contender', 'resident, warm', 'in the end', 'heap, warm', 'in the end'],
    rows.map(({ runtime, name, before, after }) => [
      runtime,
      name,
      ...[before.resident, after.resident, before.heap, after.heap].map(figure),
    ]),
  ),
];

/** @returns {string} all of it */
export function markdown(found) {
  const { setup, results, downloads, memory, skipped, problems } = found;
  const names = [...new Set(results.map(({ name }) => name))];
  const versions = Object.entries(setup.versions).map(([name, version]) => `${name} (${version})`);
  return [
    '# Benchmark',
    '',
    `${setup.machine}; a ${setup.mode} run. ${versions.join(', ')}.`,
    '',
    'Times depend on the machine and on what else it does: compare within one table. docs/benchmarks.md says how to read this.',
    ...[...skipped, ...problems].flatMap((problem) => ['', `**Missing:** ${problem}`]),
    '',
    '## Goals',
    '',
    goalTable(found),
    ...names.flatMap((name) => ['', measurementTable(results.filter((result) => result.name === name))]),
    ...(downloads.length > 0 ? ['', ...downloadTable(downloads)] : []),
    ...(memory.length > 0 ? ['', ...memoryTable(memory)] : []),
    '',
  ].join('\n');
}
