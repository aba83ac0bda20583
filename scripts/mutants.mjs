// Breaks the core in every way that cargo-mutants knows, and sees whether the tests notice: `npm run mutants`, some hours,
// which writes docs/mutants.md; `npm run mutants -- src/jws.rs` for one file. What no test could tell from the
// original is listed in .cargo/mutants.toml, with reasons.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from './main.mjs';
import { at, cache } from './paths.mjs';
import { run } from './run.mjs';
import { installOnce } from './tools.mjs';

const CARGO_MUTANTS = '27.1.0';

/** Compiled for WebAssembly alone, for another feature or for the fuzzers: the suites of those are not cargo's. */
const ELSEWHERE = [
  'src/wasm/**',
  'src/rs256/modexp/**/simd.rs',
  'src/rs256/modexp/fma/wasm.rs',
  'src/rs256/modexp/fastest.rs',
  'src/rs256/modexp/rsa_crate.rs',
  'src/fuzzing.rs',
];

const isArithmetic = (file) => file.startsWith('src/rs256/');

/** First what is quick: each file against the tests that are about it. The rules leave the arithmetic to the rsa crate, which is compiled once. */
const passes = [
  {
    name: 'rules',
    files: ['-e', 'src/rs256/**'],
    takes: (file) => !isArithmetic(file),
    build: ['--lib', '--test=vectors', '--features=rsa'],
    tests: ['--', '--skip', 'rs256'],
    cases: 32,
  },
  {
    name: 'arithmetic',
    files: ['-f', 'src/rs256/**'],
    takes: isArithmetic,
    build: ['--lib', '--test=rs256'],
    tests: ['--', 'rs256', 'keys', 'published', 'cube', '--skip', 'edges', '--skip', 'cache', '--skip', 'date'],
    cases: 16,
  },
];

/** Then all that is native, for those that survived. */
const all = {
  name: 'survivors',
  build: ['--lib', '--test=vectors', '--test=judgment', '--test=rs256'],
  tests: [],
  cases: 64,
};

const folder = (name) => at('build/mutants', name);

async function mutate([file]) {
  const home = join(cache, `cargo-mutants-${CARGO_MUTANTS}`);
  await installOnce('Building cargo-mutants, once for this user', home, [
    ...['cargo-mutants', '--version', CARGO_MUTANTS, '--locked', '--debug'],
  ]);
  const mutants = (...args) =>
    run(join(home, 'bin/cargo-mutants'), ['mutants', ...elsewhere(), ...args], { show: true, allowFailure: true });
  const pass = async ({ name, build, tests, cases }, ...which) => {
    rmSync(folder(name), { recursive: true, force: true });
    process.env.PROPTEST_CASES = cases;
    // What fails need not be the least that does.
    process.env.PROPTEST_MAX_SHRINK_ITERS = 1;
    await mutants(
      '-o',
      folder(name),
      '--no-shuffle',
      '--profile=mutants',
      '--minimum-test-timeout=30',
      ...build.map((arg) => `-C=${arg}`),
      ...which,
      '--',
      ...tests,
    );
    return outcomes(name);
  };
  const met = [];
  for (const each of passes)
    if (!file || each.takes(file)) met.push(...(await pass(each, ...(file ? ['-f', file] : each.files))));
  const survivors = met.filter(({ summary }) => summary === 'MissedMutant');
  const last =
    survivors.length > 0 ? await pass(all, ...survivors.flatMap(({ name }) => ['-F', `^${escaped(name)}$`])) : [];
  const results = [...new Map([...met, ...last].map((outcome) => [outcome.name, outcome])).values()];
  const missed = results.filter(({ summary }) => summary === 'MissedMutant');
  for (const { name } of missed) console.log(`No test notices: ${name}`);
  if (!file) writeFileSync(at('docs/mutants.md'), report(results, await explained(mutants)));
  console.log(`${results.length - missed.length} passed, ${missed.length} failed`);
  process.exitCode = missed.length > 0 ? 1 : 0;
}

const elsewhere = () => ELSEWHERE.flatMap((glob) => ['-e', glob]);

const escaped = (text) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** What came of a pass, mutant by mutant. */
function outcomes(name) {
  const { outcomes } = JSON.parse(readFileSync(join(folder(name), 'mutants.out/outcomes.json'), 'utf8'));
  return outcomes
    .filter(({ scenario }) => scenario.Mutant)
    .map(({ scenario: { Mutant }, summary }) => ({ name: Mutant.name, file: Mutant.file, summary }));
}

/** The mutants that the list excuses, by file, and its reasons. */
async function explained(mutants) {
  const names = async (...args) => (await mutants('--list', ...args)).stdout.trim().split('\n');
  const left = new Set(await names());
  const excused = (await names('--no-config')).filter((name) => !left.has(name));
  const list = readFileSync(at('.cargo/mutants.toml'), 'utf8').split('exclude_re')[1];
  const reasons = [...list.matchAll(/((?: *#.*\n)+)((?: *["'].*\n)+)/g)].map(([, comment]) =>
    comment
      .replaceAll(/^ *# ?/gm, '')
      .trim()
      .replaceAll('\n', ' '),
  );
  return { excused, reasons };
}

function report(results, { excused, reasons }) {
  const files = [...new Set([...results.map(({ file }) => file), ...excused.map((name) => name.split(':')[0])])].sort();
  const rows = files.map((file) => {
    const own = results.filter((result) => result.file === file);
    const count = (summary) => own.filter((result) => result.summary === summary).length;
    const unseen = excused.filter((name) => name.startsWith(`${file}:`)).length;
    return [
      file,
      own.length + unseen,
      count('CaughtMutant'),
      count('Timeout'),
      count('Unviable'),
      unseen,
      count('MissedMutant'),
    ];
  });
  const sums = rows.reduce(
    (sum, row) => sum.map((value, at) => (at === 0 ? '**all**' : value + row[at])),
    ['', 0, 0, 0, 0, 0, 0],
  );
  return `# Mutants

Written by \`npm run mutants\`, which changes the core in one place at a time (an operator, a constant of a match, the
value of a function, a member left out) and runs the native tests on it. **Caught**: a test fails. **Endless**: the tests do
not come to an end, which fails them, too. **No program**: it does not compile. **Explained**: nobody could tell it from the original.
**Missed**: no test notices.

| file | mutants | caught | endless | no program | explained | missed |
|---|---:|---:|---:|---:|---:|---:|
${[...rows, sums].map((row) => `| ${row.join(' | ')} |`).join('\n')}

What is compiled for WebAssembly alone is not among them: the boundary and the lanes of SIMD meet the conformance and
arithmetic suites, which run in the engines.

## Explained

${reasons.map((reason) => `* ${reason}`).join('\n')}
`;
}

await main(import.meta.url, () => mutate(process.argv.slice(2)));
