/** Node: the machine's own, and 24 where that is another. Each measurement has a process of its own. */
import { run } from '../../scripts/run.mjs';
import { pathOf } from './installed.mjs';

const program = async (path) => {
  const { stdout } = await run(path, ['--version']);
  const version = stdout.trim().slice(1);
  return { name: `Node ${version.split('.')[0]}`, version, path };
};

/** @returns {Promise<{ name: string, version: string, path: string }[]>} */
export async function nodes() {
  const found = await Promise.all([program(process.execPath), program(pathOf('node24/bin/node'))]);
  return found.filter(({ name }, n) => found.findIndex((other) => other.name === name) === n);
}

/** Starts a program of the field. @returns {Promise<object>} what it prints */
export async function started({ path }, folder, args) {
  const { stdout } = await run(path, args, { cwd: folder });
  return JSON.parse(stdout);
}

/** @returns {import('./index.mjs').Open} */
export const openNode = (node) => async (folder) => ({
  measure: (task) => started(node, folder, ['node.mjs', task]),
  close() {},
});
