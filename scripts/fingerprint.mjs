// What a step was made from: if that did not change, the step need not run again.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { at, root } from './paths.mjs';

/** Every file under the given files and folders, sorted; what does not exist has none. */
export function files(...paths) {
  return paths
    .flatMap((path) => {
      if (!existsSync(path)) return [];
      if (statSync(path).isFile()) return [path];
      return files(...readdirSync(path).map((name) => join(path, name)));
    })
    .sort();
}

/** SHA-256 over the names, as seen from the root, and contents of files. */
export function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of paths)
    hash
      .update(`${relative(root, path)}\0`)
      .update(readFileSync(path))
      .update('\0');
  return hash.digest('hex');
}

/**
 * Does `work` unless its inputs are those of the last time and its output is there.
 *
 * @param {{ name: string, inputs: string[], output: string }} what inputs may be files or folders
 * @param {() => Promise<void>} work
 */
export async function unlessDone({ name, inputs, output }, work) {
  const stamp = at('build', `${name}.stamp`);
  const now = fingerprint(files(...inputs));
  if (existsSync(output) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  await work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
}
