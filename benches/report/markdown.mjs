/** The tables. */
import { figure, ratio } from './figures.mjs';
import { goals, ours } from './goals.mjs';
import { quantile } from './statistics.mjs';

/** Columns are set to the right from the third one on: before that are names. */
const table = (head, rows) =>
  [head, head.map((_, n) => (n < 2 ? '---' : '--:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const section = (title, note, head, rows) => [`## ${title}`, note, table(head, rows)].filter(Boolean).join('\n\n');

/** @param {import('./goals.mjs').Verdict[]} verdicts */
export const goalTable = (verdicts) =>
  table(
    ['what', 'where', 'goal', 'measured', ''],
    verdicts.map(({ what, where, goal, measured, met }) => [
      what,
      where,
      goal,
      measured ?? 'not measured',
      measured === undefined ? '' : met ? 'met' : 'missed',
    ]),
  );

/** Whom a row is compared with, and how. */
function comparison(result) {
  const row = (wanted) => result.rows.find(({ name }) => name === wanted);
  const [title, other, quotient] = result.name.startsWith('operation')
    ? ['this : host', row('crypto.verify') ?? row('WebCrypto'), (one, host) => one / host]
    : ['symbolon : this', ours(result), (one, our) => our / one];
  return { title, of: ({ median }) => (other ? ratio(quotient(median, other.median)) : '') };
}

function measurementSection(results) {
  const [{ name, title, unit }] = results;
  const rows = results.flatMap((result) => {
    const { of } = comparison(result);
    return result.rows.map((row) => [
      result.runtime,
      row.name,
      figure(row.median),
      `${figure(row.low)}–${figure(row.high)}`,
      of(row),
      goalOf(name, result.runtime, row.name),
    ]);
  });
  return section(title, '', ['runtime', 'contender', unit, 'middle half', comparison(results[0]).title, 'goal'], rows);
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

/** Where the time of a cold start goes: medians of each part, which need not add up to that of the whole. */
function partsSection(results) {
  const rows = results.flatMap(({ name, runtime, starts }) =>
    Object.entries(starts).flatMap(([contender, all]) => {
      const medians = all[0].parts.map(([part], n) => {
        const took = all.map(({ parts }) => parts[n][1]);
        return [`${runtime}, ${name.replace('cold-', '')}`, `${contender}: ${part}`, quantile(took, 0.5)];
      });
      return medians.filter(([, , took]) => took > 0).map(([where, part, took]) => [where, part, took.toFixed(1)]);
    }),
  );
  const note = 'Medians. Of what goes on at once only that is counted which was waited for.';
  return section('Where a cold start goes', note, ['where', 'part', 'ms'], rows);
}

const downloadSection = (rows) =>
  section(
    'Downloads',
    'KB of 1,000 octets: ours as it is shipped, the others with all that they need, bundled and minified.',
    ['what', 'where', 'as it is', 'gzip', 'brotli'],
    rows.map(({ name, where, ...sizes }) => [
      name,
      where,
      ...['raw', 'gzip', 'brotli'].map((size) => sizes[size].toFixed(1)),
    ]),
  );

const memorySection = ({ title, rows }) =>
  section(
    title,
    'MB, when warm and in the end.',
    ['runtime', 'contender', 'resident, warm', 'in the end', 'heap, warm', 'in the end'],
    rows.map(({ runtime, name, before, after }) => [
      runtime,
      name,
      ...[before.resident, after.resident, before.heap, after.heap].map(figure),
    ]),
  );

/** @returns {string} all of it */
export function markdown({ setup, results, verdicts, downloads, memory, skipped, problems }) {
  const names = [...new Set(results.map(({ name }) => name))];
  const versions = Object.entries(setup.versions).map(([name, version]) => `${name} (${version})`);
  const started = results.filter(({ starts }) => starts);
  const sections = [
    '# Benchmark',
    `${setup.machine}; a ${setup.mode} run. ${versions.join(', ')}.`,
    'Times depend on the machine and on what else it does: compare within one table. docs/benchmarks.md says how to read this.',
    ...[...skipped, ...problems].map((problem) => `**Missing:** ${problem}`),
    `## Goals\n\n${goalTable(verdicts)}`,
    ...names.map((name) => measurementSection(results.filter((result) => result.name === name))),
    started.length > 0 && partsSection(started),
    downloads.length > 0 && downloadSection(downloads),
    memory && memorySection(memory),
  ];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}
