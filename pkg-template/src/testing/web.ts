// Browsers and workers, and what test runners make of Node to be like them.
import type * as api from './index.js';
import { create } from './issuer.js';
import { refuseProduction } from './refusal.js';

export type * from './index.js';

refuseProduction();

const subtle = () =>
  globalThis.crypto?.subtle ?? (globalThis as Hosted).process?.getBuiltinModule?.('node:crypto')?.webcrypto.subtle;

const serve = () =>
  Promise.reject(
    new Error('There are no server sockets here: `memoryServer()` does without, by a `fetch` of its own.'),
  );

export const createTestIssuer: typeof api.createTestIssuer = (options = {}) => create(options, { subtle, serve });

/** jsdom brings no WebCrypto, but runs in Node. */
interface Hosted {
  readonly process?: { getBuiltinModule?(name: string): { readonly webcrypto: { readonly subtle: SubtleCrypto } } };
}
