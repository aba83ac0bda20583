// What can be judged by reading: `npm run lint`, or with `-- --fix` to mend what can be mended.
import { existsSync } from 'node:fs';
import { build } from './build.mjs';
import { portable, simd } from './build-wasm.mjs';
import { main } from './main.mjs';
import { at } from './paths.mjs';
import { run } from './run.mjs';
import { step } from './step.mjs';

const bin = (name) => at('node_modules/.bin', name);
const clippy = (...args) => ['cargo', ['clippy', '--locked', '--all-targets', ...args, '--', '-D', 'warnings']];
const wasmClippy = [
  'cargo',
  ['clippy', '--locked', '--target', 'wasm32-unknown-unknown', '--features', 'wasm', '--', '-D', 'warnings'],
];
const typed = ['pkg-template', 'www', 'tests/conformance', 'tests/packages'];

/** Each a title and a command that fails if there is something to say. */
export const lints = [
  ['Rust: format', 'cargo', ['fmt', '--check']],
  ['Rust: format of the fuzzers', 'cargo', ['fmt', '--check', '--manifest-path', 'fuzz/Cargo.toml']],
  ['Rust: clippy', ...clippy()],
  ['Rust: clippy, feature rsa', ...clippy('--features', 'rsa')],
  ['Rust: clippy, wasm', ...wasmClippy, portable.env],
  ['Rust: clippy, wasm with relaxed SIMD', ...wasmClippy, simd.env],
  ['Rust: documentation', 'cargo', ['doc', '--locked', '--no-deps'], { RUSTDOCFLAGS: '-D warnings' }],
  ['JavaScript and TypeScript: format and lint', bin('biome'), ['check', '--error-on-warnings']],
  ...typed
    .filter((dir) => existsSync(at(dir, 'tsconfig.json')))
    .map((dir) => [`TypeScript: types of ${dir}`, bin('tsc'), ['--noEmit', '-p', dir]]),
].map(([title, program, args, env]) => ({ title, check: () => run(program, args, { env }) }));

const fixes = [
  ['cargo', ['fmt']],
  [bin('biome'), ['check', '--write']],
];

await main(import.meta.url, async () => {
  await build();
  if (process.argv.includes('--fix')) for (const [program, args] of fixes) await run(program, args, { show: true });
  for (const { title, check } of lints) await step(title, check);
});
