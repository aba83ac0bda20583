/** A page in Chromium, and what it is asked to do. */
import assert from 'node:assert/strict';

export class Page {
  /** What went to the console as a warning or an error, and what was thrown. */
  complaints = [];

  /** @param {import('playwright-core').Page} page whose clock is ours */
  constructor(page, url) {
    this.page = page;
    this.url = url;
    page.on(
      'console',
      (message) => ['error', 'warning'].includes(message.type()) && this.complaints.push(`console: ${message.text()}`),
    );
    page.on('pageerror', (error) => this.complaints.push(`thrown: ${error.message}`));
  }

  async open(path = '') {
    await this.page.goto(`${this.url}${path}`);
    await this.page.waitForFunction(() => globalThis.stage);
  }

  /** Does what the stage has under this name. */
  do(name, ...args) {
    return this.page.evaluate(([name, args]) => globalThis.stage[name](...args), [name, args]);
  }

  /** What the stage holds under this name. */
  get(name) {
    return this.page.evaluate((name) => globalThis.stage[name], name);
  }

  /** Waits until exactly this is there. */
  async comes(...lines) {
    await this.page
      .waitForFunction((lines) => JSON.stringify(globalThis.stage.there()) === lines, JSON.stringify(lines), {
        timeout: 5_000,
        polling: 20,
      })
      .catch(async () => assert.deepEqual(await this.do('there'), lines));
  }

  /** So many seconds go by. */
  passes(seconds) {
    return this.page.clock.fastForward(seconds * 1000);
  }
}
