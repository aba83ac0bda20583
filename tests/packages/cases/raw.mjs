/** A page without any tool: an import map, and the files of the package as they are. */
import assert from 'node:assert/strict';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { visit } from '../browser.mjs';
import { serve } from '../serve.mjs';

const importMap =
  '<script type="importmap" nonce="map">{ "imports": { "symbolon": "/node_modules/symbolon/web.js" } }</script>';

/** As the README shows them. */
const preloads = `<link rel="modulepreload" href="/node_modules/symbolon/web.js">
<link rel="preload" as="fetch" crossorigin type="application/wasm" href="/node_modules/symbolon/symbolon.simd.wasm">`;

const policy = (scripts) => ({
  'content-security-policy': `default-src 'none'; script-src 'self' 'nonce-map'${scripts}; connect-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'`,
});

/** What a page shows and how the module came. */
async function seenUnder({ bench, browser }, headers, browserOptions = {}, head = importMap, gone = []) {
  const dir = await bench.project('page');
  const page = join(dir, 'index.html');
  for (const name of gone) await rm(join(dir, 'node_modules/symbolon', name));
  await cp(join(dir, 'public'), dir, { recursive: true });
  await writeFile(page, (await readFile(page, 'utf8')).replace('</head>', `${head}</head>`));
  const server = await serve(dir, { headers });
  try {
    return await visit(browser, server.url, browserOptions);
  } finally {
    await server.close();
  }
}

const assertActive = ({ shown, wasm, complaints }, module = 'symbolon.simd.wasm') => {
  for (const decision of Object.values(shown)) assert.equal(decision.status, 'ACTIVE', JSON.stringify(decision));
  assert.deepEqual(wasm, { as: 'file', module, requests: 1 });
  assert.deepEqual(complaints, []);
};

const inBrowser = true;

export const cases = [
  {
    name: 'raw: no policy',
    inBrowser,
    run: async (given) => assertActive(await seenUnder(given, {})),
  },
  {
    name: "raw: a policy with 'wasm-unsafe-eval'",
    inBrowser,
    run: async (given) => assertActive(await seenUnder(given, policy(" 'wasm-unsafe-eval'"))),
  },
  {
    name: 'raw: a browser without relaxed SIMD takes the portable module',
    inBrowser,
    run: async (given) => assertActive(await seenUnder(given, {}, { relaxedSimd: false }), 'symbolon.wasm'),
  },
  {
    name: 'raw: what is preloaded is not asked for again',
    inBrowser,
    async run(given) {
      const seen = await seenUnder(given, {}, {}, importMap + preloads);
      assertActive(seen);
      assert.deepEqual(seen.preloaded, ['symbolon.simd.wasm', 'web.js']);
    },
  },
  {
    name: "raw: a policy without 'wasm-unsafe-eval' is named",
    inBrowser,
    async run(given) {
      const { shown, wasm, carried, complaints } = await seenUnder(given, policy(''));
      for (const { error, code, message } of Object.values(shown)) {
        assert.deepEqual({ error, code }, { error: 'SymbolonError', code: 'wasm_unavailable' });
        assert.match(message, /'wasm-unsafe-eval'/);
      }
      assert.equal(wasm, undefined);
      assert.equal(carried, false, 'bytes that are of no use, either');
      // The browser itself reports what its policy stopped; nothing else may.
      assert.deepEqual(
        complaints.filter((text) => !/Content Security Policy/i.test(text)),
        [],
      );
    },
  },
  {
    name: 'raw: files that were left behind are named',
    inBrowser,
    async run(given) {
      const { shown } = await seenUnder(given, {}, {}, importMap, ['symbolon.simd.wasm', 'bytes.js']);
      for (const { code, message } of Object.values(shown)) {
        assert.equal(code, 'wasm_unavailable');
        assert.match(message, /\/symbolon\.simd\.wasm was answered with 404/);
      }
    },
  },
];
