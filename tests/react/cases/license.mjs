/** A license in a page, alike in every framework. What is `strict` is so where the framework knows that. */
import assert from 'node:assert/strict';
import { DAY, jwk, license, NOW } from '../../issuer.mjs';
import { closed, expired, good, judge, keys, open, ready } from './given.mjs';
import { time } from './time.mjs';

const plain = license({ features: [] });
const forged = expired.replace(/[^.]+$/, good.split('.')[2]);

const first = (modes) =>
  [
    ['a license', good, open('ACTIVE')],
    ['a license in grace', expired, open('GRACE'), { gracePeriod: 2 * DAY }],
    ['an expired license', expired, closed('EXPIRED')],
    ['a forged license', forged, closed('INVALID')],
    ['a license without the feature', plain, closed('ACTIVE')],
    ['no license', null, closed('INVALID')],
  ].flatMap(([name, token, there, options]) =>
    modes.map((mode) => ({
      name: `${name} is shown at the first rendering${named(mode)}`,
      async run(page) {
        await ready(page, options);
        assert.deepEqual(await page.do('show', { verifier: 'own', token, ...mode }), there);
        // Nor was anything else rendered on the way, or after it.
        await page.passes(1);
        assert.deepEqual([...new Set(await page.get('rendered'))], [there[1]]);
        assert.deepEqual(await page.do('there'), there);
      },
    })),
  );

const changes = [
  {
    name: 'another token is judged while it is rendered',
    async run(page) {
      await ready(page);
      await page.do('show', { verifier: 'own', token: good, strict: true });
      assert.deepEqual(await page.do('show', { token: expired }), closed('EXPIRED'));
      assert.deepEqual(await page.do('show', { token: good }), open('ACTIVE'));
      const seen = (await page.get('rendered')).filter((status, at, all) => status !== all[at - 1]);
      assert.deepEqual(seen, ['ACTIVE', 'EXPIRED', 'ACTIVE']);
    },
  },
  {
    name: 'a page that becomes visible again is judged again',
    async run(page) {
      await ready(page);
      await page.do('show', { verifier: 'own', token: good, strict: true });
      await page.do('visible', 'hidden');
      await page.do('deny', { jti: ['7'] });
      await page.passes(60);
      assert.deepEqual(await page.do('there'), open('ACTIVE'));
      await page.do('visible', 'visible');
      await page.comes(...closed('REVOKED'));
    },
  },
  {
    name: 'who asks for it is judged again',
    async run(page) {
      await ready(page);
      await page.do('show', { verifier: 'own', token: good });
      await page.do('deny', { jti: ['7'] });
      await page.do('refresh');
      await page.comes(...closed('REVOKED'));
    },
  },
  {
    name: 'of an answer that comes after a later one nothing is taken',
    async run(page) {
      await page.open();
      await page.do('make', 'manual');
      assert.deepEqual(await page.do('show', { verifier: 'manual', token: good }), open('pending'));
      await page.page.evaluate(() => void globalThis.stage.refresh());
      await page.page.waitForFunction(() => globalThis.stage.asked() === 2);
      await page.do('answer', 1, 'REVOKED');
      await page.comes(...closed('REVOKED'));
      await page.do('answer', 0, 'ACTIVE');
      await page.passes(1);
      assert.deepEqual(await page.do('there'), closed('REVOKED'));
      assert.ok(!(await page.get('rendered')).includes('ACTIVE'));
    },
  },
  {
    name: 'nothing goes on after the page was left',
    async run(page) {
      await ready(page);
      await page.do('show', { verifier: 'own', token: license({ exp: NOW + 60 }), strict: true });
      await page.passes(1);
      await page.do('unmount');
      const before = await page.get('counts');
      await page.passes(DAY);
      await page.do('visible', 'visible');
      await page.passes(1);
      assert.deepEqual(await page.get('counts'), before);
    },
  },
  {
    name: 'a rendering for another reason judges nothing',
    async run(page) {
      await ready(page);
      await page.do('show', { verifier: 'own', token: good });
      await page.passes(1);
      const before = await page.get('counts');
      for (let time = 0; time < 5; time++) await page.do('show', {});
      assert.deepEqual(await page.get('counts'), before);
    },
  },
];

const verifiers = [
  {
    name: 'a verifier that is promised',
    async run(page) {
      await page.open();
      await page.do('make', 'own', { keys, promised: true });
      assert.deepEqual(await page.do('show', { verifier: 'own', token: expired, strict: true }), open('pending'));
      await page.comes(...closed('EXPIRED'));
      await page.do('unmount');
      // Whoever has waited for it once need not wait again.
      assert.deepEqual(await page.do('show', {}), closed('EXPIRED'));
    },
  },
  {
    name: 'a verifier that comes later',
    async run(page) {
      await ready(page);
      assert.deepEqual(await page.do('show', { token: good }), open('pending'));
      assert.deepEqual(await page.do('show', { verifier: 'own' }), open('ACTIVE'));
    },
  },
  ...['failing', 'throwing'].map((verifier) => ({
    name: `a verifier that is ${verifier} leaves the page, and grants nothing`,
    async run(page) {
      await page.open();
      await page.do('make', verifier);
      await page.do('show', { verifier, token: good });
      await page.comes(...closed('failed'));
      assert.deepEqual(await page.get('errors'), [verifier === 'failing' ? 'no WebAssembly' : 'disposed']);
    },
  })),
  {
    name: 'keys that are fetched',
    async run(page) {
      await ready(page, { remote: { keys: [jwk] } });
      assert.deepEqual(await page.do('show', { verifier: 'own', token: good }), open('pending'));
      await page.comes(...open('ACTIVE'));
      assert.deepEqual([...new Set(await page.get('rendered'))], ['pending', 'ACTIVE']);
    },
  },
  {
    name: 'a key server that is down, then up',
    async run(page) {
      await ready(page, { remote: { keys: [jwk] } });
      await page.page.evaluate(() => {
        globalThis.stage.online = false;
      });
      await page.do('show', { verifier: 'own', token: good });
      await page.comes(...closed('DEGRADED'));
      await page.page.evaluate(() => {
        globalThis.stage.online = true;
      });
      await page.passes(10);
      await page.comes(...open('ACTIVE'));
    },
  },
];

const hydrated = (modes) =>
  [
    ['a license', good, open('ACTIVE')],
    ['an expired license', expired, closed('EXPIRED')],
    ['no license', null, closed('INVALID')],
  ].flatMap(([name, token, there]) =>
    modes.map((mode) => ({
      name: `${name} in a page from a server${named(mode)}`,
      async run(page, { html, put }) {
        // As a server has it: with a verifier of its own, and yet what is sent is the same for everybody.
        const sent = await html({ ...mode, provider: { token, host: 'app.example.com', verifier: judge } });
        assert.match(sent, /<p id="status">pending<\/p><button type="button">Export<\/button>/);
        await page.open(await put(sent));
        assert.deepEqual(await page.do('there'), open('pending'));
        await page.do('make', 'own', { keys });
        await page.do('show', { verifier: 'own', token, hydrate: true, ...mode });
        await page.comes(...there);
        assert.deepEqual(await page.get('errors'), []);
      },
    })),
  );

const named = (mode) => ['', ...Object.keys(mode)].join(', ');

/**
 * @param {object[]} modes how pages are rendered
 * @param {object[]} hydrating how those are that come from a server
 */
export const licenses = (modes, hydrating) => [
  ...first(modes),
  ...time,
  ...changes,
  ...verifiers,
  ...hydrated(hydrating),
];
