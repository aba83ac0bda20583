/** Where the programs stand while they are tried: outside the repository, with the package installed as a user would. */
import { cp, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../scripts/run.mjs';

/**
 * @param {string} tarball the package as npm would send it
 * @returns {Promise<{ dir: string, close: () => Promise<void> }>} the folder of the programs
 */
export async function openBench(tarball) {
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'symbolon-endurance-')));
  await writeFile(join(dir, 'package.json'), '{ "private": true, "type": "module" }');
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--loglevel=error', tarball], { cwd: dir });
  await cp(fileURLToPath(new URL('programs', import.meta.url)), dir, { recursive: true });
  return { dir, close: () => rm(dir, { recursive: true, force: true }) };
}
