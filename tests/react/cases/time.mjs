/** A license whose time begins, or runs out, while the page is open. */
import assert from 'node:assert/strict';
import { DAY, license, NOW } from '../../issuer.mjs';
import { closed, open, ready } from './given.mjs';

export const time = [
  {
    name: 'a license runs out while the page is open',
    async run(page) {
      await ready(page, { gracePeriod: 30 });
      await page.do('show', { verifier: 'own', token: license({ exp: NOW + 60 }), strict: true });
      await page.passes(50);
      await page.comes(...open('ACTIVE'));
      await page.passes(20);
      await page.comes(...open('GRACE'));
      await page.passes(30);
      await page.comes(...closed('EXPIRED'));
    },
  },
  {
    name: 'a license runs out after a tolerance that no decision tells',
    async run(page) {
      await ready(page, { clockTolerance: 20, exp: 'assertion' });
      await page.do('show', { verifier: 'own', token: license({ exp: NOW + 60 }) });
      await page.passes(70);
      await page.comes(...open('ACTIVE'));
      await page.passes(30);
      await page.comes(...closed('EXPIRED'));
    },
  },
  {
    name: 'a license begins while the page is open',
    async run(page) {
      await ready(page);
      const token = license({ nbf: NOW + 60 });
      assert.deepEqual(await page.do('show', { verifier: 'own', token }), closed('NOT_YET_VALID'));
      await page.passes(70);
      await page.comes(...open('ACTIVE'));
    },
  },
  {
    name: 'a license that lasts longer than timers do',
    async run(page) {
      await ready(page);
      await page.page.evaluate(endLongTimersAtOnce);
      await page.do('show', { verifier: 'own', token: license({ exp: NOW + 50 * DAY }) });
      await page.passes(1);
      await page.passes(1);
      await page.passes(30 * DAY);
      await page.comes(...open('ACTIVE'));
      const { verify } = await page.get('counts');
      assert.ok(verify <= 3, `It was judged ${verify} times.`);
      await page.passes(21 * DAY);
      await page.comes(...closed('EXPIRED'));
    },
  },
];

/** As browsers do; the clock of these tests takes any delay. */
function endLongTimersAtOnce() {
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (work, delay, ...rest) => setTimeout(work, delay > 2 ** 31 - 1 ? 1 : delay, ...rest);
}
