// The built package as npm would send it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { main } from './main.mjs';
import { at, pkg } from './paths.mjs';
import { run } from './run.mjs';

/** Packs pkg/. @returns {Promise<string>} the tarball's path */
export async function pack() {
  const folder = at('build/tarball');
  mkdirSync(folder, { recursive: true });
  const { stdout } = await run('npm', ['pack', '--json', '--loglevel=silent', '--pack-destination', folder], {
    cwd: pkg,
  });
  const [{ filename }] = Object.values(JSON.parse(stdout));
  return join(folder, filename);
}

await main(import.meta.url, async () => console.log(await pack()));
