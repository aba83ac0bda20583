// Rust to wasm and its glue: one source, two modules.
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { unlessDone } from './fingerprint.mjs';
import { at, root } from './paths.mjs';
import { run } from './run.mjs';
import { sameOnEveryMachine } from './rust-paths.mjs';
import { step } from './step.mjs';
import { toolsEnv } from './tools.mjs';

/**
 * How much code LLVM inlines for speed's sake, in its own units, where it would be 50 and 325: one
 * copy of a function is less to download than several. With 5 it is another kilobyte less, and a
 * verification takes a twentieth longer.
 */
const inlining = '-Cllvm-args=-inline-threshold=25 -Cllvm-args=-inlinehint-threshold=60';

const made = (folder, features) => ({
  folder: at('build', folder),
  wasm: at('build', folder, 'symbolon_bg.wasm'),
  glue: at('build', folder, 'symbolon_bg.js'),
  /** The environment in which Rust is compiled for it. */
  env: {
    RUSTFLAGS: `-Ctarget-feature=${features} ${inlining}`,
    // One for each set of flags: in a common one each build would begin by undoing the other.
    CARGO_TARGET_DIR: join(resolve(root, process.env.CARGO_TARGET_DIR || 'target'), folder),
  },
});

/** For every runtime: SIMD of a fixed result is as old as what else the package takes for granted. */
export const portable = made('wasm', '+simd128');
/** For those with relaxed SIMD: this one has an engine more, and the portable one too. */
export const simd = made('wasm-simd', '+simd128,+relaxed-simd');

/**
 * A browser downloads it, and the arithmetic is as fast so. Crates that are built for Rust, and
 * our tests, are not: hence here, and not in Cargo.toml.
 */
export const forSize = { CARGO_PROFILE_RELEASE_OPT_LEVEL: 's' };

/**
 * wasm-opt reads from the module which features rustc used, and keeps to them. None is named here:
 * these serve both modules, and relaxed SIMD is for one. "All" would admit what no engine takes yet.
 * Functions with one caller stay functions: that is more code, which compresses to less. A second
 * round finds what the first has left.
 */
export const smaller = [
  '-Oz',
  '-Oz',
  '--one-caller-inline-max-function-size',
  '0',
  '--generate-global-effects',
  '--strip-producers',
];

const inputs = [
  'src',
  'Cargo.toml',
  'Cargo.lock',
  'rust-toolchain.toml',
  'tools/Cargo.lock',
  'tools/src',
  'scripts/build-wasm.mjs',
  'scripts/rust-paths.mjs',
];

export async function buildWasm() {
  await compiled('wasm', 'Compiling Rust to WebAssembly', portable);
  await compiled('wasm-simd', 'Compiling Rust to WebAssembly with relaxed SIMD', simd);
  assertSameGlue();
}

const compiled = (name, title, { folder, env }) =>
  unlessDone({ name, inputs: inputs.map((path) => at(path)), output: folder }, () =>
    step(title, () => compile(folder, 'wasm', env)),
  );

/**
 * Compiles the crate into `folder`: module, glue and their types.
 *
 * @param {string} folder
 * @param {string} features of the crate, with commas between them
 * @param {{ CARGO_TARGET_DIR: string, RUSTFLAGS?: string }} flags of one of the modules
 */
export async function compile(folder, features, flags) {
  const RUSTFLAGS = [flags.RUSTFLAGS, ...(await sameOnEveryMachine())].filter(Boolean).join(' ');
  const env = { ...forSize, ...toolsEnv(), ...flags, RUSTFLAGS };
  const target = 'wasm32-unknown-unknown';
  // Cargo optimizes nothing as a whole that may also be a library for Rust: it is told that this
  // is none.
  const crate = ['--lib', '--crate-type', 'cdylib', '--target', target, '--features', features];
  await run('cargo', ['rustc', '--release', ...crate], { env });
  rmSync(folder, { recursive: true, force: true });
  // Functions alone: the npm package knows where the bytes are, and how to start them.
  await run('wasm-glue', ['bundler', join(env.CARGO_TARGET_DIR, target, 'release', 'symbolon.wasm'), folder], { env });
  const wasm = join(folder, 'symbolon_bg.wasm');
  await run('wasm-opt', [wasm, ...smaller, '--output', wasm], { env });
}

/** The package carries one glue for both modules. */
function assertSameGlue() {
  if (!readFileSync(portable.glue).equals(readFileSync(simd.glue)))
    throw new Error(`The two modules need different glue: compare ${portable.glue} with ${simd.glue}.`);
}
