/** Every program of projects/node prints the decision it came to. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { run } from '../../../scripts/run.mjs';
import { license } from '../license.mjs';

const programs = (await readdir(new URL('../projects/node/', import.meta.url))).filter(
  (name) => /\.c?js$/.test(name) && name !== 'decide.cjs',
);

/** Subpaths under symbolon/cache, each with what it exports. */
const caches = [
  ['file', 'fileCache'],
  ['indexeddb', 'indexedDbCache'],
  ['unstorage', 'unstorageCache'],
  ['workers', 'edgeCache', 'kvCache'],
];

export const cases = [
  ...programs.map((program) => ({
    name: `node: ${program}`,
    async run({ bench }) {
      await assertDecides(join(await bench.project('node'), program));
    },
  })),
  {
    name: 'node: the files that are promised can be resolved',
    async run({ bench }) {
      const require = createRequire(join(await bench.project('node'), 'cjs.cjs'));
      assert.equal(require('symbolon/package.json').name, 'symbolon');
      assert.ok(WebAssembly.validate(await readFile(require.resolve('symbolon/symbolon.wasm'))));
      assert.ok(require.resolve('symbolon/symbolon.simd.wasm'));
      assert.throws(() => require.resolve('symbolon/bytes.js'), { code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' });
    },
  },
  {
    name: 'node: caches can be required and imported',
    async run({ bench }) {
      const program = join(await bench.project('node'), 'cjs.cjs');
      const require = createRequire(program);
      for (const [name, ...functions] of caches) {
        for (const module of [
          require(`symbolon/cache/${name}`),
          await import(pathToFileURL(join(dirname(program), `node_modules/symbolon/cache/${name}.js`))),
        ])
          assert.deepEqual(Object.keys(module).sort(), functions);
      }
    },
  },
  {
    name: 'node: errors are printed under their name',
    async run({ bench }) {
      const { SymbolonError } = createRequire(join(await bench.project('node'), 'cjs.cjs'))('symbolon');
      assert.match(inspect(new SymbolonError('disposed', 'It is gone.')), /^SymbolonError: It is gone\./);
    },
  },
];

/** @param {string} program the path of one that prints its decision, and nothing else */
export async function assertDecides(program) {
  const { output } = await run(process.execPath, [program], { env: { NODE_OPTIONS: '' } });
  const decision = JSON.parse(output);
  assert.equal(decision.status, 'ACTIVE', output);
  assert.equal(decision.sync, 'ACTIVE', output);
  assert.deepEqual(decision.domain, { host: license.host, pattern: license.host });
}
