/** Chromium, driven by playwright-core. */
import { chromium as playwright } from 'playwright-core';
import { chromium as browserPath, flags, howToGetChromium } from '../../scripts/chromium.mjs';
import { inPage, PATIENCE } from './pages.mjs';

const module = 'symbolon.simd.wasm';

async function shown(address) {
  const browser = await playwright.launch({ executablePath: await browserPath(), args: flags });
  try {
    const tab = await browser.newPage();
    const problems = [];
    tab.on('pageerror', (error) => problems.push(error.stack));
    await tab.goto(address);
    return await new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error(problems[0] ?? 'The page has not reported.')), PATIENCE).unref();
      tab.evaluate(() => globalThis.reported).then(resolve, reject);
    });
  } finally {
    await browser.close();
  }
}

export const chromium = {
  name: 'Chromium',
  missing: async () => ((await browserPath()) ? undefined : `Chromium, which is missing: ${howToGetChromium}`),
  entry: 'web.js',
  module,
  run: (bench) => inPage(bench, { runtime: 'chromium', module, shown }),
};
