/** workerd, bundled as wrangler bundles: conditions workerd and worker, `.wasm` left as a compiled module. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';

const worker = `
import * as symbolon from 'symbolon';
import { remote, run } from './suite.mjs';
export default {
  async fetch(request) {
    const { data, origin } = await request.json();
    const outcomes = [await run(symbolon, data, { looksForHost: false }), await remote(symbolon, data, origin, 'workerd')];
    return Response.json(outcomes);
  },
};`;

/** Leaves the modules that wrangler leaves, under the name by which the worker is given them. */
const compiledWasm = {
  name: 'compiled-wasm',
  setup: ({ onResolve }) => onResolve({ filter: /\.wasm$/ }, ({ path }) => ({ path, external: true })),
};

export const workerd = {
  name: 'workerd',
  entry: 'workerd.js',
  async run({ folder, data, origin }) {
    const { outputFiles, metafile } = await build({
      stdin: { contents: worker, resolveDir: folder, sourcefile: 'worker.mjs' },
      bundle: true,
      write: false,
      metafile: true,
      format: 'esm',
      target: 'es2022',
      platform: 'browser',
      conditions: ['workerd', 'worker', 'browser'],
      external: ['cloudflare:*'],
      plugins: [compiledWasm],
      absWorkingDir: folder,
      logLevel: 'warning',
    });
    const server = new Miniflare({
      modules: [
        { type: 'ESModule', path: 'worker.mjs', contents: outputFiles[0].text },
        {
          type: 'CompiledWasm',
          path: 'symbolon.wasm',
          contents: await readFile(join(folder, 'node_modules/symbolon/symbolon.wasm')),
        },
      ],
      compatibilityDate: '2026-04-01',
      cf: false,
    });
    try {
      const response = await server.dispatchFetch('http://worker.example/', {
        method: 'POST',
        body: JSON.stringify({ data, origin }),
      });
      if (!response.ok) throw new Error(await response.text());
      const entry = Object.keys(metafile.inputs).find((path) => path.startsWith('node_modules/symbolon/'));
      return { entry, outcomes: await response.json() };
    } finally {
      await server.dispose();
    }
  },
};
