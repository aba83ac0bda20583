/** Deno. The package itself needs no permission: the data must be read, and the key server asked. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { outcomesOf } from './program.mjs';

export const deno = {
  name: 'Deno',
  entry: 'deno.js',
  module: 'symbolon.simd.wasm',
  run: (bench) =>
    outcomesOf(
      fileURLToPath(new URL('node_modules/.bin/deno', import.meta.url)),
      [
        'run',
        '--no-prompt',
        '--no-lock',
        '--cached-only',
        '--node-modules-dir=manual',
        `--allow-read=${join(bench.folder, 'data.json')}`,
        '--allow-net=127.0.0.1',
        'drive.mjs',
        bench.origin,
        'deno',
      ],
      bench,
      { DENO_DIR: join(bench.folder, '.deno'), DENO_NO_UPDATE_CHECK: '1' },
    ),
};
