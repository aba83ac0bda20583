/** Chromium: each measurement has a page of its own, in a context of its own. */
import { chromium as browserPath, flags, howToGetChromium } from '../../scripts/chromium.mjs';
import { installed } from './installed.mjs';
import { servePages } from './page-server.mjs';

/** ms; a measurement that takes longer hangs. */
const PATIENCE = 600_000;

export const missing = async () => ((await browserPath()) ? undefined : `Chromium is missing: ${howToGetChromium}`);

/** Lines and machines of people, set through the browser's protocol. */
const lines = {
  loopback: async () => {},
  slow: async (session) => {
    const downloadThroughput = 4e6 / 8;
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 100,
      downloadThroughput,
      uploadThroughput: downloadThroughput,
    });
    await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  },
};

/** @type {import('./index.mjs').Open} */
export async function openChromium(folder) {
  const server = await servePages(folder);
  const browser = await installed('playwright-core').chromium.launch({
    executablePath: await browserPath(),
    args: flags,
  });

  async function shown(address, line) {
    const context = await browser.newContext();
    try {
      const tab = await context.newPage();
      await lines[line](await context.newCDPSession(tab));
      await tab.goto(address);
      return await new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error('The page has not reported.')), PATIENCE).unref();
        tab.evaluate(() => globalThis.reported).then(resolve, reject);
      });
    } finally {
      await context.close();
    }
  }

  return {
    version: browser.version(),
    measure: (task) => shown(server.measuring(task), 'loopback'),
    lines: Object.keys(lines),
    cold: (name, given, line) => shown(server.starting(name, given), line),
    async close() {
      await browser.close();
      server.close();
    },
  };
}
