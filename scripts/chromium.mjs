// The browser that tests drive.
import * as apt from './apt.mjs';

const browser = {
  title: 'Chromium',
  package: 'chromium',
  places: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
};

/** How tests start it: as root, without a screen, and without calls home. */
export const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @returns {Promise<string | undefined>} its path */
export const chromium = () => apt.program(browser);

/** What to type where no script may install it. */
export const howToGetChromium = apt.howToGet(browser);
