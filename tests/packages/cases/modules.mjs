/** The two modules: what each asks of an engine, which of them Node takes, and what happens where it is not there. */
import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../../scripts/run.mjs';

/** What the probe for relaxed SIMD says, and the module to be taken then. */
const answers = { known: 'symbolon.simd.wasm', unknown: 'symbolon.wasm' };

/** What the program of the project found, where some files of the package are gone. */
async function found({ bench }, how, probe, ...gone) {
  const dir = await bench.project('modules');
  for (const file of gone) await rm(join(dir, 'node_modules/symbolon', file));
  const { stdout } = await run(process.execPath, [join(dir, 'verify.js'), how, probe]);
  return JSON.parse(stdout);
}

/** As their compiler notes it in a section of the module. */
async function featuresOf(bench, name) {
  const dir = await bench.project('modules');
  const module = new WebAssembly.Module(await readFile(join(dir, 'node_modules/symbolon', name)));
  return WebAssembly.Module.customSections(module, 'target_features').map((section) => Buffer.from(section).toString());
}

const loading = ['import', 'require'].flatMap((how) =>
  Object.entries(answers).flatMap(([probe, file]) => [
    {
      name: `modules: ${how}, relaxed SIMD is ${probe}`,
      run: async (given) => assert.deepEqual(await found(given, how, probe), { read: [file], status: 'ACTIVE' }),
    },
    {
      name: `modules: ${how}, relaxed SIMD is ${probe}, the file is gone`,
      run: async (given) => assert.deepEqual(await found(given, how, probe, file), { read: [file], status: 'ACTIVE' }),
    },
    {
      name: `modules: ${how}, relaxed SIMD is ${probe}, the file and the bytes are gone`,
      async run(given) {
        const { read, code, message } = await found(given, how, probe, file, 'bytes.js');
        assert.deepEqual({ read, code }, { read: [file], code: 'wasm_unavailable' });
        assert.ok(message.includes(`symbolon/${file}`), message);
      },
    },
  ]),
);

export const cases = [
  ...loading,
  {
    name: 'modules: the portable one asks for no relaxed SIMD',
    async run({ bench }) {
      const [features] = await featuresOf(bench, 'symbolon.wasm');
      assert.match(features, /simd128/);
      assert.doesNotMatch(features, /relaxed-simd/);
    },
  },
];
