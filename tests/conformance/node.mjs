/** Node: the one that runs this, and others from npm, the oldest first that is promised; ESM everywhere, CommonJS and the inline entry once. */
import { fileURLToPath } from 'node:url';
import { outcomesOf } from './program.mjs';

const installed = (alias) => fileURLToPath(new URL(`node_modules/${alias}/bin/node`, import.meta.url));

const node = (name, program, driver, entry, flags = []) => ({
  name,
  entry,
  run: (bench) => outcomesOf(program, [...flags, driver, bench.origin, 'node'], bench),
});

const own = `Node ${process.versions.node.split('.')[0]}`;

export const nodes = [
  node(own, process.execPath, 'drive.mjs', 'node.js'),
  node(`${own}, CommonJS`, process.execPath, 'drive.cjs', 'node.cjs'),
  node(`${own}, inline`, process.execPath, 'drive.inline.mjs', 'inline.js'),
  // The suite signs with the global `crypto`, which Node 18 has behind a flag; the package can do without.
  node('Node 18', installed('node18'), 'drive.mjs', 'node.js', ['--experimental-global-webcrypto']),
  node('Node 22', installed('node22'), 'drive.mjs', 'node.js'),
  node('Node 24', installed('node24'), 'drive.mjs', 'node.js'),
];
