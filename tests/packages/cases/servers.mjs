/** Bundles for a server, run by Node where nothing else of the project is left. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { tool } from '../bench.mjs';
import { assertDecides } from './node.mjs';

const esbuild = (out, ...args) => [
  '.bin/esbuild',
  ['esm.js', '--bundle', '--platform=node', `--outfile=dist/${out}`, ...args],
];
const webpack = (...args) => [
  '.bin/webpack',
  ['./esm.js', '--target', 'node', '-o', 'dist', '--output-filename', 'main.cjs', ...args],
];

const rows = [
  { name: 'esbuild, esm', tool: esbuild('main.mjs', '--format=esm'), out: 'main.mjs' },
  { name: 'esbuild, cjs', tool: esbuild('main.cjs', '--format=cjs'), out: 'main.cjs' },
  { name: 'webpack, production', tool: webpack('--mode', 'production'), out: 'main.cjs' },
];

export const cases = rows.map(({ name, tool: [program, args], out }) => ({
  name: `servers: ${name}`,
  async run({ bench }) {
    const dir = await bench.project('node');
    await tool(program, args, dir);
    await rm(join(dir, 'node_modules'), { recursive: true });
    await assertDecides(join(dir, 'dist', out));
  },
}));
