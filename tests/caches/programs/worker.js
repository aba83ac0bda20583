import { env } from 'cloudflare:workers';
import * as symbolon from 'symbolon';
import { edgeCache, kvCache } from 'symbolon/cache/workers';
import { visit } from './visit.js';

const key = 'https://keys.example/others';
const caches = {
  kv: kvCache(env.KEYS),
  'kv, by a key': kvCache(env.KEYS, key),
  default: edgeCache(),
  'default, by a key': edgeCache({ key }),
  named: edgeCache({ name: 'keys' }),
  'named, by a key': edgeCache({ name: 'keys', key }),
};

export default {
  async fetch(request) {
    const { cache, ...task } = await request.json();
    return Response.json(await visit(symbolon, caches[cache], task));
  },
};
