/** `symbolon/testing`: what users' tests get from it, and that no production bundle does. */
import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { install } from '../../../scripts/install.mjs';
import { at } from '../../../scripts/paths.mjs';
import { run } from '../../../scripts/run.mjs';
import { bundledForWorkerd } from '../../workerd.mjs';
import { tool } from '../bench.mjs';
import { visit } from '../browser.mjs';
import { serve } from '../serve.mjs';

const NOW = 1_800_000_000;
const DAY = 86_400;

const codes = {
  active: 'ACTIVE ok',
  grace: 'GRACE license_in_grace',
  expired: 'EXPIRED license_expired',
  notYetValid: 'NOT_YET_VALID not_yet_valid',
  suspended: 'SUSPENDED license_suspended',
  revoked: 'REVOKED license_revoked',
  notActivated: 'NOT_ACTIVATED license_not_activated',
  unknownStatus: 'UNKNOWN license_status_unknown',
  otherDevice: 'FORBIDDEN hardware_mismatch',
  otherDomain: 'INVALID domain_mismatch',
  otherIssuer: 'INVALID issuer_mismatch',
  otherKey: 'INVALID key_unknown',
  forged: 'INVALID signature_invalid',
  unsigned: 'INVALID algorithm_not_allowed',
  malformed: 'INVALID token_malformed',
};

/** What a key server comes to; in browsers the entity tag is the HTTP cache's, which a `fetch` of one's own has not. */
const served = (revalidated) => ({
  seen: ['ACTIVE ok', 'ACTIVE ok', 1],
  statuses: [200, revalidated],
  faults: Array(5).fill(['DEGRADED keys_unavailable', true]),
  well: 'ACTIVE ok',
  gone: 'DEGRADED keys_unavailable',
  back: 'ACTIVE ok',
});

function assertUsed(
  { codes: found, claims, keyId, times, rotation, memory, server, ...rest },
  { sockets, revalidated },
) {
  assert.deepEqual(rest, {});
  assert.deepEqual(Object.fromEntries(Object.entries(found).sort()), Object.fromEntries(Object.entries(codes).sort()));
  assert.deepEqual(claims, {
    iss: 'https://licenses.example.com',
    jti: claims.jti,
    domain: 'app.example.com',
    iat: NOW,
    exp: NOW + 30 * DAY,
    features: ['export'],
  });
  assert.equal(keyId, 'test-key-1');
  assert.deepEqual(times, ['ACTIVE ok', 'ACTIVE ok', 'GRACE license_in_grace', 'EXPIRED license_expired']);
  assert.deepEqual(rotation, ['ACTIVE ok', 'ACTIVE ok', 'INVALID key_unknown']);
  assert.deepEqual(memory, served(revalidated));
  if (sockets) assert.deepEqual(server, served(304));
  else assert.match(server, /memoryServer/);
}

/** Beside the Node that runs this, those that the conformance suite has. */
const elsewhere = [
  { name: 'Node 18', program: 'node18/bin/node', args: ['esm.js'] },
  { name: 'Bun', program: '.bin/bun', args: ['--no-install', 'esm.js'] },
  {
    name: 'Deno',
    program: '.bin/deno',
    args: ['run', '--no-prompt', '--no-lock', '--cached-only', '--node-modules-dir=manual', '--allow-net', 'esm.js'],
  },
];

const worker = `
import * as symbolon from 'symbolon';
import * as testing from 'symbolon/testing';
import { use } from './use.cjs';
export default { fetch: async () => Response.json(await use(testing, symbolon)) };`;

const REFUSAL = /symbolon\/testing signs licenses with keys that anybody can make/;
const node = (dir, file, { args = [], env = {} } = {}) =>
  run(process.execPath, [...args, file], {
    cwd: dir,
    env: { NODE_ENV: undefined, NODE_OPTIONS: '', ...env },
    allowFailure: true,
  });

/** Bundles of imported.js, each with the folder and the name of the script that is to refuse. */
const bundles = [
  { name: 'vite8, build', program: 'vite8/bin/vite.js', args: ['build'] },
  { name: 'vite6, build', program: 'vite6/bin/vite.js', args: ['build'] },
  {
    name: 'webpack, production',
    program: '.bin/webpack',
    args: ['./imported.js', '-o', 'dist', '--mode', 'production'],
  },
  {
    name: 'webpack, production, for Node',
    program: '.bin/webpack',
    args: ['./imported.js', '-o', 'dist', '--mode', 'production', '--target', 'node'],
  },
  {
    name: 'esbuild, minified, which sets NODE_ENV alone',
    program: '.bin/esbuild',
    args: ['imported.js', '--bundle', '--minify', '--outdir=dist'],
  },
  {
    name: 'esbuild, with the condition',
    program: '.bin/esbuild',
    args: ['imported.js', '--bundle', '--conditions=production', '--outdir=dist'],
  },
];

/** Test runners, in the environments of each. */
const runners = ['node', 'jsdom'].flatMap((environment) => [
  {
    name: `vitest, ${environment}`,
    program: 'vitest/vitest.mjs',
    args: ['run', 'imported', '--testTimeout', '60000', '--environment', environment],
  },
  {
    name: `jest, ${environment}`,
    program: '.bin/jest',
    args: ['--ci', '--env', environment, '--testTimeout', '60000', 'required'],
  },
]);

let installed;

/** The node_modules of the conformance suite. */
function runtimes() {
  installed ??= install(at('tests/conformance')).then(() => at('tests/conformance/node_modules'));
  return installed;
}

/** The one script in a folder or those below. */
async function scriptIn(dir) {
  const names = (await readdir(dir, { recursive: true })).filter((name) => name.endsWith('.js'));
  assert.equal(names.length, 1, names.join(', '));
  return join(dir, names[0]);
}

export const cases = [
  ...['esm.js', 'cjs.cjs'].map((file) => ({
    name: `testing: in Node, ${file}`,
    async run({ bench }) {
      const { output, stdout } = await node(await bench.project('testing'), file);
      assert.match(stdout, /^\{/, output);
      assertUsed(JSON.parse(stdout), { sockets: true, revalidated: 304 });
    },
  })),
  ...elsewhere.map(({ name, program, args }) => ({
    name: `testing: in ${name}`,
    async run({ bench }) {
      const cwd = await bench.project('testing');
      const env = { NODE_ENV: undefined, NODE_OPTIONS: '', DENO_DIR: join(cwd, '.deno'), DENO_NO_UPDATE_CHECK: '1' };
      const { stdout, output } = await run(join(await runtimes(), program), args, { cwd, env, allowFailure: true });
      assert.match(stdout, /^\{/, output);
      assertUsed(JSON.parse(stdout), { sockets: true, revalidated: 304 });
    },
  })),
  {
    name: 'testing: in workerd',
    async run({ bench }) {
      const dir = await bench.project('testing');
      const stdin = { contents: worker, resolveDir: dir, sourcefile: 'worker.mjs' };
      const { modules } = await bundledForWorkerd(dir, { stdin });
      const { Miniflare } = createRequire(join(await runtimes(), 'package.json'))('miniflare');
      const server = new Miniflare({ modules, compatibilityDate: '2026-04-01', cf: false });
      try {
        const response = await server.dispatchFetch('http://worker.example/');
        assertUsed(await response.json(), { sockets: false, revalidated: 304 });
      } finally {
        await server.dispose();
      }
    },
  },
  {
    name: 'testing: in a browser',
    inBrowser: true,
    async run({ bench, browser }) {
      const dir = await bench.project('testing');
      await tool('.bin/esbuild', ['page.js', '--bundle', '--format=esm', '--outdir=dist'], dir);
      const page = await readFile(join(dir, 'index.html'), 'utf8');
      await writeFile(join(dir, 'dist', 'index.html'), page);
      const server = await serve(join(dir, 'dist'), {});
      try {
        const { shown } = await visit(browser, server.url);
        assertUsed(shown.report, { sockets: false, revalidated: 200 });
      } finally {
        await server.close();
      }
    },
  },
  ...[
    { name: 'NODE_ENV', env: { NODE_ENV: 'production' } },
    { name: 'the condition', args: ['--conditions=production'] },
  ].flatMap(({ name, ...options }) =>
    ['imported.js', 'required.cjs'].map((file) => ({
      name: `testing: refused in production by ${name}, ${file}`,
      async run({ bench }) {
        const dir = await bench.project('testing');
        const refused = await node(dir, file, options);
        assert.notEqual(refused.status, 0);
        assert.match(refused.output, REFUSAL);
        for (const env of [{}, { NODE_ENV: 'test' }, { NODE_ENV: 'development' }])
          assert.equal((await node(dir, file, { env })).output, 'function\n');
      },
    })),
  ),
  ...bundles.map(({ name, program, args }) => ({
    name: `testing: refused in a production bundle, ${name}`,
    async run({ bench }) {
      const dir = await bench.project('testing');
      const html = '<!doctype html><script type="module" src="./imported.js"></script>';
      await writeFile(join(dir, 'index.html'), html);
      // As the tools do it by themselves: this process may be that of a test.
      await tool(program, args, dir, { env: { NODE_ENV: undefined } });
      const { status, output } = await node(dir, await scriptIn(join(dir, 'dist')));
      assert.notEqual(status, 0);
      assert.match(output, REFUSAL);
    },
  })),
  {
    name: 'testing: not refused in a bundle for development, webpack',
    async run({ bench }) {
      const dir = await bench.project('testing');
      const args = ['./imported.js', '-o', 'dist', '--mode', 'development'];
      await tool('.bin/webpack', args, dir, { env: { NODE_ENV: undefined } });
      assert.equal((await node(dir, join(dir, 'dist', 'main.js'))).output, 'function\n');
    },
  },
  ...runners.map(({ name, program, args }) => ({
    name: `testing: ${name}`,
    async run({ bench }) {
      const { output } = await tool(program, args, await bench.project('testing'), {
        env: { NODE_ENV: undefined, NODE_OPTIONS: '', NO_COLOR: '1', CI: 'true' },
      });
      assert.match(output, /Tests:? +1 passed/);
    },
  })),
  ...['module', 'commonjs'].map((type) => ({
    name: `testing: types, ${type}`,
    async run({ bench }) {
      const dir = await bench.project('testing');
      const compilerOptions = {
        target: 'es2022',
        lib: ['es2022'],
        types: [],
        module: 'node16',
        strict: true,
        exactOptionalPropertyTypes: true,
        skipLibCheck: false,
        noEmit: true,
      };
      await writeFile(join(dir, 'package.json'), JSON.stringify({ private: true, name: 'testing', type }));
      await writeFile(join(dir, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['right.ts'] }));
      const { output } = await tool('typescript6/bin/tsc', ['--pretty', 'false'], dir, { allowFailure: true });
      assert.equal(output, '');
    },
  })),
];
