// The browser that tests drive.
import { existsSync } from 'node:fs';
import { run } from './run.mjs';
import { step } from './step.mjs';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** How tests start it: as root, without a screen, and without calls home. */
export const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What to type where this script may not install it. */
export const howToGetChromium = 'sudo apt-get install chromium';

/**
 * Finds Chromium; brings Debian's where there is apt and this is root.
 *
 * @returns {Promise<string | undefined>} its path
 */
export async function chromium() {
  const found = places.find(existsSync);
  if (found || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return found;
  await step('Installing Chromium, which the tests drive', async () => {
    await run('apt-get', ['update', '-qq']);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
  });
  return places.find(existsSync);
}
