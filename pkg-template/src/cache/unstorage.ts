import type { KeyCache } from '../options.js';

export type { KeyCache };

/** What is used of a storage; `localStorage` has it, too. */
export interface ItemStorage {
  getItem(key: string): unknown;
  setItem(key: string, value: string): unknown;
}

/**
 * Keeps a set of keys in any storage of `unstorage`: Redis, a database, a bucket.
 *
 * @example
 * import { createStorage } from 'unstorage';
 * import redis from 'unstorage/drivers/redis';
 * const storage = createStorage({ driver: redis({ url: 'redis://localhost:6379' }) });
 * const verifier = await createVerifier({
 *   keys: { jwksUri, cache: unstorageCache(storage) },
 *   issuer,
 *   audience: null,
 * });
 *
 * @param storage yours to dispose of: some drivers keep a process alive until then
 * @param key under which the set is kept; one for each `jwksUri`
 * @returns a cache that rejects as the storage does
 */
export function unstorageCache(storage: ItemStorage, key = 'symbolon:keys'): KeyCache {
  return {
    // As an object: unstorage parses JSON by itself.
    get: () => storage.getItem(key),
    // As text: so that simpler storages will do, too.
    set: (value) => storage.setItem(key, JSON.stringify(value)),
  };
}
