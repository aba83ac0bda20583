/** IndexedDB in Chromium: every visit is a page of its own, in the same profile. */
import assert from 'node:assert/strict';
import { chromium as playwright } from 'playwright-core';
import { chromium as browserPath, flags, howToGetChromium } from '../../../scripts/chromium.mjs';
import { serve } from '../../packages/serve.mjs';
import { assertGranted, basics, failedOperations, stories } from '../stories.mjs';

/** @param {'inPage' | 'inWorker'} where a function of programs/page.js */
const visitIn = (page, where, task) =>
  page.evaluate(async ([where, task]) => (await import('/page.js'))[where](task), [where, task]);

const place = (name, where, cases) => ({
  name,
  missing: async () => ((await browserPath()) ? undefined : `Chromium, which is missing: ${howToGetChromium}`),
  async open({ app }) {
    const site = await serve(app);
    const browser = await playwright.launch({ executablePath: await browserPath(), args: flags });
    return {
      slot() {
        const profile = browser.newContext();
        const open = async (prepare = async (_page) => {}) => {
          const page = await (await profile).newPage();
          await prepare(page);
          await page.goto(`${site.url}page.html`);
          return page;
        };
        return {
          origin: new URL(site.url).origin,
          open,
          async visit({ prepare, ...task }) {
            const page = await open(prepare);
            try {
              return await visitIn(page, where, task);
            } finally {
              await page.close();
            }
          },
          close: async () => (await profile).close(),
        };
      },
      async close() {
        await browser.close();
        await site.close();
      },
    };
  },
  cases,
});

/** Failures of the cache, for a reason that it gives, and a license that is verified nevertheless. */
async function assertDoesWithout({ verify, server, slot }, { failing = ['get', 'set'], prepare, reason }) {
  const first = await verify({ prepare });
  assertGranted(first);
  assert.deepEqual(failedOperations(first), failing);
  assert.equal(server.requests.length, 1);
  for (const deed of failing) assert.match((await slot.visit({ prepare, deed, value: {} })).error, reason);
}

/** Serves the page as one of no origin: such have no storage of any kind. */
const sandboxed = (page) =>
  page.route('**/*', async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), 'access-control-allow-origin': '*' };
    if (route.request().isNavigationRequest()) headers['content-security-policy'] = 'sandbox allow-scripts';
    await route.fulfill({ response, headers });
  });

/** As a program of the page would use a database of that name for itself; what is in it then. */
const somebodyElses = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.open('symbolon', 7);
        request.onupgradeneeded = () => request.result.createObjectStore('things');
        request.onsuccess = () => {
          resolve([request.result.version, [...request.result.objectStoreNames]]);
          request.result.close();
        };
      }),
  );

const ofAPage = [
  {
    name: 'without IndexedDB tokens are verified without',
    run: (given) =>
      assertDoesWithout(given, {
        prepare: (page) =>
          page.addInitScript(() => Object.defineProperty(globalThis, 'indexedDB', { value: undefined })),
        reason: /There is no IndexedDB here/,
      }),
  },
  {
    name: 'where IndexedDB is denied tokens are verified without',
    run: (given) => assertDoesWithout(given, { prepare: sandboxed, reason: /denied/ }),
  },
  {
    name: 'where opening fails tokens are verified without',
    async run(given) {
      await somebodyElses(await given.slot.open());
      await assertDoesWithout(given, {
        prepare: (page) =>
          page.addInitScript(() => {
            const open = IDBFactory.prototype.open;
            IDBFactory.prototype.open = function (name) {
              return open.call(this, name, 1);
            };
          }),
        reason: /VersionError/,
      });
    },
  },
  {
    name: 'where the disk is full tokens are verified without',
    run: (given) =>
      assertDoesWithout(given, {
        failing: ['set'],
        async prepare(page) {
          const session = await page.context().newCDPSession(page);
          await session.send('Storage.overrideQuotaForOrigin', { origin: given.slot.origin, quotaSize: 1 });
        },
        reason: /QuotaExceededError/,
      }),
  },
  {
    name: 'a database of that name that is somebody else’s is left as it is',
    async run(given) {
      const page = await given.slot.open();
      await somebodyElses(page);
      await assertDoesWithout(given, { reason: /object stores/ });
      assert.deepEqual(await somebodyElses(page), [7, ['things']]);
    },
  },
  {
    name: 'an open page does not keep another from deleting the database',
    async run({ slot }) {
      const page = await slot.open();
      const other = await slot.open();
      await visitIn(page, 'inPage', { deed: 'set', value: { format: 1 } });
      await visitIn(page, 'inPage', { deed: 'get' });
      const how = await other.evaluate(
        () =>
          new Promise((resolve) => {
            const request = indexedDB.deleteDatabase('symbolon');
            for (const type of ['success', 'blocked', 'error']) request.addEventListener(type, () => resolve(type));
          }),
      );
      assert.equal(how, 'success');
      assert.equal((await visitIn(page, 'inPage', { deed: 'get' })).result, null);
    },
  },
  {
    name: 'the Cache API of browsers keeps a set, too, by a name',
    async run({ slot }) {
      const kept = async (...args) => {
        const page = await slot.open();
        return page.evaluate(async ([options, value]) => {
          const { edgeCache } = await import('/node_modules/symbolon/cache/workers.js');
          const cache = edgeCache(options);
          if (value) await cache.set(value);
          return cache.get();
        }, args);
      };
      assert.equal(await kept({ name: 'keys' }), undefined);
      await kept({ name: 'keys' }, { format: 1 });
      assert.equal(await kept({ name: 'keys' }), '{"format":1}');
      assert.equal(await kept({ name: 'others' }), undefined);
      await assert.rejects(kept({}), /There is no `caches.default` here: give a name/);
    },
  },
  {
    name: 'two databases keep two sets',
    async run({ slot }) {
      const visit = (task) => slot.visit(task).then(({ result }) => result);
      await visit({ deed: 'set', name: 'a', value: { format: 1 } });
      assert.equal(await visit({ deed: 'get', name: 'b' }), null);
      assert.deepEqual(await visit({ deed: 'get', name: 'a' }), { format: 1 });
    },
  },
];

export const chromium = [
  place('IndexedDB, Chromium page', 'inPage', [...stories, ...ofAPage]),
  place('IndexedDB, Chromium worker', 'inWorker', basics),
];
