/** WebKit, in the form of WebKitGTK: an engine without relaxed SIMD. */
import { hasWebkit, howToGetWebkit, openWebkit } from '../../scripts/webkit.mjs';
import { inPage, PATIENCE } from './pages.mjs';

const module = 'symbolon.wasm';

async function shown(address) {
  const browser = await openWebkit();
  try {
    return await browser.shown(address, PATIENCE);
  } finally {
    browser.close();
  }
}

export const webkit = {
  name: 'WebKitGTK',
  missing: async () => ((await hasWebkit()) ? undefined : `WebKitGTK, which is missing: ${howToGetWebkit}`),
  entry: 'web.js',
  module,
  run: (bench) => inPage(bench, { runtime: 'webkit', module, shown }),
};
