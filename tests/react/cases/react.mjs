/** The components in a page, for each version of React. */
import assert from 'node:assert/strict';
import { closed, expired, good, open, ready } from './given.mjs';
import { licenses } from './license.mjs';

const around = [
  {
    name: 'a fallback that says why',
    async run(page) {
      await ready(page);
      const there = await page.do('show', { verifier: 'own', token: expired, fallbackSays: true });
      assert.deepEqual(there, ['The page', 'EXPIRED', 'No: EXPIRED']);
    },
  },
  {
    name: 'no provider',
    expects: /LicenseProvider|error occurred|error boundary/,
    async run(page) {
      await page.open();
      assert.deepEqual(await page.do('withoutProvider'), ['context_invalid']);
    },
  },
];

const suspended = [false, true].map((strict) => ({
  name: `a page that has to wait for a part of itself${strict ? ', in strict mode' : ''}`,
  async run(page) {
    await ready(page);
    const there = await page.do('show', { verifier: 'own', token: good, suspense: true, strict, inner: 'late' });
    assert.deepEqual(there, ['Loading']);
    await page.do('come');
    await page.comes(...open('ACTIVE'), 'Late');
    assert.deepEqual([...new Set(await page.get('rendered'))], ['ACTIVE']);
    // And once more, when there is something to be hidden meanwhile.
    await page.do('show', { inner: 'late' });
    await page.do('deny', { jti: ['7'] });
    await page.do('refresh');
    await page.do('come');
    await page.comes(...closed('REVOKED'), 'Late');
  },
}));

const strict = { strict: true };

export const react = [
  ...licenses([{}, strict], [{}, strict, { suspense: true, strict: true }]),
  ...around,
  ...suspended,
];
