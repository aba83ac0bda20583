// npm packages, as the lockfile beside a package.json names them.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './paths.mjs';
import { run } from './run.mjs';
import { step } from './step.mjs';

/**
 * Runs `npm ci` in a folder unless its node_modules is that of its lockfile.
 *
 * @param {string} dir absolute
 */
export async function install(dir) {
  const lock = createHash('sha256')
    .update(readFileSync(join(dir, 'package-lock.json')))
    .digest('hex');
  const stamp = join(dir, 'node_modules', '.symbolon-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  const where = relative(root, dir);
  await step(`Installing npm packages${where && ` of ${where}`}`, () =>
    run('npm', ['ci', '--loglevel=error'], { cwd: dir }),
  );
  writeFileSync(stamp, lock);
}
