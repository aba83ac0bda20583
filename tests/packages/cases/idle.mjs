/**
 * Importing the package does no work: that begins with the first verifier. And
 * making one does nothing that a worker forbids outside of requests.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { run } from '../../../scripts/run.mjs';

const forbidden = [
  'Date.now',
  'performance.now',
  'Math.random',
  'crypto.getRandomValues',
  'global.setTimeout',
  'global.setInterval',
  'global.setImmediate',
];

const files = ['node.js', 'node.cjs', 'web.js', 'inline.js', 'inline.cjs', 'wasm.js', 'wasm.cjs'];

export const cases = files.map((file) => ({
  name: `idle: ${file}`,
  async run({ bench }) {
    const dir = await bench.project('idle');
    const { stdout } = await run(process.execPath, [join(dir, 'watch.js'), join(dir, 'node_modules/symbolon', file)]);
    const { atImport, atCreation } = JSON.parse(stdout);
    assert.deepEqual(atImport, []);
    assert.deepEqual(
      atCreation.filter((call) => forbidden.includes(call)),
      [],
    );
    assert.ok(atCreation.includes('WebAssembly.compile'), `Making a verifier was seen to do ${atCreation.join(', ')}.`);
  },
}));
