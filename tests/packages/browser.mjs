/** Chromium, and what a page with the package in it did there. */
import { chromium, flags } from '../../scripts/chromium.mjs';

/** @returns {Promise<import('playwright-core').Browser | undefined>} nothing where there is no Chromium */
export async function launch() {
  const executablePath = await chromium();
  if (!executablePath) return;
  const { default: playwright } = await import('playwright-core');
  return playwright.chromium.launch({ executablePath, args: flags });
}

/** The beginning of every WebAssembly module, as hexadecimal digits. */
const magic = '0061736d01000000';

/**
 * Opens a page and waits until each of its outputs has a value.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {{ relaxedSimd?: boolean }} [options] whether the browser says that it knows relaxed SIMD, which it does
 * @returns {Promise<{ shown: Record<string, any>, wasm: Arrival | undefined, carried: boolean, preloaded: string[], complaints: string[] }>}
 *   the outputs by their ids; how the module came; whether a script held its bytes; the names of files that a `<link>` asked for; what the console or an
 *   uncaught error said
 *
 * @typedef {{ as: 'file' | 'embedded', module: string, requests: number }} Arrival
 *   the name of the module in the package, and how many the page asked for
 */
export async function visit(browser, url, { relaxedSimd = true } = {}) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const complaints = [];
    const scripts = [];
    let requests = 0;
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()))
        complaints.push(`${message.text()} ${new URL(message.location().url || url).pathname}`);
    });
    page.on('request', (request) => {
      if (new URL(request.url()).pathname.endsWith('.wasm')) requests += 1;
    });
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.push(response.text().catch(() => ''));
    });
    await page.addInitScript(watchCompiling);
    if (!relaxedSimd) await page.addInitScript(refuseProbes);
    await page.goto(url);
    await page
      .waitForFunction(() => [...document.querySelectorAll('output')].every(({ value }) => value), null, {
        timeout: 20_000,
      })
      .catch(() => complaints.push('The page did not finish.'));
    const shown = await page.$$eval('output', (outputs) =>
      Object.fromEntries(outputs.map(({ id, value }) => [id, value && JSON.parse(value)])),
    );
    const compiled = await page.evaluate(() => /** @type {any} */ (globalThis).compiled);
    const preloaded = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        // Chromium says "other" of modules that are preloaded.
        .filter((entry) => /link|other/.test(/** @type {PerformanceResourceTiming} */ (entry).initiatorType))
        .map(({ name }) => name.replace(/.*\//, ''))
        .sort(),
    );
    const carried = (await Promise.all(scripts)).some((text) => text.includes(magic));
    return { shown, wasm: arrival(compiled, carried, requests), carried, preloaded, complaints };
  } finally {
    await context.close();
  }
}

/** Servers here label modules rightly, so that a file is compiled while it arrives, and bytes are not. */
function watchCompiling() {
  const compiled = [];
  Object.assign(globalThis, { compiled });
  for (const name of ['compileStreaming', 'compile']) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...args) => {
      const module = await original.apply(WebAssembly, args);
      const [section] = WebAssembly.Module.customSections(module, 'target_features');
      const simd = new TextDecoder().decode(section).includes('relaxed-simd');
      compiled.push({ name, module: simd ? 'symbolon.simd.wasm' : 'symbolon.wasm' });
      return module;
    };
  }
}

function refuseProbes() {
  WebAssembly.validate = () => false;
}

/** @returns {Arrival | undefined} */
function arrival(compiled, carried, requests) {
  if (compiled.length > 1) throw new Error(`The module was compiled ${compiled.length} times.`);
  if (compiled.length === 0) return;
  const [{ name, module }] = compiled;
  if (name === 'compileStreaming') {
    if (carried) throw new Error('The module came as a file, and was downloaded within a script, too.');
    return { as: 'file', module, requests };
  }
  if (!carried) throw new Error('The module was compiled from bytes that no script held.');
  return { as: 'embedded', module, requests };
}
