import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { UrlLike } from '../context.js';
import type { KeyCache } from '../options.js';

export type { KeyCache };

/**
 * Keeps a set of keys in a file of its own, for Node, Bun and Deno. A write
 * replaces the file whole, so that processes may share it. Only the user who
 * writes it may read it, or enter the folders that are made for it: whoever can
 * change the file decides which keys are trusted.
 *
 * @example
 * const cache = fileCache(new URL('./license-keys.json', import.meta.url));
 * const verifier = await createVerifier({ keys: { jwksUri, cache }, issuer, audience: null });
 *
 * @param path as text, seen from the working directory at this call, or as a `file:` URL; one that is not throws a
 *   `TypeError`
 * @returns a cache that rejects with the system's error where the file cannot be read or written; a file that is not
 *   there is no error
 */
export function fileCache(path: string | UrlLike): KeyCache {
  const file = resolve(typeof path === 'string' ? path : fileURLToPath(path.href));
  return {
    async get() {
      try {
        return await readFile(file, 'utf8');
      } catch (error) {
        if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    async set(value) {
      // Beside it, for a rename replaces at once only within a file system.
      const draft = `${file}.${randomUUID()}.tmp`;
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      try {
        // Flushed, or a power cut might leave the name with nothing under it.
        await writeFile(draft, JSON.stringify(value), { mode: 0o600, flush: true });
        await rename(draft, file);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },
  };
}
