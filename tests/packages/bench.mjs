/** Where the projects stand while they are tried: outside the repository, with the package installed as a user would. */
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from '../../scripts/install.mjs';
import { run } from '../../scripts/run.mjs';
import { jwks, license } from './license.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

export class Bench {
  #dir;
  #copies = 0;

  /** @param {string} tarball the package as npm would send it */
  static async open(tarball) {
    await install(here);
    const bench = new Bench();
    bench.#dir = await realpath(await mkdtemp(join(tmpdir(), 'symbolon-packages-')));
    await symlink(join(here, 'node_modules'), join(bench.#dir, 'node_modules'));
    await mkdir(join(bench.#dir, 'installed'));
    await writeFile(join(bench.#dir, 'installed', 'package.json'), '{ "private": true }');
    await run('npm', ['install', '--loglevel=error', '--no-audit', '--no-fund', tarball], {
      cwd: join(bench.#dir, 'installed'),
    });
    return bench;
  }

  close() {
    return rm(this.#dir, { recursive: true });
  }

  /**
   * A copy of its own of projects/<name>, with the package in its node_modules,
   * the license as a module and as JSON, and the keys where web servers look for files.
   *
   * @param {string} name
   * @returns {Promise<string>} its folder
   */
  async project(name) {
    this.#copies += 1;
    const dir = join(this.#dir, `${this.#copies}-${name}`);
    await cp(join(here, 'projects', name), dir, { recursive: true });
    await cp(join(this.#dir, 'installed', 'node_modules'), join(dir, 'node_modules'), { recursive: true });
    await mkdir(join(dir, 'public'));
    await Promise.all([
      writeFile(join(dir, 'license.js'), `export const license = ${JSON.stringify(license)};\n`),
      writeFile(join(dir, 'license.json'), JSON.stringify(license)),
      writeFile(join(dir, 'public', 'jwks.json'), JSON.stringify(jwks)),
    ]);
    return dir;
  }
}

/**
 * Runs a tool to its end, by the path of its program among the installed packages.
 *
 * @param {string} program as in "vite8/bin/vite.js"
 * @param {string[]} args
 * @param {string} cwd the project
 * @param {Parameters<typeof run>[2]} [options]
 */
export const tool = (program, args, cwd, options) => run(toolPath(program), args, { cwd, ...options });

export const toolPath = (program) => join(here, 'node_modules', program);
