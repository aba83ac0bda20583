/** What browsers are given, without a bundler: an import map, the package's own files, and a strict policy of content. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { mediaTypes } from '../../scripts/media-types.mjs';

/** Tells what came of it by a promise, `reported`, for which drivers of browsers can wait. */
const page = (origin, runtime) => `<!doctype html>
<link rel="icon" href="data:,">
<script nonce="n">
  globalThis.reported = new Promise((resolve) => { globalThis.report = resolve });
  const errors = [];
  const note = (error) => errors.push({ name: 'an error in the page', message: String(error?.stack ?? error) });
  addEventListener('error', ({ error, message }) => note(error ?? message));
  addEventListener('unhandledrejection', ({ reason }) => note(reason));
</script>
<script type="importmap" nonce="n">{ "imports": { "symbolon": "/node_modules/symbolon/web.js" } }</script>
<script type="module" nonce="n">
  import * as symbolon from 'symbolon';
  import { remote, run } from './suite.mjs';
  const data = await (await fetch('data.json')).json();
  const runtime = { ambientHost: location.host, looksForHost: true };
  const outcomes = [await run(symbolon, data, runtime), await remote(symbolon, data, '${origin}', '${runtime}')];
  report([...outcomes, { passed: 0, failures: errors }]);
</script>`;

const policy = [
  "default-src 'none'",
  'img-src data:',
  "script-src 'self' 'nonce-n' 'wasm-unsafe-eval'",
  "connect-src 'self' http://127.0.0.1:*",
].join('; ');

/** @returns {Promise<{ address: string, paths: string[], close: () => void }>} `paths` are those that were asked for */
async function serve(folder, html) {
  const paths = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://page.example');
    paths.push(pathname);
    response.setHeader('content-security-policy', policy);
    try {
      const body = pathname === '/' ? html : await readFile(join(folder, normalize(pathname)));
      response.setHeader('content-type', mediaTypes[pathname === '/' ? '.html' : extname(pathname)] ?? 'text/plain');
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { address: `http://127.0.0.1:${server.address().port}/`, paths, close };
}

/**
 * Runs the suite in a page.
 *
 * @param {import('./runtimes.mjs').Bench} bench
 * @param {{ runtime: string, module: string, shown: (address: string) => Promise<object[]> }} browser
 *   `runtime` is its name in suite/remote/runtimes.ts, `module` the one that it is meant to download; `shown` opens an address
 *   and waits for what the page reports
 * @returns {Promise<{ entry: string, outcomes: import('./runtimes.mjs').Outcome[] }>}
 */
export async function inPage({ folder, origin }, { runtime, module, shown }) {
  const { address, paths, close } = await serve(folder, page(origin, runtime));
  try {
    const outcomes = await shown(address);
    const entry = paths.find((path) => path.startsWith('/node_modules/symbolon/'));
    // Of one that has failed, as a test has it do, another instance is made: the same again.
    const downloads = new Set(paths.filter((path) => /\.wasm$|bytes\.js$/.test(path)));
    const failures = [];
    if (`${[...downloads]}` !== `/node_modules/symbolon/${module}`)
      failures.push({ name: 'downloads', message: `${[...downloads]} came over the wire, not ${module} alone` });
    return { entry, outcomes: [...outcomes, { passed: 0, failures }] };
  } finally {
    close();
  }
}

/** Milliseconds for which a page is waited for. */
export const PATIENCE = 300_000;
