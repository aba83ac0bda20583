// Programs that tests drive and npm does not have.
import { existsSync } from 'node:fs';
import { run } from './run.mjs';
import { step } from './step.mjs';

/**
 * Finds a program; brings Debian's where there is apt and this is root.
 *
 * @param {{ title: string, package: string, places: string[] }} program where it may be, and the package that has it
 * @returns {Promise<string | undefined>} its path
 */
export async function program({ title, package: name, places }) {
  const found = places.find(existsSync);
  if (found || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return found;
  await step(`Installing ${title}, which the tests drive`, async () => {
    await run('apt-get', ['update', '-qq']);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
  });
  return places.find(existsSync);
}

/** What to type where that may not be done by a script. */
export const howToGet = ({ package: name }) => `sudo apt-get install ${name}`;
