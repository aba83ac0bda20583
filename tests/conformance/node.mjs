/** Node: the one that runs this, and others from npm, the oldest first that is promised; ESM everywhere, CommonJS and the inline entry once. */
import { fileURLToPath } from 'node:url';
import { outcomesOf } from './program.mjs';

const installed = (alias) => fileURLToPath(new URL(`node_modules/${alias}/bin/node`, import.meta.url));

/** Node 20 does not know relaxed SIMD, Node 22 does. */
const moduleFor = (major) => (major >= 22 ? 'symbolon.simd.wasm' : 'symbolon.wasm');

const node = (name, program, driver, entry, module, flags = []) => ({
  name,
  entry,
  module,
  run: (bench) => outcomesOf(program, [...flags, driver, bench.origin, 'node'], bench),
});

const ownMajor = Number(process.versions.node.split('.')[0]);
const own = `Node ${ownMajor}`;

export const nodes = [
  node(own, process.execPath, 'drive.mjs', 'node.js', moduleFor(ownMajor)),
  node(`${own}, CommonJS`, process.execPath, 'drive.cjs', 'node.cjs', moduleFor(ownMajor)),
  node(`${own}, inline`, process.execPath, 'drive.inline.mjs', 'inline.js', 'symbolon.wasm'),
  // The suite signs with the global `crypto`, which Node 18 has behind a flag; the package can do without.
  node('Node 18', installed('node18'), 'drive.mjs', 'node.js', moduleFor(18), ['--experimental-global-webcrypto']),
  node('Node 22', installed('node22'), 'drive.mjs', 'node.js', moduleFor(22)),
  node('Node 24', installed('node24'), 'drive.mjs', 'node.js', moduleFor(24)),
];
