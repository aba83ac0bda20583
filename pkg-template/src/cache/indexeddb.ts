import type { KeyCache } from '../options.js';

export type { KeyCache };

const STORE = 'keys';
const KEY = 'set';

/**
 * Keeps a set of keys in IndexedDB, for pages and their workers. Every use opens
 * a connection of its own and closes it, so that no other tab waits for this one.
 *
 * @example
 * const verifier = await createVerifier({ keys: { jwksUri, cache: indexedDbCache() }, issuer, audience: null });
 *
 * @param name of the database, which is used for nothing else; one for each `jwksUri`
 * @returns a cache that rejects where the browser has no IndexedDB, or denies it: some do in private windows and in
 *   frames of other sites
 */
export function indexedDbCache(name = 'symbolon'): KeyCache {
  return {
    get: () => within(name, 'readonly', (store) => store.get(KEY)),
    set: (value) => within(name, 'readwrite', (store) => store.put(value, KEY)),
  };
}

/** Asks the store one thing, and resolves with the answer once the transaction is over. */
async function within(name: string, mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest) {
  const database = await open(name);
  try {
    return await new Promise<unknown>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = ask(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

function open(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    if (!globalThis.indexedDB) throw new Error('There is no IndexedDB here.');
    const request = indexedDB.open(name);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
