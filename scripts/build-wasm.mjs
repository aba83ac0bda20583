// Rust to wasm and its glue, by wasm-pack.
import { unlessDone } from './fingerprint.mjs';
import { at, wasmOut } from './paths.mjs';
import { run } from './run.mjs';
import { step } from './step.mjs';
import { toolsEnv } from './tools.mjs';

export const buildWasm = () =>
  unlessDone(
    {
      name: 'wasm',
      inputs: [
        'src',
        'Cargo.toml',
        'Cargo.lock',
        'rust-toolchain.toml',
        'tools/Cargo.lock',
        'scripts/build-wasm.mjs',
      ].map((p) => at(p)),
      output: wasmOut,
    },
    () =>
      step('Compiling Rust to WebAssembly', () =>
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
            wasmOut,
            '.',
            '--features',
            'wasm',
          ],
          { env: toolsEnv() },
        ),
      ),
  );
