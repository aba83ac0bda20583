/** workerd, by Miniflare: one worker, which measures within itself, and answers requests. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { installed } from './installed.mjs';

/** Connections that are kept open, and requests under way at once. */
const CONNECTIONS = 8;

/** The worker, and compiled beside it every module that it or a package imports. */
async function bundled(folder) {
  const modules = [];
  const wasm = {
    name: 'wasm',
    setup: ({ onResolve }) =>
      onResolve({ filter: /\.wasm$/ }, ({ path, resolveDir }) => {
        const name = `module-${modules.length}.wasm`;
        modules.push({ type: 'CompiledWasm', path: name, contents: readFileSync(resolve(resolveDir, path)) });
        return { path: `./${name}`, external: true };
      }),
  };
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'worker.mjs')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:*'],
    plugins: [wasm],
    logLevel: 'warning',
  });
  return [{ type: 'ESModule', path: 'worker.js', contents: outputFiles[0].text }, ...modules];
}

/** @returns {Promise<import('./index.mjs').Runtime & { version: string, requests: Function }>} */
export async function openWorkerd(folder) {
  const modules = await bundled(folder);
  const { Miniflare } = installed('miniflare');
  const server = new Miniflare({ modules, compatibilityDate: '2026-04-01', cf: false });
  const origin = await server.ready;
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

  const post = async (path, body) => {
    const response = await server.dispatchFetch(`http://worker.example${path}`, { method: 'POST', body });
    if (!response.ok) throw new Error(await response.text());
    return response;
  };

  const asked = (path, token) =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}` };
      request(new URL(path, origin), { agent, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part) => {
          text += part;
        });
        response.on('end', () => resolve(text)).on('error', reject);
      })
        .on('error', reject)
        .end();
    });

  return {
    version: installed('workerd/package.json').version,
    measure: async (task) => (await post('/measure', await readFile(join(folder, task)))).json(),
    prepare: ({ setting }) => post('/prepare', JSON.stringify(setting)),
    /**
     * Requests over real sockets, each with a token.
     *
     * @param {string} judge who judges them in the worker
     * @param {{ token: string, subject: string }[]} items
     * @returns {Promise<number>} requests per second
     */
    async requests(judge, items) {
      const path = `/judge?by=${encodeURIComponent(judge)}`;
      const queue = [...items];
      const started = performance.now();
      const connection = async () => {
        for (let item = queue.pop(); item; item = queue.pop()) {
          const { subject } = JSON.parse(await asked(path, item.token));
          if (subject !== (judge === 'nobody' ? undefined : item.subject)) throw new Error(`${judge} was wrong.`);
        }
      };
      await Promise.all(Array.from({ length: CONNECTIONS }, connection));
      return (1000 * items.length) / (performance.now() - started);
    },
    async close() {
      agent.destroy();
      await server.dispose();
    },
  };
}
