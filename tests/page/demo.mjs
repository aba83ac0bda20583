/** The demo page as a visitor handles it. */
import assert from 'node:assert/strict';

export class Demo {
  /** What went to the console as an error, what was thrown, and requests to anywhere else. */
  complaints = [];

  /** @param {import('playwright-core').Page} page */
  constructor(page, url) {
    this.page = page;
    this.url = url;
    const { origin } = new URL(url);
    page.on(
      'console',
      (message) => ['error', 'warning'].includes(message.type()) && this.complaints.push(`console: ${message.text()}`),
    );
    page.on('pageerror', (error) => this.complaints.push(`thrown: ${error.message}`));
    page.on(
      'request',
      (request) => new URL(request.url()).origin !== origin && this.complaints.push(`request: ${request.url()}`),
    );
  }

  /** Opens the page, and waits for what it says first. */
  async open(status, code) {
    await this.page.goto(this.url);
    await this.decides(status, code);
  }

  play(situation) {
    return this.page.getByRole('button', { name: situation, exact: true }).click();
  }

  /** Waits for a decision; fails with the one that is shown instead. */
  async decides(status, code) {
    await this.page
      .waitForFunction(
        ([status, code]) =>
          document.getElementById('status')?.textContent === status &&
          document.getElementById('code')?.textContent === code,
        [status, code],
        { timeout: 10_000 },
      )
      .catch(async () => {
        const shown = await this.page.locator('#verdict').innerText();
        throw new Error(`expected ${status} ${code}, but the page says: ${shown.replaceAll('\n', ' | ')}`);
      });
  }

  /** Types a value into the control with this name. */
  fill(name, value) {
    return this.page.locator(`[name="${name}"]`).fill(value);
  }

  value(name) {
    return this.page.locator(`[name="${name}"]`).inputValue();
  }

  /** Opens everything that folds. */
  unfold() {
    return this.page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
  }

  /** The outcome (and what it was) of a check, as written in its line. */
  async step(check) {
    return this.page
      .locator('#steps li', { has: this.page.locator('.name', { hasText: new RegExp(`^${check}$`) }) })
      .innerText();
  }

  /** Puts the clock to a number of seconds from the license's expiry. */
  async clockFromExpiry(seconds) {
    const claims = JSON.parse(await this.value('payload'));
    const local = await this.page.evaluate((unix) => {
      const date = new Date(unix * 1000);
      return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
    }, claims.exp + seconds);
    await this.fill('datetime', local);
  }

  /** Whether the focus is anywhere in the page: it leaves it at either end. */
  hasFocus() {
    return this.page.evaluate(() => document.activeElement !== document.body && document.hasFocus());
  }

  /** What has the focus; fails where that is not to be seen (WCAG 2.2, 2.4.7 and 2.4.11). */
  async focusInSight() {
    const at = await this.page.evaluate(() => {
      const element = document.activeElement;
      const box = element.getBoundingClientRect();
      const verdict = document.getElementById('verdict').getBoundingClientRect();
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return {
        text: element.textContent.trim().slice(0, 40),
        name: element.getAttribute('name') ?? element.id,
        outlined: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
        inWindow: box.bottom > 0 && box.top < innerHeight,
        covered: !element.matches('.skip, #verdict') && box.top >= verdict.top && box.bottom <= verdict.bottom,
      };
    });
    assert.ok(at.outlined && at.inWindow && !at.covered, `focus not in sight: ${JSON.stringify(at)}`);
    return at;
  }
}
