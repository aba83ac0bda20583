/** Chromium, and what a page with the package in it did there. */
import { chromium, flags } from '../../scripts/chromium.mjs';

/** @returns {Promise<import('playwright-core').Browser | undefined>} nothing where there is no Chromium */
export async function launch() {
  const executablePath = await chromium();
  if (!executablePath) return;
  const { default: playwright } = await import('playwright-core');
  return playwright.chromium.launch({ executablePath, args: flags });
}

/** The beginning of every WebAssembly module, in base64. */
const magic = 'AGFzbQ';

/**
 * Opens a page and waits until each of its outputs has a value.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @returns {Promise<{ shown: Record<string, any>, wasm: 'file' | 'embedded' | undefined, complaints: string[] }>}
 *   the outputs by their ids; from where the module was compiled; what the console or an uncaught error said
 */
export async function visit(browser, url) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const complaints = [];
    const scripts = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()))
        complaints.push(`${message.text()} ${new URL(message.location().url || url).pathname}`);
    });
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.push(response.text().catch(() => ''));
    });
    await page.addInitScript(watchCompiling);
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
    const carried = (await Promise.all(scripts)).some((text) => text.includes(magic));
    return { shown, wasm: origin(compiled, carried), complaints };
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
      compiled.push(name);
      return module;
    };
  }
}

function origin(compiled, carried) {
  if (compiled.length > 1) throw new Error(`The module was compiled ${compiled.length} times.`);
  if (compiled[0] === 'compileStreaming') {
    if (carried) throw new Error('The module came as a file, and was downloaded within a script, too.');
    return 'file';
  }
  if (compiled[0] === 'compile') {
    if (!carried) throw new Error('The module was compiled from bytes that no script held.');
    return 'embedded';
  }
}
