/** KV and the Cache API in workerd: every visit is an isolate of its own, over the same folders. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Miniflare } from 'miniflare';
import { bundledForWorkerd } from '../../workerd.mjs';
import { basics, stories } from '../stories.mjs';

async function visit(modules, dir, task) {
  const isolate = new Miniflare({
    modules,
    compatibilityDate: '2026-04-01',
    cf: false,
    kvNamespaces: ['KEYS'],
    kvPersist: join(dir, 'kv'),
    cachePersist: join(dir, 'cache'),
  });
  try {
    const response = await isolate.dispatchFetch('http://worker.example/', {
      method: 'POST',
      body: JSON.stringify(task),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return JSON.parse(text);
  } finally {
    await isolate.dispose();
  }
}

const noCacheApi = {
  name: 'where there is no Cache API it says so',
  async run({ bench }) {
    const { edgeCache } = await bench.imported('workers');
    const reason = { message: 'There is no Cache API here.' };
    await assert.rejects(edgeCache().get(), reason);
    await assert.rejects(edgeCache({ name: 'keys' }).set({ format: 1 }), reason);
  },
};

const apart = {
  name: 'what is kept elsewhere is not seen',
  async run({ slot }) {
    const others = ['kv', 'default', 'named'].flatMap((cache) => [cache, `${cache}, by a key`]);
    for (const cache of others) await slot.visit({ cache, deed: 'set', value: { cache } });
    for (const cache of others) assert.deepEqual(await slot.visit({ cache, deed: 'get' }), { result: { cache } });
  },
};

const place = (name, cache, cases) => ({
  name,
  async open({ app, folder }) {
    const { modules } = await bundledForWorkerd(app, { entryPoints: [join(app, 'worker.js')] });
    return {
      slot: (slot) => ({ visit: (task) => visit(modules, folder(slot), { cache, ...task }) }),
      close: async () => {},
    };
  },
  cases,
});

export const workerd = [
  place('KV, workerd', 'kv', [...stories, apart]),
  place('Cache API, workerd', 'default', [...stories, noCacheApi]),
  place('Cache API by a name, workerd', 'named', basics),
];
