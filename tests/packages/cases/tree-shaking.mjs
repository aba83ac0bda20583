/** Who imports only data gets only data: no glue, no module, no bytes. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tool } from '../bench.mjs';

const bundlers = {
  esbuild: { program: '.bin/esbuild', args: ['presets.js', '--bundle', '--format=esm', '--minify', '--outdir=dist'] },
  rollup: { program: '.bin/rollup', args: ['presets.js', '-d', 'dist', '-f', 'es', '-p', 'node-resolve'] },
  // It writes the chunk of an import() that is left out, too, but nothing loads it.
  webpack: { program: '.bin/webpack', args: ['./presets.js', '-o', 'dist', '--mode', 'production'], out: 'main.js' },
};

export const cases = Object.entries(bundlers).flatMap(([bundler, { program, args, out = 'presets.js' }]) =>
  ['symbolon', 'symbolon/inline'].map((entry) => ({
    name: `tree shaking: ${bundler}, presets of ${entry}`,
    async run({ bench }) {
      const dir = await bench.project('page');
      await writeFile(join(dir, 'presets.js'), `import { presets } from '${entry}';\nconsole.log(presets);\n`);
      await tool(program, args, dir);
      const text = await readFile(join(dir, 'dist', out), 'utf8');
      assert.ok(text.includes('licensechain_license_v1'), 'The presets are missing.');
      for (const glue of ['WebAssembly', '__wbg', 'SymbolonError', '.wasm', 'import.meta'])
        assert.ok(!text.includes(glue), `There is ${glue} in it.`);
    },
  })),
);
