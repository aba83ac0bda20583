/** Bun: imports what Node imports. */
import { fileURLToPath } from 'node:url';
import { outcomesOf } from './program.mjs';

export const bun = {
  name: 'Bun',
  entry: 'node.js',
  module: 'symbolon.simd.wasm',
  run: (bench) =>
    outcomesOf(
      fileURLToPath(new URL('node_modules/.bin/bun', import.meta.url)),
      ['--no-install', 'drive.mjs', bench.origin, 'bun'],
      bench,
    ),
};
