/** The examples of the README and the docs, as somebody would copy them. */
import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tool } from '../bench.mjs';

const root = new URL('../../../', import.meta.url);

const pages = async () => ['README.md', ...(await readdir(new URL('docs/', root))).map((name) => `docs/${name}`)];

const examplesOf = async (page) =>
  (await readFile(new URL(page, root), 'utf8')).match(/(?<=^```ts\n)[\s\S]*?(?=^```$)/gm) ?? [];

const compilerOptions = {
  target: 'es2022',
  module: 'esnext',
  moduleResolution: 'bundler',
  lib: ['es2022', 'dom'],
  types: [],
  strict: true,
  noEmit: true,
};

export const cases = [
  {
    name: 'readme: its examples compile',
    async run({ bench }) {
      const examples = (await Promise.all((await pages()).map(examplesOf))).flat();
      assert.ok(examples.length >= 5, 'A front end, a worker, a server and fetched keys have examples.');
      const dir = await bench.project('readme');
      const files = examples.map((_, index) => `example-${index + 1}.ts`);
      await Promise.all(files.map((file, index) => writeFile(join(dir, file), examples[index])));
      await writeFile(
        join(dir, 'tsconfig.json'),
        JSON.stringify({ compilerOptions, files: ['ambient.d.ts', ...files] }),
      );
      const { output } = await tool('typescript6/bin/tsc', ['--pretty', 'false'], dir, { allowFailure: true });
      assert.equal(output, '');
    },
  },
];
