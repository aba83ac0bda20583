/** programs/worker.js in workerd, bundled as wrangler bundles, and asked over real sockets. */
import { readFile } from 'node:fs/promises';
import { get } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { build } from 'esbuild';

/** Leaves the modules that are handed to workerd beside the bundle. */
const besides = {
  name: 'besides',
  setup: ({ onResolve }) => onResolve({ filter: /\.wasm$|^setting$/ }, ({ path }) => ({ path, external: true })),
};

const bundles = new Map();

async function bundleOf(dir) {
  const { outputFiles } = await build({
    entryPoints: [join(dir, 'worker.js')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:*'],
    plugins: [besides],
    logLevel: 'warning',
  });
  return outputFiles[0].text;
}

/**
 * @param {string} dir the bench's
 * @param {{ compatibilityDate: string, setting: object }} how `setting` is what the worker knows from the start
 */
export async function openWorker(dir, { compatibilityDate, setting }) {
  if (!bundles.has(dir)) bundles.set(dir, bundleOf(dir));
  const { Miniflare } = createRequire(new URL('../conformance/package.json', import.meta.url))('miniflare');
  const server = new Miniflare({
    modules: [
      { type: 'ESModule', path: 'worker.js', contents: await bundles.get(dir) },
      { type: 'ESModule', path: 'setting', contents: `export default ${JSON.stringify(setting)};` },
      {
        type: 'CompiledWasm',
        path: 'symbolon.wasm',
        contents: await readFile(join(dir, 'node_modules/symbolon/symbolon.wasm')),
      },
    ],
    compatibilityDate,
    cf: false,
  });
  const origin = await server.ready;
  return {
    /** Asks by a connection of its own. `cancel` resets it: of one that is merely closed workerd takes no notice. */
    ask(path) {
      const request = get(new URL(path, origin), { agent: false });
      const answer = new Promise((resolve, reject) => request.on('response', resolve).on('error', reject)).then(json);
      answer.catch(() => {}); // of those who hang up
      return { answer, cancel: () => request.socket.resetAndDestroy() };
    },
    close: () => server.dispose(),
  };
}
