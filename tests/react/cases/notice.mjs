/** `<symbolon-notice>` in a page whose policy allows no inline style, and no text that becomes elements. */
// biome-ignore-all format: a table is read by its rows
import assert from 'node:assert/strict';
import { DAY, NOW } from '../../issuer.mjs';

const END = NOW + 10 * DAY; // 25 January 2027
const active = { status: 'ACTIVE', code: 'ok', expiresAt: END, graceEndsAt: END };
const grace = { status: 'GRACE', code: 'license_in_grace', expiresAt: NOW - DAY, graceEndsAt: END };
const expired = { status: 'EXPIRED', code: 'license_expired', expiresAt: NOW - DAY, graceEndsAt: NOW - DAY };
const stale = { status: 'EXPIRED', code: 'assertion_expired', expiresAt: END };
const suspended = { status: 'SUSPENDED', code: 'license_suspended', expiresAt: END };

/** A page that came with these elements in it, and that makes the element known. */
async function opened(page, { put }, elements, define = true) {
  await page.open(await put(elements));
  if (define) await page.do('defineNotice');
}

const tell = (page, decision) =>
  page.page.evaluate((decision) => {
    document.querySelector('symbolon-notice').decision = decision;
  }, decision);

/** What a visitor sees of it, and what an author's style sheet can. */
const seen = (page) =>
  page.page.evaluate(() => {
    const notice = document.querySelector('symbolon-notice');
    const range = document.createRange();
    range.selectNodeContents(notice.shadowRoot);
    const slotted = [...notice.shadowRoot.querySelectorAll('slot')].flatMap((slot) => slot.assignedElements());
    const text = slotted.length > 0 ? slotted.map((each) => each.innerText).join('') : range.toString();
    return { text, state: notice.getAttribute('state'), size: notice.getBoundingClientRect().height > 0 };
  });

const nothing = { text: '', state: null, size: false };
const says = (state, text) => ({ text, state, size: true });

const bare = '<symbolon-notice></symbolon-notice>';
const own = '<symbolon-notice days="14" soon="Noch bis {date}." grace="Bis {date}!" expired="Aus." lang="de"></symbolon-notice>';
const slots = '<symbolon-notice><p slot="grace">Please <a href="/renew">renew</a></p><p slot="expired">Over</p></symbolon-notice>';

const rows = [
  ['no decision', bare, undefined, nothing],
  ['a license', bare, active, nothing],
  ['a license in grace', bare, grace, says('grace', 'This license has expired. It goes on working until January 25, 2027.')],
  ['an expired license', bare, expired, says('expired', 'This license has expired.')],
  ['an assertion that is over', bare, stale, nothing],
  ['a license that is suspended', bare, suspended, nothing],
  ['a license that ends soon, and nobody wants to know', bare, active, nothing],
  ['a license that ends soon', '<symbolon-notice days="14"></symbolon-notice>', active, says('soon', 'This license expires on January 25, 2027.')],
  ['a license that ends some day', '<symbolon-notice days="9"></symbolon-notice>', active, nothing],
  ['a license without an end', own, { status: 'ACTIVE', code: 'ok' }, nothing],
  ['texts of its own', own, active, says('soon', 'Noch bis 25. Januar 2027.')],
  ['texts of its own, in grace', own, grace, says('grace', 'Bis 25. Januar 2027!')],
  ['texts of its own, without a date', own, expired, says('expired', 'Aus.')],
  ['a language that is none', bare.replace('notice', 'notice lang="x_y"'), expired, says('expired', 'This license has expired.')],
  ['elements of its own', slots, grace, says('grace', 'Please renew')],
  ['elements of its own, when all is well', slots, active, nothing],
  ['a text that looks like an element', '<symbolon-notice expired="<b>x</b>"></symbolon-notice>', expired, says('expired', '<b>x</b>')],
].map(([name, elements, decision, expected]) => ({
  name,
  async run(page, bench) {
    await opened(page, bench, elements);
    await tell(page, decision);
    assert.deepEqual(await seen(page), expected);
    // And back, when all is well again.
    await tell(page, { status: 'ACTIVE', code: 'ok' });
    assert.deepEqual(await seen(page), nothing);
  },
}));

const others = [
  {
    name: 'a decision that came before the element was known',
    async run(page, bench) {
      await opened(page, bench, bare, false);
      await tell(page, expired);
      await page.do('defineNotice');
      assert.deepEqual(await seen(page), says('expired', 'This license has expired.'));
      await tell(page, active);
      assert.deepEqual(await seen(page), nothing);
    },
  },
  {
    name: 'screen readers know it before it says something',
    async run(page, bench) {
      await opened(page, bench, bare);
      assert.equal(await page.page.getByRole('status').count(), 1);
      await tell(page, expired);
      assert.match(await page.page.locator('body').ariaSnapshot(), /- status: This license has expired\./);
    },
  },
  {
    name: 'a role that the page gives it stays',
    async run(page, bench) {
      await opened(page, bench, bare.replace('notice', 'notice role="alert"'));
      assert.equal(await page.page.getByRole('alert').count(), 1);
    },
  },
  {
    name: 'what is said already is not said again',
    async run(page, bench) {
      await opened(page, bench, bare);
      await tell(page, expired);
      const changes = await page.page.evaluate(async (decision) => {
        const notice = document.querySelector('symbolon-notice');
        const seen = [];
        const observer = new MutationObserver((records) => seen.push(...records));
        observer.observe(notice.shadowRoot, { childList: true, characterData: true, subtree: true });
        notice.decision = { ...decision };
        seen.push(...observer.takeRecords());
        return seen.length;
      }, expired);
      assert.equal(changes, 0);
    },
  },
  {
    name: 'it may be made known twice, and in Node it is only imported',
    async run(page, bench) {
      await opened(page, bench, bare);
      await page.do('defineNotice');
      const { defineNotice } = await bench.imported('notice');
      assert.equal(typeof defineNotice, 'function');
    },
  },
];

export const notice = [...rows, ...others].map(({ name, run }) => ({ name: `notice: ${name}`, run }));
