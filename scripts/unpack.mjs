// The packed package, as a project has it that has installed it.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';

/**
 * Puts it into a project's node_modules, among the packages that it fits itself to.
 *
 * @param {string} tarball
 * @param {string} project absolute
 */
export async function unpack(tarball, project) {
  const folder = join(project, 'node_modules/symbolon');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', folder]);
}
