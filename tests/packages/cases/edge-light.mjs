/** Vercel's edge runtime: its bundler is to find an import of a compiled module. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tool } from '../bench.mjs';

export const cases = [
  {
    name: 'edge-light: imports the compiled module, and no bytes',
    async run({ bench }) {
      const dir = await bench.project('page');
      const args = ['main.js', '--bundle', '--format=esm', '--conditions=edge-light', '--external:*.wasm?module'];
      await tool('.bin/esbuild', [...args, '--outfile=dist/main.js', '--metafile=dist/meta.json'], dir);
      const { inputs } = JSON.parse(await readFile(join(dir, 'dist', 'meta.json'), 'utf8'));
      const { imports } = inputs['node_modules/symbolon/edge-light.js'];
      assert.deepEqual(
        imports.map(({ path }) => path),
        ['./symbolon.wasm?module'],
      );
    },
  },
];
