// Cloudflare Workers: modules are compiled when they are deployed, never from bytes,
// so that none can be chosen at run time; relaxed SIMD is there.
import * as workers from 'cloudflare:workers';
import { create } from '../create.js';
import type * as api from '../index.js';
import module from './symbolon.simd.wasm';

export * from '../index.js';
export const createVerifier: typeof api.createVerifier = (options) =>
  create(options, { compiled: async () => module, waitUntil: workers.waitUntil });
