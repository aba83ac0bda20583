/** Chromium, without a bundler: an import map, the package's own files, and a strict policy of content. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { chromium as playwright } from 'playwright-core';
import { chromium as browserPath, flags, howToGetChromium } from '../../scripts/chromium.mjs';

const PATIENCE = 300_000; // ms

const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

const page = (origin) => `<!doctype html>
<script type="importmap" nonce="n">{ "imports": { "symbolon": "/node_modules/symbolon/web.js" } }</script>
<script type="module" nonce="n">
  import * as symbolon from 'symbolon';
  import { remote, run } from './suite.mjs';
  const data = await (await fetch('data.json')).json();
  const runtime = { ambientHost: location.host, looksForHost: true };
  report([await run(symbolon, data, runtime), await remote(symbolon, data, '${origin}', 'chromium')]);
</script>`;

async function serve(folder, origin) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://page.example');
    response.setHeader(
      'content-security-policy',
      "default-src 'none'; script-src 'self' 'nonce-n' 'wasm-unsafe-eval'; connect-src 'self' http://127.0.0.1:*",
    );
    try {
      const body = pathname === '/' ? page(origin) : await readFile(join(folder, normalize(pathname)));
      response.setHeader('content-type', types[pathname === '/' ? '.html' : extname(pathname)] ?? 'text/plain');
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, address: `http://127.0.0.1:${server.address().port}/` };
}

const module = 'symbolon.simd.wasm';

export const chromium = {
  name: 'Chromium',
  missing: async () => ((await browserPath()) ? undefined : `Chromium, which is missing: ${howToGetChromium}`),
  entry: 'web.js',
  module,
  async run({ folder, origin }) {
    const { server, address } = await serve(folder, origin);
    const browser = await playwright.launch({ executablePath: await browserPath(), args: flags });
    try {
      const tab = await browser.newPage();
      const paths = [];
      tab.on('request', (request) => paths.push(new URL(request.url()).pathname));
      const errors = [];
      tab.on('pageerror', (error) => errors.push({ name: 'an error in the page', message: error.stack }));
      const outcomes = await new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error(errors[0]?.message ?? 'The page has not reported.')), PATIENCE).unref();
        tab.exposeFunction('report', resolve).then(() => tab.goto(address), reject);
      });
      const entry = paths.find((path) => path.startsWith('/node_modules/symbolon/'));
      const downloads = paths.filter((path) => /\.wasm$|bytes\.js$/.test(path));
      if (`${downloads}` !== `/node_modules/symbolon/${module}`)
        errors.push({ name: 'downloads', message: `${downloads} came over the wire, not ${module} alone` });
      return { entry, outcomes: [...outcomes, { passed: 0, failures: errors }] };
    } finally {
      await browser.close();
      server.close();
      server.closeAllConnections();
    }
  },
};
