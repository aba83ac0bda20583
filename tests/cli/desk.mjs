/** Where commands are typed: a folder outside the repository, with the package installed as a user would. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../scripts/run.mjs';

export class Desk {
  #dir;
  #folders = 0;

  /** @param {string} tarball the package as npm would send it */
  static async open(tarball) {
    const desk = new Desk();
    desk.#dir = await realpath(await mkdtemp(join(tmpdir(), 'symbolon-cli-')));
    await writeFile(join(desk.#dir, 'package.json'), '{ "private": true }');
    await run('npm', ['install', '--loglevel=error', '--no-audit', '--no-fund', '--offline', tarball], {
      cwd: desk.#dir,
    });
    return desk;
  }

  close() {
    return rm(this.#dir, { recursive: true });
  }

  /** An empty folder, and `symbolon` in it. */
  async folder() {
    this.#folders += 1;
    const dir = join(this.#dir, `folder-${this.#folders}`);
    await mkdir(dir);
    return new Folder(dir, join(this.#dir, 'node_modules/.bin/symbolon'));
  }
}

export class Folder {
  constructor(dir, program) {
    this.dir = dir;
    /** The path of `symbolon`. */
    this.program = program;
  }

  path = (name) => join(this.dir, name);
  read = (name) => readFile(this.path(name), 'utf8');
  write = (name, text, options) => writeFile(this.path(name), text, options);

  /**
   * Runs `symbolon` to its end.
   *
   * @param {string[]} args
   * @param {{ input?: string, env?: Record<string, string> }} [options] input: what comes by stdin
   * @returns {Promise<{ code: number, out: string, err: string }>}
   */
  type(args, { input = '', env = {} } = {}) {
    return new Promise((resolve, reject) => {
      const child = spawn(this.program, args, { cwd: this.dir, env: { ...process.env, ...env } });
      const said = { out: '', err: '' };
      child.stdout.setEncoding('utf8').on('data', (text) => {
        said.out += text;
      });
      child.stderr.setEncoding('utf8').on('data', (text) => {
        said.err += text;
      });
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, ...said }));
      // It may end without having read.
      child.stdin.on('error', () => {});
      child.stdin.end(input);
    });
  }

  /** The same, for a result in JSON. */
  async json(args, options) {
    const { code, out, err } = await this.type([...args, '--json'], options);
    try {
      return { code, err, value: JSON.parse(out) };
    } catch {
      throw new Error(`It printed no JSON, but ended with ${code}: ${out}${err}`);
    }
  }
}
