/** Redis, by unstorage: every visit is a process of its own. */
import assert from 'node:assert/strict';
import { createStorage } from 'unstorage';
import fs from 'unstorage/drivers/fs';
import memory from 'unstorage/drivers/memory';
import { howToGetRedis, redis as serverPath, startRedis } from '../../../scripts/redis.mjs';
import { node, outcome } from '../bench.mjs';
import { assertDegraded, assertGranted, failedOperations, stories } from '../stories.mjs';

/** No server, only a place in memory that knows text alone, as localStorage does. */
function texts() {
  const items = new Map();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, `${value}`),
  };
}

const storages = {
  'in memory': () => createStorage({ driver: memory() }),
  'in files': ({ folder }) => createStorage({ driver: fs({ base: folder('unstorage') }) }),
  'of texts, as localStorage is': texts,
};

const cases = [
  {
    name: 'without Redis the key server is asked, and nothing is granted without either',
    async run({ bench, server, verify }) {
      const own = await startRedis(bench.folder('redis-that-stops'));
      const there = { port: own.port };
      try {
        assertGranted(await verify(there));
        assertGranted(await verify(there));
        assert.equal(server.requests.length, 1);
      } finally {
        await own.stop();
      }
      const third = await verify(there);
      assertGranted(third);
      assert.deepEqual(failedOperations(third), ['get', 'set']);
      assert.equal(server.requests.length, 2);
      server.fail();
      assertDegraded(await verify(there));
      assert.equal(server.requests.length, 3);
    },
  },
  ...Object.entries(storages).map(([where, storage]) => ({
    name: `a storage ${where} will do`,
    async run({ bench }) {
      const { unstorageCache } = await bench.imported('unstorage');
      const kept = storage(bench);
      const caches = [unstorageCache(kept), unstorageCache(kept, 'another:key')];
      assert.equal((await caches[0].get()) ?? null, null);
      for (const [format, cache] of caches.entries()) await cache.set({ format });
      for (const [format, cache] of caches.entries()) {
        const got = await cache.get();
        assert.deepEqual(typeof got === 'string' ? JSON.parse(got) : got, { format });
      }
    },
  })),
];

export const redis = {
  name: 'Redis, unstorage, Node',
  missing: async () => ((await serverPath()) ? undefined : `Redis, which is missing: ${howToGetRedis}`),
  async open(bench) {
    const server = await startRedis(bench.folder('redis'));
    return {
      slot: (base) => ({ visit: (task) => outcome(bench, node, 'redis.js', { port: server.port, base, ...task }) }),
      close: () => server.stop(),
    };
  },
  cases: [...stories, ...cases],
};
