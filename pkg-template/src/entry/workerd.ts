// Cloudflare Workers: modules are compiled when they are deployed, never from bytes.
import * as workers from 'cloudflare:workers';
import { creator } from '../create.js';
import module from './symbolon.wasm';

export * from '../index.js';
export const createVerifier = /* @__PURE__ */ creator(async () => module, {
  ambientHost: false,
  waitUntil: workers.waitUntil,
});
