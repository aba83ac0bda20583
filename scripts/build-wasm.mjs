// Rust to wasm and its glue, by wasm-pack: one source, two modules.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unlessDone } from './fingerprint.mjs';
import { at } from './paths.mjs';
import { run } from './run.mjs';
import { step } from './step.mjs';
import { toolsEnv } from './tools.mjs';

const made = (folder, features) => ({
  folder: at('build', folder),
  wasm: at('build', folder, 'symbolon_bg.wasm'),
  glue: at('build', folder, 'symbolon.js'),
  /** The environment in which Rust is compiled for it. */
  env: {
    RUSTFLAGS: `-Ctarget-feature=${features}`,
    // One for each set of flags: in a common one each build would begin by undoing the other.
    CARGO_TARGET_DIR: join(process.env.CARGO_TARGET_DIR || at('target'), folder),
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
const forSize = { CARGO_PROFILE_RELEASE_OPT_LEVEL: 's' };

const inputs = ['src', 'Cargo.toml', 'Cargo.lock', 'rust-toolchain.toml', 'tools/Cargo.lock', 'scripts/build-wasm.mjs'];

export async function buildWasm() {
  await compiled('wasm', 'Compiling Rust to WebAssembly', portable);
  await compiled('wasm-simd', 'Compiling Rust to WebAssembly with relaxed SIMD', simd);
  assertSameGlue();
}

const compiled = (name, title, { folder, env }) =>
  unlessDone({ name, inputs: inputs.map((path) => at(path)), output: folder }, () =>
    step(title, () =>
      run(
        'wasm-pack',
        [
          'build',
          '--mode',
          'no-install',
          '--target',
          'web',
          '--no-pack',
          '--no-gitignore',
          '--out-dir',
          folder,
          '.',
          '--features',
          'wasm',
        ],
        { env: { ...toolsEnv(), ...forSize, ...env } },
      ),
    ),
  );

/** The package carries one glue for both modules. */
function assertSameGlue() {
  if (!readFileSync(portable.glue).equals(readFileSync(simd.glue)))
    throw new Error(`The two modules need different glue: compare ${portable.glue} with ${simd.glue}.`);
}
