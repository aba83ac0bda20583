import type { KeyCache } from 'symbolon';
import { unstorageCache } from 'symbolon/cache/unstorage';
import { edgeCache, kvCache } from 'symbolon/cache/workers';
import { createStorage, prefixStorage, type Storage } from 'unstorage';

declare const namespace: KVNamespace;
declare const named: KVNamespace<'symbolon-keys'>;
declare const texts: Storage<string>;

// Exported without a type: it must have one that can be named.
export const cache = kvCache(namespace);

export const caches: KeyCache[] = [
  cache,
  kvCache(named),
  edgeCache(),
  unstorageCache(createStorage()),
  unstorageCache(prefixStorage(createStorage(), 'licenses')),
  unstorageCache(texts),
];
