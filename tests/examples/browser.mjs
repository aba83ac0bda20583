/** Chromium, for the examples that have pages. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, flags, howToGetChromium } from '../../scripts/chromium.mjs';
import { install } from '../../scripts/install.mjs';
import { at } from '../../scripts/paths.mjs';

/** Seconds until a page says what it is to say. */
const PATIENCE = 10;

/** What an example lacks whose pages nobody can see. */
export const missing = async () => ((await chromium()) ? undefined : howToGetChromium);

/**
 * Opens a tab, and closes it after use. Whatever it, and others that it opens, complain of fails the case: errors and warnings of the
 * console, among them what its Content-Security-Policy has stopped, and what nobody has caught.
 *
 * @param {(page: import('playwright-core').Page) => Promise<void>} use
 * @param {{ expects?: RegExp }} [options] `expects`: the complaints that belong to the case
 */
export async function inChromium(use, { expects } = {}) {
  const browser = await (await playwright()).launch({ executablePath: await chromium(), args: flags });
  try {
    const context = await browser.newContext({ locale: 'en-US', timezoneId: 'UTC' });
    const complaints = [];
    context.on('weberror', (error) => complaints.push(`thrown: ${error.error().message}`));
    context.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`);
    });
    await use(await context.newPage());
    assert.deepEqual(
      complaints.filter((complaint) => !expects?.test(complaint)),
      [],
    );
  } finally {
    await browser.close();
  }
}

/** Waits until exactly this text is there. */
export async function says(locator, text) {
  let said;
  for (let waited = 0; waited < PATIENCE; waited += 0.05) {
    said = await locator.allTextContents();
    if (said.length === 1 && said[0] === text) return;
    await pause(50);
  }
  assert.deepEqual(said, [text]);
}

/** The conformance suite's own, as it drives the same browser. */
async function playwright() {
  const home = at('tests/conformance');
  await install(home);
  return createRequire(`${home}/package.json`)('playwright-core').chromium;
}
