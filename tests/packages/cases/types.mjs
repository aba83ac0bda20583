/** What must compile and what must not, wherever TypeScript is used. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tool } from '../bench.mjs';

const compilers = ['typescript5', 'typescript6', 'typescript7'];
const dom = ['es2022', 'dom'];
const noDom = ['es2022'];

const bundler = { type: 'module', module: 'esnext', moduleResolution: 'bundler' };

const settings = [
  { name: 'bundler, no DOM', ...bundler, lib: noDom },
  { name: 'node16, ESM, no DOM', type: 'module', module: 'node16', lib: noDom },
  { name: 'node16, CommonJS, no DOM', type: 'commonjs', module: 'node16', lib: noDom },
  { name: 'nodenext, ESM', type: 'module', module: 'nodenext', lib: dom },
  { name: 'nodenext, CommonJS', type: 'commonjs', module: 'nodenext', lib: dom },
];

const strictest = {
  target: 'es2022',
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  noEmit: true,
};

const directive = /^\/\/ @ts-expect-error (.*)$/;

/** Compiles a copy of the project, after `prepare` has edited it. */
async function compiled(bench, compiler, { name, type, lib, ...options }, prepare = async (_dir) => {}) {
  const dir = await bench.project('types');
  const files = ['right.ts', 'wrong.ts'];
  if (lib === dom) files.push('right-dom.ts');
  if (lib === dom && type === 'module') files.push('right-wasm.ts');
  const edit = async (file, change) => {
    const path = join(dir, file);
    await writeFile(path, change(await readFile(path, 'utf8')));
  };
  await edit('package.json', (text) => JSON.stringify({ ...JSON.parse(text), type }));
  await writeFile(
    join(dir, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { ...strictest, lib, ...options }, files }),
  );
  await prepare(edit);
  return tool(`${compiler}/bin/tsc`, ['--pretty', 'false'], dir, { allowFailure: true });
}

export const cases = compilers.flatMap((compiler) => [
  ...settings.map((setting) => ({
    name: `types: ${compiler}, ${setting.name}`,
    async run({ bench }) {
      const { status, output } = await compiled(bench, compiler, setting);
      assert.equal(output, '');
      assert.equal(status, 0);
    },
  })),
  {
    name: `types: ${compiler}, bundler, and it says of each mistake what it should`,
    async run({ bench }) {
      let lines = [];
      const { output } = await compiled(bench, compiler, { ...bundler, lib: dom }, (edit) =>
        edit('wrong.ts', (text) => {
          lines = text.split('\n');
          return text.replaceAll('@ts-expect-error', 'expected:');
        }),
      );
      const expected = lines.flatMap((line, at) => {
        const [, said] = directive.exec(line) ?? [];
        return said === undefined ? [] : [[at + 2, said]];
      });
      const reported = errors(output);
      for (const [line, said] of expected) {
        const text = reported.get(line) ?? 'nothing';
        assert.ok(text.includes(said), `Of line ${line} it was to say: ${said}\nand said: ${text}`);
        reported.delete(line);
      }
      assert.deepEqual([...reported.values()], []);
    },
  },
]);

/** What is said of each line of wrong.ts; an error anywhere else fails. */
function errors(output) {
  const found = new Map();
  let current = 0;
  for (const text of output.trimEnd().split('\n')) {
    // Lines that are set in belong to the one before.
    if (!/^\s/.test(text)) {
      const [, line] = /^wrong\.ts\((\d+),\d+\): error TS\d+: /.exec(text) ?? assert.fail(text);
      current = Number(line);
    }
    found.set(current, `${found.get(current) ?? ''}${text}\n`);
  }
  return found;
}
