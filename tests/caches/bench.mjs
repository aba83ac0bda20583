/** Where the programs stand while they are tried: outside the repository, with the package installed as a user would. */
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { run } from '../../scripts/run.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * @param {string} tarball the package as npm would send it
 * @returns {Promise<{ app: string, folder: (name: string) => string, imported: (cache: string) => Promise<any>, close: () => Promise<void> }>}
 *   `app` holds the programs; `folder` names one that is not there yet; `imported` is a cache's module in this process
 */
export async function openBench(tarball) {
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'symbolon-caches-')));
  const app = join(dir, 'app');
  await mkdir(app);
  await writeFile(join(app, 'package.json'), '{ "private": true, "type": "module" }');
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--loglevel=error', tarball], { cwd: app });
  await cp(here('programs'), app, { recursive: true });
  // Above the programs: there they find unstorage, and the compiler finds types.
  await symlink(here('node_modules'), join(dir, 'node_modules'));
  return {
    app,
    folder: (name) => join(dir, name),
    imported: (cache) => import(pathToFileURL(join(app, `node_modules/symbolon/cache/${cache}.js`))),
    close: () => rm(dir, { recursive: true, force: true }),
  };
}

/** Runs a program to its end, by the runtime that is named first, and reads what it prints. */
export async function outcome({ app }, [runtime, ...flags], program, task) {
  const { stdout } = await run(runtime, [...flags, join(app, program), JSON.stringify(task)], { cwd: app });
  return JSON.parse(stdout);
}

export const node = [process.execPath];
