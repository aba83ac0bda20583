// All that `npm test` runs, in this order.
import { gitStatus } from './git-status.mjs';
import { lints } from './lint.mjs';
import { at, pkg } from './paths.mjs';
import { run } from './run.mjs';
import { sizes } from './size.mjs';
import { step } from './step.mjs';
import { supplyChain } from './supply-chain.mjs';
import { verifyDemo } from './verify-demo.mjs';
import { leastRust, sharedVersion } from './version.mjs';

/**
 * @typedef {{ passed: number, failed: number, skipped?: string[] }} Result individual tests; what was skipped, with the command that would bring it
 * @typedef {{ tarball: string, statusBefore: string, only: string | undefined }} Bench the packed package; `git status` before anything ran
 * @typedef {{ name: string, run: (bench: Bench) => Promise<Result> }} Suite
 */

const wasmFiles = ['./symbolon.wasm', './symbolon.simd.wasm'];

const bin = (name) => at('node_modules/.bin', name);

/** A suite of commands, each a test that passes if the command does. */
const commands = (name, tests) => ({
  name,
  async run(bench) {
    const result = { passed: 0, failed: 0 };
    for (const { title, check } of tests) {
      try {
        await step(title, () => check(bench));
        result.passed++;
      } catch (error) {
        console.log(error.message);
        result.failed++;
      }
    }
    return result;
  },
});

/** A suite of `cargo test`, counted by the lines with which each test binary ends. */
const cargo = (name, ...args) => ({
  name,
  async run() {
    const { status, output } = await run('cargo', ['test', '--locked', '--no-fail-fast', ...args], {
      show: true,
      allowFailure: true,
    });
    const result = { passed: 0, failed: 0, skipped: [] };
    for (const [, passed, failed, ignored] of output.matchAll(
      /^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/gm,
    )) {
      result.passed += Number(passed);
      result.failed += Number(failed);
      if (ignored > 0) result.skipped.push(`${ignored} ignored tests (cargo test -- --ignored)`);
    }
    if (status !== 0 && result.failed === 0) result.failed = 1;
    return result;
  },
});

/** A suite that lives with its tests, in a folder whose run.mjs exports `run`. */
const folder = (name, dir) => ({
  name,
  async run({ tarball, only }) {
    const suite = await import(at(dir, 'run.mjs'));
    return suite.run({ tarball, pkg, log: console.log, only });
  },
});

/** @type {Suite[]} */
export const suites = [
  commands('lint', lints),
  cargo('rust'),
  cargo('rust, feature rsa', '--features', 'rsa'),
  folder('fuzz', 'fuzz'),
  commands('package form', [
    { title: 'Crate and package have one version', check: sharedVersion },
    { title: 'The Rust used is the least one promised', check: leastRust },
    { title: 'publint', check: ({ tarball }) => run(bin('publint'), ['run', tarball, '--strict']) },
    {
      title: 'attw',
      // node10 resolution knows no exports map, and the package wants Node 18;
      // the wasm files are no scripts, and their types are for bundlers alone.
      check: ({ tarball }) =>
        run(bin('attw'), [tarball, '--profile', 'node16', '--no-emoji', '--exclude-entrypoints', ...wasmFiles]),
    },
  ]),
  commands('size', sizes),
  commands('supply chain', supplyChain),
  commands('demo', [{ title: 'A license is verified in Node', check: verifyDemo }]),
  commands('vectors', [
    { title: 'Vectors are what their makers make', check: () => run('node', ['tests/vectors/make.mjs', '--check']) },
  ]),
  folder('arithmetic', 'tests/arithmetic'),
  folder('conformance', 'tests/conformance'),
  folder('packages', 'tests/packages'),
  folder('caches', 'tests/caches'),
  folder('adapters', 'tests/adapters'),
  folder('command line', 'tests/cli'),
  folder('examples', 'tests/examples'),
  folder('endurance', 'tests/endurance'),
  folder('react', 'tests/react'),
  folder('vue', 'tests/vue'),
  folder('page', 'tests/page'),
  commands('clean tree', [{ title: 'The run left no trace in git', check: noTrace }]),
];

async function noTrace({ statusBefore }) {
  const now = await gitStatus();
  if (now !== statusBefore) throw new Error(`git status said:\n${statusBefore}\nand now:\n${now}`);
}
