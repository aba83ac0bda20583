import type { KeyCache } from '../options.js';

export type { KeyCache };

/** What is used of a KV namespace's binding. */
export interface KvNamespace {
  get(key: string): Promise<string | null>;
  put(key: string, value: string): Promise<void>;
}

/**
 * Keeps a set of keys in Workers KV: all data centers share it, and it stays
 * until it is replaced. Every refresh of an isolate writes once, and KV takes one
 * write a second under a key: what it refuses shows as the event `cache_failed`
 * and does no harm. Where writes are dear raise `minFreshness`.
 *
 * @example
 * import { env } from 'cloudflare:workers';
 * const verifier = await createVerifier({
 *   keys: { jwksUri, cache: kvCache(env.LICENSE_KEYS) },
 *   issuer,
 *   audience: null,
 * });
 *
 * @param namespace the binding
 * @param key under which the set is kept; one for each `jwksUri`
 * @returns a cache that rejects as KV does
 */
export function kvCache(namespace: KvNamespace, key = 'symbolon-keys'): KeyCache {
  return {
    get: () => namespace.get(key),
    set: (value) => namespace.put(key, JSON.stringify(value)),
  };
}

/** Where {@link edgeCache} keeps a set. */
export interface EdgeCacheOptions {
  /** Name of a cache to open in place of `caches.default`. */
  readonly name?: string | undefined;
  /**
   * The address under which the set is kept; one for each `jwksUri`. Take none
   * that is served: who can choose an answer of that address chooses the keys.
   * Default: one that can never be served.
   */
  readonly key?: string | undefined;
}

/**
 * Keeps a set of keys in the cache of the data center, by the Cache API: free
 * and fast, but each data center has its own, and may forget. Cloudflare keeps
 * things under custom domains alone, nothing under `*.workers.dev`. By a `name` it
 * works in browsers and in Deno, too.
 *
 * @example
 * const verifier = await createVerifier({ keys: { jwksUri, cache: edgeCache() }, issuer, audience: null });
 *
 * @returns a cache that rejects where there is no Cache API, or none without a name
 */
export function edgeCache({ name, key = 'https://symbolon.invalid/keys' }: EdgeCacheOptions = {}): KeyCache {
  return {
    async get() {
      const answer = await (await cacheOf(name)).match(key);
      return answer?.text();
    },
    async set(value) {
      await (await cacheOf(name)).put(key, Response.json(value, { headers: { 'cache-control': LONG } }));
    },
  };
}

/** A year, the longest that caches honor: the set's own age is judged when it is read. */
const LONG = 'public, max-age=31536000';

async function cacheOf(name: string | undefined): Promise<Cache> {
  const { caches } = globalThis as { caches?: CacheStorage & { readonly default?: Cache } };
  const cache = name === undefined ? caches?.default : await caches?.open(name);
  if (!cache)
    throw new Error(caches ? 'There is no `caches.default` here: give a name.' : 'There is no Cache API here.');
  return cache;
}
