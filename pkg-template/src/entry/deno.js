// Deno: a source-phase import gives the compiled module and needs no permission.
// TypeScript cannot parse one yet, hence JavaScript. Relaxed SIMD came to Deno before it.

import { create } from '../create.js';
import source module from './symbolon.simd.wasm';

export * from '../index.js';
export const createVerifier = (options) => create(options, { compiled: async () => module });
