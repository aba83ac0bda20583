/**
 * Bundlers for the browser, none of them configured for the package. Each row
 * says how the module is expected to arrive, so that a change is noticed: as a
 * file of its own, or embedded in a script, where the bundler leaves
 * `new URL('./symbolon.simd.wasm', import.meta.url)` pointing at nothing.
 */
import assert from 'node:assert/strict';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tool } from '../bench.mjs';
import { visit } from '../browser.mjs';
import { license } from '../license.mjs';
import { serve } from '../serve.mjs';
import { viteDev } from '../vite-dev.mjs';

const viteBuild = (version) => built(`${version}/bin/vite.js`, ['build']);
const webpack = (...args) => built('.bin/webpack', ['./main.js', '-o', 'dist', ...args]);
const esbuild = (...args) => built('.bin/esbuild', ['main.js', '--bundle', '--outdir=dist', ...args]);
const rollup = (...args) => built('.bin/rollup', ['main.js', '-d', 'dist', '-f', 'es', '-p', ...args]);

const rows = [
  { name: 'vite6, dev server', start: viteDev('vite6'), wasm: 'embedded' },
  { name: 'vite6, build', start: viteBuild('vite6'), wasm: 'file' },
  { name: 'vite7, dev server', start: viteDev('vite7'), wasm: 'embedded' },
  { name: 'vite7, build', start: viteBuild('vite7'), wasm: 'file' },
  { name: 'vite8, dev server', start: viteDev('vite8'), wasm: 'file' },
  { name: 'vite8, build', start: viteBuild('vite8'), wasm: 'file' },
  { name: 'webpack, production', start: webpack('--mode', 'production'), script: 'defer', wasm: 'file' },
  { name: 'webpack, development', start: webpack('--mode', 'development'), script: 'defer', wasm: 'file' },
  { name: 'esbuild, esm', start: esbuild('--format=esm'), wasm: 'embedded' },
  { name: 'esbuild, esm, minified', start: esbuild('--format=esm', '--minify'), wasm: 'embedded' },
  { name: 'esbuild, esm, splitting', start: esbuild('--format=esm', '--splitting'), wasm: 'embedded' },
  { name: 'esbuild, iife', start: esbuild(), script: 'defer', wasm: 'embedded' },
  { name: 'esbuild, esm, all paths are pages', start: esbuild('--format=esm'), fallback: true, wasm: 'embedded' },
  { name: 'rollup', start: rollup('node-resolve'), wasm: 'embedded' },
];

/** What comes in each way: to a browser that knows relaxed SIMD, and to one that does not. */
const arrivals = {
  file: [
    { relaxedSimd: true, module: 'symbolon.simd.wasm', requests: 1 },
    { relaxedSimd: false, module: 'symbolon.wasm', requests: 1 },
  ],
  embedded: [{ relaxedSimd: true, module: 'symbolon.wasm', requests: 0 }],
};

export const cases = rows.map(({ name, wasm, ...row }) => ({
  name: `bundlers: ${name}`,
  inBrowser: true,
  async run({ bench, browser }) {
    const dir = await bench.project('page');
    const server = await row.start(dir, row);
    try {
      for (const { relaxedSimd, module, requests } of arrivals[wasm]) {
        const seen = await visit(browser, server.url, { relaxedSimd });
        assertActive(seen, new URL(server.url).host);
        assert.deepEqual(seen.wasm, { as: wasm, module, requests });
      }
    } finally {
      await server.close();
    }
  },
}));

function assertActive({ shown, complaints }, host) {
  for (const [id, decision] of Object.entries(shown)) {
    assert.equal(decision.status, 'ACTIVE', `${id}: ${JSON.stringify(decision)}\n${complaints.join('\n')}`);
    assert.deepEqual(decision.domain, { host, pattern: license.host });
  }
  assert.deepEqual(complaints, []);
}

/** Builds to dist/ and serves that with all else that a page has. */
function built(program, args) {
  return async (dir, { script = 'type="module"', fallback = false }) => {
    await tool(program, args, dir);
    const site = join(dir, 'dist');
    await cp(join(dir, 'public'), site, { recursive: true });
    const page = await readFile(join(dir, 'index.html'), 'utf8');
    // Vite writes a page of its own.
    await writeFile(join(site, 'index.html'), page.replace('type="module"', script), { flag: 'wx' }).catch(() => {});
    return serve(site, { fallback });
  };
}
