// TypeScript, the wasm module and the papers to the npm package in pkg/.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as esbuild from 'esbuild';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { portable, simd } from './build-wasm.mjs';
import { checkBundled, notices } from './bundled.mjs';
import { unlessDone } from './fingerprint.mjs';
import { glueAsFunction } from './glue.mjs';
import { at, pkg } from './paths.mjs';
import { sbom } from './sbom.mjs';
import { step } from './step.mjs';

const source = (path) => at('pkg-template/src', path);

// What users import beside the verifier, each under a name of its own: `symbolon/guard`, `symbolon/express`.
const subpaths = [
  ...filesIn('cache').map((file) => ({ name: file, file })),
  { name: 'guard', file: 'guard/index' },
  { name: 'react', file: 'react/index' },
  { name: 'vue', file: 'vue/index' },
  { name: 'notice', file: 'notice/index' },
  ...filesIn('adapters').map((file) => ({ name: file.replace('adapters/', ''), file })),
];

// Each file stands for itself: a browser without a bundler fetches one script
// and one module. `bytes.js` is fetched by those alone that found no module.
// What is downloaded as it is has short names; elsewhere the stack of an error can be read.
const scripts = [
  { from: 'entry/web.ts', to: 'web.js', underJest: true, downloaded: true },
  { from: 'entry/node.ts', to: 'node.js' },
  { from: 'entry/node.ts', to: 'node.cjs' },
  { from: 'entry/workerd.ts', to: 'workerd.js' },
  { from: 'entry/edge-light.ts', to: 'edge-light.js' },
  { from: 'entry/deno.js', to: 'deno.js' },
  { from: 'entry/inline.ts', to: 'inline.js', underJest: true },
  { from: 'entry/inline.ts', to: 'inline.cjs', underJest: true },
  { from: 'entry/wasm.ts', to: 'wasm.js', underJest: true },
  { from: 'entry/wasm.ts', to: 'wasm.cjs', underJest: true },
  { from: 'bytes.ts', to: 'bytes.js' },
  ...['node', 'web', 'production'].flatMap((entry) =>
    ['js', 'cjs'].map((type) => ({
      from: `testing/${entry}.ts`,
      to: `testing/${entry}.${type}`,
      underJest: entry === 'web',
    })),
  ),
  { from: 'cli/symbolon.ts', to: 'cli/symbolon.js', holdsOthers: true },
  ...subpaths.flatMap(({ file }) => ['js', 'cjs'].map((type) => ({ from: `${file}.ts`, to: `${file}.${type}` }))),
];

const types = [
  { from: 'index.ts', to: ['index.d.ts', 'index.d.cts'] },
  { from: 'entry/wasm.ts', to: ['wasm.d.ts', 'wasm.d.cts'] },
  { from: 'testing/index.ts', to: ['testing/index.d.ts', 'testing/index.d.cts'] },
  ...subpaths.map(({ file }) => ({ from: `${file}.ts`, to: [`${file}.d.ts`, `${file}.d.cts`] })),
];

const papers = [
  'README.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'docs/remote-keys.md',
  'docs/benchmarks.md',
  'docs/peers.md',
  'docs/guards.md',
  'docs/patterns.md',
  'docs/mutants.md',
  'docs/cli.md',
  'docs/testing.md',
  'docs/benchmarks.svg',
  'LICENSE-MIT',
  'LICENSE-APACHE',
];

export const buildPackage = () =>
  unlessDone(
    {
      name: 'package',
      inputs: [
        portable.folder,
        simd.wasm,
        ...[
          'pkg-template',
          'scripts/build-package.mjs',
          'scripts/bundled.mjs',
          'scripts/glue.mjs',
          'scripts/sbom.mjs',
          'package-lock.json',
          'Cargo.lock',
          ...papers,
        ].map((path) => at(path)),
      ],
      output: join(pkg, 'package.json'),
    },
    async () => {
      const made = new Map();
      await step('Bundling JavaScript', async () => {
        for (const script of scripts) made.set(script.to, await bundle(script));
      });
      await step('Writing type declarations', async () => {
        for (const { from, to } of types) {
          const text = await declarations(from);
          for (const name of to) made.set(name, text);
        }
      });
      made.set('symbolon.wasm', readFileSync(portable.wasm));
      made.set('symbolon.simd.wasm', readFileSync(simd.wasm));
      made.set('symbolon.wasm.d.ts', readFileSync(source('symbolon.wasm.d.ts')));
      made.set('cli/LICENSES.txt', notices());
      made.set('sbom.cdx.json', await sbom());
      made.set('package.json', manifest());
      for (const name of papers) if (existsSync(at(name))) made.set(name, readFileSync(at(name)));
      write(made);
    },
  );

async function bundle({ from, to, underJest = false, downloaded = false, holdsOthers = false }) {
  const commonJs = to.endsWith('.cjs');
  const { outputFiles, metafile } = await esbuild.build({
    entryPoints: [source(from)],
    bundle: true,
    write: false,
    format: commonJs ? 'cjs' : 'esm',
    platform: to.startsWith('node') ? 'node' : 'neutral',
    target: 'es2022',
    supported: { 'import-source': true },
    minifySyntax: true,
    minifyWhitespace: true,
    minifyIdentifiers: downloaded,
    alias: { 'symbolon.wasm': portable.wasm },
    external: ['./symbolon.simd.wasm', './symbolon.wasm?module', 'cloudflare:workers', 'node:*'],
    packages: holdsOthers ? 'bundle' : 'external',
    mainFields: ['module', 'main'],
    metafile: true,
    plugins: [bytesAsDigits, bytesApart, guardApart(commonJs), verifierApart, glueAsFunction],
    inject: underJest ? [source('text-coding.ts')] : [],
    ...(commonJs && { define: { 'import.meta.url': 'moduleUrl' }, banner: { js: moduleUrl(to) } }),
  });
  checkBundled(Object.keys(metafile.inputs));
  return outputFiles[0].contents;
}

// CommonJS has no import.meta.url.
const moduleUrl = (to) =>
  to.startsWith('node') ? "const moduleUrl=require('node:url').pathToFileURL(__filename);" : '';

/**
 * In base 64 the module would be a third shorter as it is, and a fifth longer on the wire: what repeats in it
 * would not be found again there, since it rarely stands at the same offset modulo three.
 */
const bytesAsDigits = {
  name: 'bytes-as-digits',
  setup: (build) =>
    build.onLoad({ filter: /\.wasm$/ }, ({ path }) => ({ contents: readFileSync(path, 'hex'), loader: 'text' })),
};

/** What is imported only when it is needed stays a file of its own. */
const bytesApart = {
  name: 'bytes-apart',
  setup: (build) =>
    build.onResolve({ filter: /\/bytes\.js$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './bytes.js', external: true } : undefined,
    ),
};

/** So does the guard, which all adapters share. */
const guardApart = (commonJs) => ({
  name: 'guard-apart',
  setup: (build) =>
    build.onResolve({ filter: /\/guard\/index\.js$/ }, () => ({
      path: `../guard/index.${commonJs ? 'cjs' : 'js'}`,
      external: true,
    })),
});

/** And the verifier, which the command line has from where its users have it. */
const verifierApart = {
  name: 'verifier-apart',
  setup: (build) =>
    build.onResolve({ filter: /^\.\.\/entry\/node\.js$/ }, () => ({ path: '../node.js', external: true })),
};

/** That of the package, where the subpaths come before the modules. */
function manifest() {
  const { exports, ...rest } = JSON.parse(readFileSync(at('pkg-template/package.json'), 'utf8'));
  const isModule = ([name]) => /\.(?:wasm|json)$/.test(name);
  const entries = Object.entries(exports);
  const added = subpaths.map(({ name, file }) => [
    `./${name}`,
    {
      types: { require: `./${file}.d.cts`, default: `./${file}.d.ts` },
      require: `./${file}.cjs`,
      default: `./${file}.js`,
    },
  ]);
  const all = [...entries.filter((entry) => !isModule(entry)), ...added, ...entries.filter(isModule)];
  return `${JSON.stringify({ ...rest, exports: Object.fromEntries(all) }, null, 2)}\n`;
}

/** A folder's TypeScript files, without what makes them that. */
function filesIn(folder) {
  const names = existsSync(source(folder)) ? readdirSync(source(folder)).sort() : [];
  return names.filter((name) => /(?<!\.d)\.ts$/.test(name)).map((name) => `${folder}/${name.slice(0, -3)}`);
}

async function declarations(from) {
  const bundled = await rollup({
    input: source(from),
    plugins: [dts({ tsconfig: at('pkg-template/tsconfig.json') })],
    external: /^(?:node:|hono$)|symbolon\.js$/,
  });
  const { output } = await bundled.generate({ format: 'es' });
  await bundled.close();
  return output[0].code;
}

/** Files that did not change keep their time, so that a server that watches them stays calm. */
function write(made) {
  const names = new Set([...made.keys()].flatMap((name) => [name, dirname(name)]));
  mkdirSync(pkg, { recursive: true });
  for (const name of readdirSync(pkg, { recursive: true })) {
    if (!names.has(name)) rmSync(join(pkg, name), { recursive: true, force: true });
  }
  for (const [name, content] of made) {
    const path = join(pkg, name);
    if (existsSync(path) && readFileSync(path).equals(Buffer.from(content))) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}
