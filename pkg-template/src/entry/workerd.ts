// Cloudflare Workers: modules are compiled when they are deployed, never from bytes.
import * as workers from 'cloudflare:workers';
import { create } from '../create.js';
import type * as api from '../index.js';
import module from './symbolon.wasm';

export * from '../index.js';
export const createVerifier: typeof api.createVerifier = (options) =>
  create(options, { compiled: async () => module, waitUntil: workers.waitUntil });
