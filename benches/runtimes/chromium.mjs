/** Chromium: each measurement has a page of its own. */
import { chromium as browserPath, flags, howToGetChromium } from '../../scripts/chromium.mjs';
import { installed } from './installed.mjs';
import { servePages } from './page-server.mjs';

/** ms; a measurement that takes longer hangs. */
const PATIENCE = 600_000;

export const missing = async () => ((await browserPath()) ? undefined : `Chromium is missing: ${howToGetChromium}`);

const page = (task) => `<script type="module">
  import { run } from '/pages/page/entry.js';
  report(await run('/${task}').then((samples) => ({ samples }), (error) => ({ problem: error.stack })));
</script>`;

/** Only what comes first counts: nothing is in a cache, and nothing was compiled before. */
const coldPage = (name, { setting, items: [{ token, subject }] }) => `<script type="module">
  const setting = ${JSON.stringify({ ...setting, jwks: undefined })};
  const started = performance.now();
  const { contenders } = await import('/pages/${name}/entry.js');
  const { one } = contenders.find(({ awaited }) => awaited);
  const found = await (await one(setting))('${token}');
  const took = performance.now() - started;
  report(found === '${subject}' ? { took } : { problem: 'The token is not what it was taken for.' });
</script>`;

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

/** @returns {Promise<import('./index.mjs').Runtime & { version: string, cold: (name: string, task: object, line: keyof typeof lines) => Promise<number> }>} */
export async function openChromium(folder) {
  const server = await servePages(folder);
  const browser = await installed('playwright-core').chromium.launch({
    executablePath: await browserPath(),
    args: flags,
  });

  /** Shows a page in a context of its own, and waits for what it reports. */
  async function shown(path, line) {
    const context = await browser.newContext();
    try {
      const tab = await context.newPage();
      await lines[line](await context.newCDPSession(tab));
      const reported = await new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error('The page has not reported.')), PATIENCE).unref();
        tab.on('pageerror', reject);
        tab.exposeFunction('report', resolve).then(() => tab.goto(`${server.origin}${path}`), reject);
      });
      if (reported.problem) throw new Error(reported.problem);
      return reported;
    } finally {
      await context.close();
    }
  }

  const coldPages = new Map();
  return {
    version: browser.version(),
    async measure(task) {
      const { samples } = await shown(server.show(page(task)), 'loopback');
      return samples;
    },
    async cold(name, task, line) {
      if (!coldPages.has(name)) coldPages.set(name, server.show(coldPage(name, task)));
      const { took } = await shown(coldPages.get(name), line);
      return took;
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}
