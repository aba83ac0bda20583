/** Node: the one that runs this, and two more from npm; ESM everywhere, CommonJS and the inline entry once. */
import { fileURLToPath } from 'node:url';
import { outcomesOf } from './program.mjs';

const installed = (alias) => fileURLToPath(new URL(`node_modules/${alias}/bin/node`, import.meta.url));

const node = (name, program, driver, entry) => ({
  name,
  entry,
  run: (bench) => outcomesOf(program, [driver, bench.origin], bench),
});

const own = `Node ${process.versions.node.split('.')[0]}`;

export const nodes = [
  node(own, process.execPath, 'drive.mjs', 'node.js'),
  node(`${own}, CommonJS`, process.execPath, 'drive.cjs', 'node.cjs'),
  node(`${own}, inline`, process.execPath, 'drive.inline.mjs', 'inline.js'),
  node('Node 22', installed('node22'), 'drive.mjs', 'node.js'),
  node('Node 24', installed('node24'), 'drive.mjs', 'node.js'),
];
