/** A file: every visit is a process of its own. */
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { run } from '../../../scripts/run.mjs';
import { node, outcome } from '../bench.mjs';
import { assertDegraded, assertGranted, basics, failedOperations, stories, types } from '../stories.mjs';

const permissions = async (path) => ((await stat(path)).mode & 0o777).toString(8);

const cases = [
  {
    name: 'a restart when nobody listens at the key server any more',
    async run({ verify, server }) {
      assertGranted(await verify());
      await server.close();
      assertGranted(await verify());
      assertGranted(await verify({ later: 3600 }));
      assert.equal(server.requests.length, 1);
    },
  },
  {
    name: 'only its owner may read it, and nothing else is left there',
    async run({ set, slot: { path } }) {
      await set({ format: 1 });
      assert.equal(await permissions(path), '600');
      assert.equal(await permissions(dirname(path)), '700');
      assert.deepEqual(await readdir(dirname(path)), ['keys.json']);
    },
  },
  ...[
    ['cut short', (text) => text.slice(0, -20)],
    ['empty', () => ''],
    ['of something else', () => '{"keys":[]}'],
  ].map(([how, spoiled]) => ({
    name: `a file that is ${how} counts as none`,
    async run({ verify, server, slot: { path } }) {
      await verify();
      const text = await readFile(path, 'utf8');
      await writeFile(path, spoiled(text));
      const second = await verify();
      assertGranted(second);
      assert.deepEqual(types(second), ['cache_failed', 'keys_refreshed']);
      assert.equal(server.requests.length, 2);
      await writeFile(path, spoiled(text));
      server.fail();
      assertDegraded(await verify());
      assert.equal(server.requests.length, 3);
    },
  })),
  {
    name: 'where there can be no file, tokens are verified without',
    async run({ verify, server, slot: { folder } }) {
      await writeFile(folder, 'a file in its place');
      const first = await verify();
      assertGranted(first);
      assert.deepEqual(failedOperations(first), ['get', 'set']);
      assert.equal(server.requests.length, 1);
    },
  },
  {
    name: 'two processes that write at once never leave half a set',
    async run({ bench, slot: { path } }) {
      const { fileCache } = await bench.imported('file');
      const cache = fileCache(path);
      const writers = ['a', 'b'].map((letter) =>
        run(process.execPath, [join(bench.app, 'file-writer.js'), path, letter]),
      );
      let writing = true;
      const ended = Promise.allSettled(writers).then(() => {
        writing = false;
      });
      try {
        do {
          const text = await cache.get();
          if (text !== undefined) assert.match(JSON.parse(text).letters, /^(a{500000}|b{500000})$/);
        } while (writing);
      } finally {
        await ended;
      }
      await Promise.all(writers);
      assert.deepEqual(await readdir(dirname(path)), ['keys.json']);
    },
  },
  {
    name: 'a write that fails rejects, and leaves nothing behind',
    async run({ bench, slot: { path } }) {
      await mkdir(join(path, 'a folder in its place'), { recursive: true });
      const { fileCache } = await bench.imported('file');
      const cache = fileCache(path);
      await assert.rejects(async () => cache.set({ format: 1 }), { syscall: 'rename' });
      await assert.rejects(async () => cache.get(), { code: 'EISDIR' });
      assert.deepEqual(await readdir(dirname(path)), ['keys.json']);
    },
  },
  {
    name: 'its place is a URL, or a path from where the program was when it said so',
    async run({ bench, slot: { path } }) {
      const folder = join(dirname(path), 'with spaces');
      await mkdir(folder, { recursive: true });
      const { fileCache } = await bench.imported('file');
      const byUrl = fileCache(new URL('keys%20here.json', `${pathToFileURL(folder)}/`));
      const before = process.cwd();
      process.chdir(folder);
      const byName = fileCache('keys here.json');
      process.chdir(before);
      await byUrl.set({ format: 1 });
      assert.equal(await byName.get(), '{"format":1}');
      assert.throws(() => fileCache(new URL('https://api.example.com/keys.json')), TypeError);
    },
  },
];

const place = (name, runtime, cases) => ({
  name: `file, ${name}`,
  async open(bench) {
    return {
      slot(name) {
        const folder = bench.folder(name);
        const path = join(folder, 'made/when/needed', 'keys.json');
        return { folder, path, visit: (task) => outcome(bench, runtime(folder), 'file.js', { path, ...task }) };
      },
      close: async () => {},
    };
  },
  cases,
});

/** Of those that the conformance suite has. */
const installed = (name) => fileURLToPath(new URL(`../../conformance/node_modules/.bin/${name}`, import.meta.url));

export const files = [
  place('Node', () => node, [...stories, ...cases]),
  place('Bun', () => [installed('bun'), '--no-install'], basics),
  // With no permission but for the folder, and to ask the key server.
  place(
    'Deno',
    (folder) => [
      installed('deno'),
      'run',
      '--no-prompt',
      '--no-lock',
      '--cached-only',
      '--node-modules-dir=manual',
      `--allow-read=${folder}`,
      `--allow-write=${folder}`,
      '--allow-net=127.0.0.1',
    ],
    basics,
  ),
];
