/** The composables in a page, for each version of Vue. */
import assert from 'node:assert/strict';
import { license, NOW } from '../../issuer.mjs';
import { closed, expired, good, judge, keys, open, ready } from '../../react/cases/given.mjs';
import { licenses } from '../../react/cases/license.mjs';

const given = ['getters', 'refs', 'reactive'].map((as) => ({
  name: `what is given as ${as} is followed`,
  async run(page) {
    await ready(page);
    assert.deepEqual(await page.do('show', { as, token: expired }), open('pending'));
    assert.deepEqual(await page.do('show', { verifier: 'own' }), closed('EXPIRED'));
    assert.deepEqual(await page.do('show', { token: good }), open('ACTIVE'));
    assert.deepEqual(await page.do('show', { host: 'elsewhere.example.com' }), closed('INVALID'));
    assert.deepEqual(await page.do('show', { host: { href: '', host: 'app.example.com' } }), open('ACTIVE'));
    // It is another license that is looked at now.
    await page.do('deny', { jti: ['7'] });
    await page.do('refresh');
    await page.comes(...closed('REVOKED'));
  },
}));

const read = [
  {
    name: 'what is read after a change is right at once',
    async run(page) {
      await ready(page);
      await page.do('show', { verifier: 'own', token: good });
      assert.equal(await page.do('given', expired), 'EXPIRED');
      assert.equal(await page.do('given', good), 'ACTIVE');
    },
  },
  {
    name: 'the component that provides a license has it, too',
    async run(page) {
      await ready(page);
      await page.do('show', { verifier: 'own', token: license({ exp: NOW + 60 }) });
      assert.equal(await page.do('provided'), 'ACTIVE');
      await page.passes(70);
      await page.comes(...closed('EXPIRED'));
      assert.equal(await page.do('provided'), 'EXPIRED');
    },
  },
  {
    name: 'a verifier that Vue has made reactive',
    async run(page) {
      await ready(page);
      await page.do('makeReactive');
      assert.deepEqual(await page.do('show', { verifier: 'reactive', token: good }), open('ACTIVE'));
      await page.passes(1);
      assert.deepEqual(await page.do('there'), open('ACTIVE'));
      assert.deepEqual(await page.get('errors'), []);
    },
  },
  {
    name: 'who asks in the wrong place is told',
    expects: /inject\(\) can only be used inside setup/,
    async run(page) {
      await page.open();
      assert.deepEqual(await page.do('astray'), ['context_invalid', 'context_invalid', 'context_invalid']);
    },
  },
];

const late = [
  {
    name: 'a page that has to wait for a part of itself',
    async run(page) {
      await ready(page);
      const shown = { verifier: 'own', token: good, suspense: true, inner: 'suspended' };
      assert.deepEqual(await page.do('show', shown), ['Loading']);
      await page.do('show', { token: license({ exp: NOW + 60 }) });
      await page.do('come');
      await page.comes(...open('ACTIVE'), 'Late: ACTIVE');
      await page.passes(70);
      await page.comes(...closed('EXPIRED'), 'Late: EXPIRED');
    },
  },
  {
    name: 'a part of a page from a server that comes to life after the rest',
    async run(page, { html, put }) {
      const provider = { token: expired, host: 'app.example.com', verifier: judge };
      await page.open(await put(await html({ provider, late: true })));
      await page.do('make', 'own', { keys });
      await page.do('show', { verifier: 'own', token: expired, hydrate: true, inner: 'late' });
      await page.comes(...closed('EXPIRED'), 'Late: pending');
      await page.do('come');
      await page.comes(...closed('EXPIRED'), 'Late: EXPIRED');
    },
  },
];

export const vue = [...licenses([{}], [{}, { suspense: true }]), ...given, ...read, ...late];
