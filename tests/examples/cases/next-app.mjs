import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { at } from '../../../scripts/paths.mjs';
import { run } from '../../../scripts/run.mjs';
import { inChromium, missing, says } from '../browser.mjs';
import { start } from '../stage.mjs';

export { missing };

const ACTIVE = 'Your license is active.';
const GRACE = 'Your license has expired. It goes on working for a few days: please renew it.';
const EXPIRED = 'Your license has expired.';
const INVALID = 'Your license is not valid here.';
const NONE = 'You have no license yet.';

const bearer = (token) => ({ headers: { authorization: `Bearer ${token}` } });
const cookie = (token) => ({ headers: { cookie: `license=${token}` } });

const status = (page) => page.getByRole('status');
const download = (page) => page.getByRole('link', { name: 'Export sales' });

/** Opens the page as a browser that has this license. */
async function open(page, url, token) {
  if (token) await page.context().addCookies([{ name: 'license', value: token, url }]);
  await page.goto(url);
}

/** Waits until the page can be used, by what React leaves on what it has taken over. */
const hydrated = (page) =>
  page.waitForFunction(() => Object.keys(document.querySelector('h1')).some((key) => key.startsWith('__react')));

/** What the page says, and whether there is the download, at each moment since it began. */
function watch() {
  globalThis.seen = [];
  const look = () => {
    const said = document.querySelector('[role=status]')?.textContent;
    if (!said) return;
    const now = `${said} ${document.querySelector('a') ? 'download' : 'no download'}`;
    if (globalThis.seen.at(-1) !== now) globalThis.seen.push(now);
  };
  new MutationObserver(look).observe(document, { childList: true, characterData: true, subtree: true });
}

/** The statuses of one request of each kind: a route, a file behind the proxy, the page. */
async function answers(url, license) {
  const statuses = {};
  for (const kind of ['active', 'grace', 'expired', 'forged', 'otherDomain']) {
    const token = await license(kind);
    const [route, file] = [
      await fetch(`${url}/api/reports`, bearer(token)),
      await fetch(`${url}/downloads/sales.csv`, cookie(token)),
    ];
    statuses[kind] = [route.status, file.status];
  }
  return statuses;
}

const EXPECTED = {
  active: [200, 200],
  grace: [200, 200],
  expired: [403, 403],
  forged: [403, 403],
  otherDomain: [403, 403],
};

/**
 * The same program where it meets the edge runtime: with its proxy as middleware, and its route there, too. Files are
 * linked, for Turbopack takes nothing from outside of a project.
 */
async function onTheEdge() {
  const source = at('examples/next-app');
  const folder = at('build/next-app-on-the-edge');
  await rm(folder, { recursive: true, force: true });
  await run('cp', ['-RPl', source, folder]);
  const moved = async (from, to, change) => {
    await mkdir(dirname(join(folder, to)), { recursive: true });
    await writeFile(join(folder, to), change(await readFile(join(source, from), 'utf8')), { flag: 'wx' });
  };
  await rm(join(folder, 'proxy.js'));
  await moved('proxy.js', 'middleware.js', (text) => text.replace('export const proxy', 'export const middleware'));
  await moved(
    'app/api/reports/route.js',
    'app/api/edge/route.js',
    (text) => `${text}\nexport const runtime = 'edge';\n`,
  );
  return { folder, close: () => rm(folder, { recursive: true, maxRetries: 20, retryDelay: 100 }) };
}

export const cases = [
  {
    name: 'routes and the proxy decide alike, of every kind of license',
    run: async ({ url, license }) => assert.deepEqual(await answers(url, license), EXPECTED),
  },
  {
    name: 'refusals of the proxy are problems with a code, and nobody keeps a copy of what it lets pass',
    async run({ url, license }) {
      const without = await license('active', { features: 'reports' });
      const refused = await fetch(`${url}/downloads/sales.csv`, cookie(without));
      assert.equal(refused.status, 403);
      assert.equal(refused.headers.get('content-type'), 'application/problem+json');
      assert.equal((await refused.json()).code, 'feature_missing');
      const passed = await fetch(`${url}/downloads/sales.csv`, cookie(await license()));
      assert.equal(passed.headers.get('cache-control'), 'private, no-store');
    },
  },
  {
    name: 'two Authorization fields are none',
    async run({ url, license }) {
      const token = await license();
      const { status } = await fetch(`${url}/api/reports`, bearer(`${token}, Bearer ${token}`));
      assert.equal(status, 401);
    },
  },
  {
    name: 'a license is pasted, used, and forgotten',
    run: ({ url, license }) =>
      inChromium(async (page) => {
        await open(page, url);
        await says(status(page), NONE);
        assert.equal(await download(page).count(), 0);
        await page.getByLabel('License').fill(await license());
        await page.getByRole('button', { name: 'Use this license' }).click();
        await says(status(page), ACTIVE);
        await page.getByText('Plan team, 25 seats').waitFor();
        const [file] = await Promise.all([page.waitForEvent('download'), download(page).click()]);
        assert.equal(file.suggestedFilename(), 'sales.csv');
        assert.equal(await file.failure(), null);
        await page.getByRole('button', { name: 'Forget the license' }).click();
        await says(status(page), NONE);
        assert.equal(await download(page).count(), 0);
      }),
  },
  ...[
    { kind: 'active', said: ACTIVE, has: true },
    { kind: 'active', claims: { features: 'reports' }, said: ACTIVE, has: false },
    { kind: 'grace', said: GRACE, has: true },
    { kind: 'expired', said: EXPIRED, has: false },
    { kind: 'forged', said: INVALID, has: false },
  ].map(({ kind, claims, said, has }) => ({
    name: `${kind}${claims ? ' without the feature' : ''}: the server says it, the page goes on from there, and nothing flashes`,
    async run({ url, license }) {
      const token = await license(kind, claims);
      const sent = await (await fetch(url, cookie(token))).text();
      assert.ok(sent.includes(`<p role="status">${said}</p>`));
      assert.equal(sent.includes('<a '), has);
      await inChromium(async (page) => {
        await page.addInitScript(watch);
        const asked = page.waitForResponse(/jwks\.json$/);
        await open(page, url, token);
        await hydrated(page);
        await asked;
        await says(status(page), said);
        assert.deepEqual(await page.evaluate(() => globalThis.seen), [`${said} ${has ? 'download' : 'no download'}`]);
      });
    },
  })),
  {
    name: 'a license that ends while the page is open ends in the page',
    run: ({ url, license }) =>
      inChromium(async (page) => {
        await page.clock.install();
        const asked = page.waitForResponse(/jwks\.json$/);
        await open(page, url, await license('active', { seconds: 90 }));
        await asked;
        await says(status(page), ACTIVE);
        await page.clock.fastForward(180_000);
        await says(status(page), GRACE);
        assert.equal(await download(page).count(), 1);
        await page.clock.fastForward(8 * 86_400_000);
        await says(status(page), EXPIRED);
        assert.equal(await download(page).count(), 0);
      }),
  },
  {
    name: 'without a vendor nobody is let pass, and everybody is told when to come again',
    async run({ alone, license }) {
      const bare = await alone({}, /Ready/);
      try {
        const token = await license();
        for (const answer of [
          await fetch(`${bare.url}/api/reports`, bearer(token)),
          await fetch(`${bare.url}/downloads/sales.csv`, cookie(token)),
        ]) {
          assert.equal(answer.status, 503);
          assert.ok(Number(answer.headers.get('retry-after')) >= 1);
        }
        const page = await (await fetch(bare.url, cookie(token))).text();
        assert.match(page, /Your license could not be checked/);
      } finally {
        await bare.close();
      }
    },
  },
  {
    name: 'next dev, and the edge runtime: the same, without a word of React about it',
    async run(stage) {
      const { folder, close } = await onTheEdge();
      const dev = await start(folder, ['run', 'dev'], /Ready/, {
        LICENSE_ISSUER: 'https://licenses.example.com',
        LICENSE_JWKS_URI: `${stage.vendorUrl}/jwks.json`,
      });
      try {
        const token = await stage.license();
        assert.equal((await fetch(`${dev.url}/api/edge`, bearer(token))).status, 200);
        assert.equal((await fetch(`${dev.url}/api/edge`, bearer(await stage.license('forged')))).status, 403);
        assert.deepEqual(await answers(dev.url, stage.license), EXPECTED);
        await inChromium(async (page) => {
          const asked = page.waitForResponse(/jwks\.json$/);
          await open(page, dev.url, token);
          await asked;
          await says(status(page), ACTIVE);
          assert.equal(await download(page).count(), 1);
        });
      } finally {
        await dev.close();
        await close();
      }
    },
  },
];
