/** Compilers that assign fields instead of defining them, as Next.js with webpack has the package go through one. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { run } from '../../../scripts/run.mjs';
import { toolPath } from '../bench.mjs';

/** As TypeScript writes fields for older engines. */
function withAssignedFields(text, fileName) {
  const ts = createRequire(import.meta.url)(toolPath('typescript6'));
  const compilerOptions = { allowJs: true, target: 'es2021', module: 'preserve', useDefineForClassFields: false };
  return ts.transpileModule(text, {
    fileName,
    compilerOptions: ts.convertCompilerOptionsFromJson(compilerOptions).options,
  }).outputText;
}

export const cases = [
  { how: 'import', file: 'node.js' },
  { how: 'require', file: 'node.cjs' },
].map(({ how, file }) => ({
  name: `recompiled: ${how}, fields are assigned`,
  async run({ bench }) {
    const dir = await bench.project('modules');
    const path = join(dir, 'node_modules/symbolon', file);
    const text = withAssignedFields(await readFile(path, 'utf8'), file);
    assert.match(text, /this\.status = /);
    await writeFile(path, text);
    const { stdout } = await run(process.execPath, [join(dir, 'verify.js'), how, 'known']);
    assert.equal(JSON.parse(stdout).status, 'ACTIVE');
  },
}));
