// Whether a package is what this source makes: `npm run verify-build` asks it of pkg/,
// `npm run verify-build -- symbolon-0.1.0.tgz` of what was published (`npm pack symbolon` fetches it).
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { build } from './build.mjs';
import { files } from './fingerprint.mjs';
import { main } from './main.mjs';
import { at, pkg } from './paths.mjs';
import { run } from './run.mjs';

/**
 * Builds from nothing, in another folder, what git knows of this one, and compares.
 *
 * @param {string} [given] a package's folder, or what `npm pack` made of it
 * @returns {Promise<string[]>} a line for each file that is the same; throws if one is not, or is missing
 */
export async function verifyBuild(given = pkg) {
  const elsewhere = mkdtempSync(join(tmpdir(), 'symbolon-'));
  try {
    const [source, theirs] = [join(elsewhere, 'source'), await unpacked(given, join(elsewhere, 'given'))];
    await copySource(source);
    await run('node', [join(source, 'scripts/build.mjs')], { cwd: source, env: { CARGO_TARGET_DIR: undefined } });
    return compare(hashes(join(source, 'pkg')), hashes(theirs));
  } finally {
    rmSync(elsewhere, { recursive: true, force: true });
  }
}

async function unpacked(given, folder) {
  if (statSync(given).isDirectory()) return given;
  mkdirSync(folder);
  await run('tar', ['-xzf', given, '-C', folder]);
  return join(folder, 'package');
}

/** Its npm packages are those of this folder: the lockfile's, and nothing that is built. */
async function copySource(to) {
  const { stdout } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  for (const path of stdout.split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    cpSync(at(path), join(to, path));
  }
  symlinkSync(at('node_modules'), join(to, 'node_modules'));
}

/** SHA-256 by path. */
const hashes = (folder) =>
  new Map(
    files(folder).map((path) => [
      relative(folder, path),
      createHash('sha256').update(readFileSync(path)).digest('hex'),
    ]),
  );

function compare(made, given) {
  const names = [...new Set([...made.keys(), ...given.keys()])].sort();
  const differing = names.filter((name) => made.get(name) !== given.get(name));
  if (differing.length > 0)
    throw new Error(`This source does not make these files as they are: ${differing.join(', ')}.`);
  return names.map((name) => `${made.get(name)}  ${name}`);
}

await main(import.meta.url, async () => {
  await build();
  const [given] = process.argv.slice(2);
  console.log((await verifyBuild(given && resolve(given))).join('\n'));
});
