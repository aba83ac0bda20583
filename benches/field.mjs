/** Where all stands while it is measured: the package as a user has it, the contenders, the programs, and what they are given. */
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { at } from '../scripts/paths.mjs';
import { run } from '../scripts/run.mjs';
import { makers } from './tokens.mjs';

/** "\0asm", version 1. */
const EMPTY_MODULE = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { dependencies } = JSON.parse(readFileSync(here('package.json'), 'utf8'));

/** Names and versions of the contenders. */
export const contenders = dependencies;

/**
 * @typedef {{ folder: string, give: (measurement: object, mode: object) => string }} Field
 *   `give` writes the task of a measurement, and tells its path in the folder
 * @param {{ tarball: string, rsaCrate?: string, operations: { name: string, glue: string, wasm: string }[] }} what
 *   paths; without the module of the rsa crate its contender is absent
 * @returns {Promise<Field>}
 */
export async function openField({ tarball, rsaCrate, operations }) {
  const folder = at('build/bench/field');
  const write = (name, text) => writeFileSync(join(folder, name), text);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'tasks'), { recursive: true });
  write('package.json', '{ "private": true, "type": "module" }');
  await run(
    'npm',
    ['install', '--offline', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error', tarball],
    { cwd: folder },
  );
  for (const name of Object.keys(contenders)) {
    symlinkSync(here(`node_modules/${name}`), join(folder, 'node_modules', name));
  }
  cpSync(here('programs'), folder, { recursive: true });
  const absent = rsaCrate ? [] : ['rsa crate in wasm'];
  write('rsa-crate.wasm', rsaCrate ? readFileSync(rsaCrate) : EMPTY_MODULE);
  write('empty.wasm', EMPTY_MODULE);
  mkdirSync(join(folder, 'engines'));
  for (const { name, glue, wasm } of operations) {
    cpSync(glue, join(folder, `engines/${name}.js`));
    cpSync(wasm, join(folder, `engines/${name}.wasm`));
  }
  const names = operations.map(({ name }) => name);
  write('engines/names.mjs', `export const names = ${JSON.stringify(names)};\n`);
  write(
    'engines/index.mjs',
    table('glues', names, (name) => `import * as NAME from './${name}.js';`),
  );
  write(
    'engines/modules.mjs',
    table('modules', names, (name) => `import NAME from './${name}.wasm';`),
  );
  await bundlePages(folder);
  return {
    folder,
    give({ name, kind, without = [], make, parts, most }, mode) {
      const path = `tasks/${name}.json`;
      const { rounds } = mode;
      const [warm, batch] = ['warm', 'batch'].map((what) => Math.min(mode[what], most?.[what] ?? mode[what]));
      const made = parts.map(({ of }) => makers[make](warm + 1 + rounds * batch, of));
      write(
        path,
        JSON.stringify({ kind, without: [...without, ...absent], mode: { warm, rounds, batch }, parts: made }),
      );
      return path;
    },
  };
}

/** Imports, and what they bring by name. */
function table(title, names, statement) {
  const variables = names.map((_, n) => `engine${n}`);
  const imports = names.map((name, n) => statement(name).replace('NAME', variables[n]));
  const members = names.map((name, n) => `  ${JSON.stringify(name)}: ${variables[n]},`);
  return [...imports, `export const ${title} = {`, ...members, '};', ''].join('\n');
}

/** What browsers get, as a bundler makes it of those who use the packages; the small ones for cold starts. */
async function bundlePages(folder) {
  for (const { name, input, alias = {} } of [
    { name: 'page', input: 'page.mjs' },
    { name: 'symbolon', input: 'contenders/symbolon.mjs' },
    { name: 'symbolon, inline', input: 'contenders/symbolon.mjs', alias: { symbolon: 'symbolon/inline' } },
    { name: 'jose', input: 'contenders/jose.mjs' },
    { name: 'empty module', input: 'contenders/empty-module.mjs' },
  ]) {
    await build({
      root: folder,
      configFile: false,
      logLevel: 'error',
      base: './',
      resolve: { alias },
      build: {
        outDir: join(folder, 'pages', name),
        target: 'es2022',
        // Each module comes by a request of its own, however small.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        rollupOptions: {
          input: join(folder, input),
          preserveEntrySignatures: 'strict',
          output: { entryFileNames: 'entry.js' },
        },
      },
    });
  }
}
