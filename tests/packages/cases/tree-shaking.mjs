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

/** Bundles a program of one file, and returns the text that came of it. */
async function bundled(bench, { program, args, out = 'presets.js' }, text) {
  const dir = await bench.project('page');
  await writeFile(join(dir, 'presets.js'), text);
  await tool(program, args, dir);
  return readFile(join(dir, 'dist', out), 'utf8');
}

const glue = ['WebAssembly', '__wbg', 'SymbolonError', '.wasm', 'import.meta'];
const assertWithout = (text, words) => {
  for (const word of words) assert.ok(!text.includes(word), `There is ${word} in it.`);
};

export const cases = Object.entries(bundlers).flatMap(([bundler, how]) => [
  ...['symbolon', 'symbolon/inline'].map((entry) => ({
    name: `tree shaking: ${bundler}, presets of ${entry}`,
    async run({ bench }) {
      const text = await bundled(bench, how, `import { presets } from '${entry}';\nconsole.log(presets);\n`);
      assert.ok(text.includes('licensechain_license_v1'), 'The presets are missing.');
      assertWithout(text, glue);
    },
  })),
  {
    name: `tree shaking: ${bundler}, one cache of several`,
    async run({ bench }) {
      const text = await bundled(
        bench,
        how,
        `import { indexedDbCache } from 'symbolon/cache/indexeddb';
import { unstorageCache } from 'symbolon/cache/unstorage';
import { edgeCache, kvCache } from 'symbolon/cache/workers';
console.log(kvCache);
`,
      );
      assert.ok(text.includes('symbolon-keys'), 'The cache is missing.');
      assertWithout(text, [...glue, 'indexedDB', 'symbolon:keys', 'symbolon.invalid']);
    },
  },
]);
