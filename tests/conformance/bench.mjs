/** The folder in which every runtime finds the packed package, the compiled suite and its data. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { run } from '../../scripts/run.mjs';

const vectors = new URL('../vectors/', import.meta.url);

async function readAll(folder) {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const read = async (name) => [name.replace('.json', ''), JSON.parse(await readFile(new URL(name, folder), 'utf8'))];
  return Object.fromEntries(await Promise.all(names.map(read)));
}

/** What `run` of the suite is given as its data: all vectors and their keys. */
export async function readData() {
  return { rooms: await readAll(vectors), keys: await readAll(new URL('keys/', vectors)) };
}

/** Programs that run the suite; what they find out, they print as lines of JSON. */
const drivers = {
  'drive.mjs': `
import * as symbolon from 'symbolon';
import { drive } from './drive.common.mjs';
await drive(symbolon, import.meta.resolve('symbolon'), false);`,
  'drive.cjs': `
const symbolon = require('symbolon');
import('./drive.common.mjs').then(({ drive }) => drive(symbolon, require.resolve('symbolon'), false));`,
  'drive.inline.mjs': `
import * as symbolon from 'symbolon/inline';
import { drive } from './drive.common.mjs';
await drive(symbolon, import.meta.resolve('symbolon/inline'), true);`,
  'drive.common.mjs': `
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers';
import { remote, run } from './suite.mjs';
const tell = (finding) => console.log(JSON.stringify(finding));
export async function drive(symbolon, entry, looksForHost) {
  const data = JSON.parse(readFileSync(new URL('data.json', import.meta.url), 'utf8'));
  tell({ entry });
  tell({ outcome: await run(symbolon, data, { looksForHost }) });
  tell({ outcome: await remote(symbolon, data, ...process.argv.slice(2)) });
  // A timer that is left behind would keep this from ending for as long as it has.
  const stays = () => {
    console.error('All is done, and something keeps the process alive.');
    process.exit(1);
  };
  setTimeout(stays, 20_000).unref();
}`,
};

/**
 * @param {{ tarball: string, data: object }} what
 * @returns {Promise<{ folder: string, remove: () => Promise<void> }>}
 */
export async function makeBench({ tarball, data }) {
  const folder = await mkdtemp(join(tmpdir(), 'symbolon-conformance-'));
  const write = (name, text) => writeFile(join(folder, name), text);
  await write('package.json', JSON.stringify({ private: true, type: 'module' }));
  await run(
    'npm',
    ['install', '--offline', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error', tarball],
    { cwd: folder },
  );
  await build({
    entryPoints: [fileURLToPath(new URL('suite/index.ts', import.meta.url))],
    outfile: join(folder, 'suite.mjs'),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    logLevel: 'warning',
  });
  await write('data.json', JSON.stringify(data));
  for (const [name, text] of Object.entries(drivers)) await write(name, text.trimStart());
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
