import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { at } from '../../../scripts/paths.mjs';
import { inChromium, missing, says } from '../browser.mjs';
import { start } from '../stage.mjs';

export { missing };

const NONE = 'You have no license yet.';
const ACTIVE = 'Your license is active.';
const GRACE = 'Your license is to be renewed.';
const EXPIRED = 'Your license has expired.';
const INVALID = 'Your license is not valid here.';
const UNREACHABLE = 'The vendor cannot be reached. This page goes on trying.';

const status = (page) => page.locator('p[role=status]');
const notice = (page) => page.locator('symbolon-notice');
const button = (page) => page.getByRole('button', { name: 'Export sales' });

async function paste(page, token) {
  await page.getByLabel('License', { exact: true }).fill(token);
  await page.getByRole('button', { name: 'Use this license' }).click();
}

/** Where the license stands, what the notice says of it, and whether there is the button or what is there instead. */
async function shows(page, { said, noticed, button: has }) {
  await says(status(page), said);
  assert.equal(await button(page).count(), has ? 1 : 0);
  assert.equal(await page.getByText('To export reports you need a license that has it.').count(), has ? 0 : 1);
  assert.equal(await page.getByRole('heading', { name: 'Reports' }).count(), 1);
  const text = await notice(page).evaluate((element) => element.shadowRoot.textContent);
  assert.match(text, noticed ?? /^$/);
}

const kinds = [
  { kind: 'active', said: ACTIVE, button: true },
  { kind: 'active', claims: { features: 'reports' }, said: ACTIVE, button: false },
  { kind: 'active', claims: { seconds: 86_400 }, said: ACTIVE, button: true, noticed: /^This license expires on \w+/ },
  { kind: 'grace', said: GRACE, button: true, noticed: /goes on working until \w+ \d+, \d{4}\.$/ },
  { kind: 'expired', said: EXPIRED, button: false, noticed: /^This license has expired\.$/ },
  { kind: 'forged', said: INVALID, button: false },
  { kind: 'otherDomain', said: INVALID, button: false },
];

const nobody = (page, url) => page.route(`${url}/**`, (route) => route.abort());

export const cases = [
  {
    name: 'without a license there is the fallback; with one there is the button, also after a reload, until it is forgotten',
    run: ({ url, license }) =>
      inChromium(async (page) => {
        await page.goto(url);
        await shows(page, { said: NONE, button: false });
        await paste(page, await license());
        await shows(page, { said: ACTIVE, button: true });
        await page.reload();
        await shows(page, { said: ACTIVE, button: true });
        const [file] = await Promise.all([page.waitForEvent('download'), button(page).click()]);
        assert.match(await readFile(await file.path(), 'utf8'), /^month,sales\n/);
        await page.getByRole('button', { name: 'Forget it' }).click();
        await shows(page, { said: NONE, button: false });
      }),
  },
  {
    name: 'a license comes from a file, too, and goes to the other tabs',
    run: ({ url, license }) =>
      inChromium(async (page) => {
        await page.goto(url);
        const other = await page.context().newPage();
        await other.goto(url);
        await shows(other, { said: NONE, button: false });
        const buffer = Buffer.from(`${await license()}\n`);
        await page.getByLabel('Or a file').setInputFiles({ name: 'license.jwt', mimeType: 'text/plain', buffer });
        for (const tab of [page, other]) await shows(tab, { said: ACTIVE, button: true });
      }),
  },
  ...kinds.map(({ kind, claims, ...shown }) => ({
    name: `${[kind, ...Object.entries(claims ?? {}).flat()].join(' ')}: ${shown.said}`,
    run: ({ url, license }) =>
      inChromium(async (page) => {
        await page.goto(url);
        await paste(page, await license(kind, claims));
        await shows(page, shown);
      }),
  })),
  {
    name: 'a license that ends while the page is open: first there is a notice, then the button goes',
    run: ({ url, license }) =>
      inChromium(async (page) => {
        await page.clock.install();
        await page.goto(url);
        await paste(page, await license('active', { seconds: 90 }));
        await shows(page, { said: ACTIVE, button: true, noticed: /expires on/ });
        await page.clock.fastForward(180_000);
        await shows(page, { said: GRACE, button: true, noticed: /goes on working/ });
        await page.clock.fastForward(8 * 86_400_000);
        await shows(page, { said: EXPIRED, button: false, noticed: /has expired/ });
      }),
  },
  {
    name: 'after a first visit the vendor is not needed',
    run: ({ url, license, vendorUrl }) =>
      inChromium(
        async (page) => {
          await page.goto(url);
          await paste(page, await license());
          await shows(page, { said: ACTIVE, button: true });
          await nobody(page, vendorUrl);
          await page.reload();
          await shows(page, { said: ACTIVE, button: true });
          await paste(page, await license('grace'));
          await shows(page, { said: GRACE, button: true, noticed: /goes on working/ });
        },
        { expects: /ERR_FAILED/ },
      ),
  },
  {
    name: 'without a vendor at the first visit the page says so, and tries again by itself',
    run: ({ url, license, vendorUrl }) =>
      inChromium(
        async (page) => {
          await page.clock.install();
          await nobody(page, vendorUrl);
          await page.goto(url);
          await paste(page, await license());
          await shows(page, { said: UNREACHABLE, button: false });
          await page.unroute(`${vendorUrl}/**`);
          await page.clock.fastForward(5 * 60_000);
          await shows(page, { said: ACTIVE, button: true });
        },
        { expects: /ERR_FAILED/ },
      ),
  },
  {
    name: 'by the policy of the page nobody else is asked, and nothing runs that was put into it',
    run: ({ url }) =>
      inChromium(
        async (page) => {
          await page.goto(url);
          const asked = page.evaluate(() => fetch('https://elsewhere.example').then(String, ({ message }) => message));
          assert.equal(await asked, 'Failed to fetch');
          const ran = await page.evaluate(() => {
            document.head.append(Object.assign(document.createElement('script'), { text: 'globalThis.ran = true' }));
            return globalThis.ran;
          });
          assert.equal(ran, undefined);
        },
        { expects: /Content Security Policy/ },
      ),
  },
  {
    name: 'a browser without WebAssembly: the page says what it cannot do, and stays',
    run: ({ url }) =>
      inChromium(
        async (page) => {
          await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly'));
          await page.goto(url);
          await shows(page, { said: 'This browser cannot check licenses.', button: false });
        },
        { expects: /wasm_unavailable|WebAssembly/ },
      ),
  },
  {
    name: 'npm run dev: the same, as developers see it',
    async run({ license, vendorUrl }) {
      const settings = { LICENSE_ISSUER: 'https://licenses.example.com', LICENSE_JWKS_URI: `${vendorUrl}/jwks.json` };
      const dev = await start(at('examples/react-app'), ['run', 'dev'], /Local:/, settings);
      try {
        await inChromium(async (page) => {
          await page.goto(dev.url);
          await paste(page, await license());
          await shows(page, { said: ACTIVE, button: true });
        });
      } finally {
        await dev.close();
      }
    },
  },
];
