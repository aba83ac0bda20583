// Browsers, with and without a bundler.
import { creator } from '../create.js';
import { compileResponse, orEmbedded } from '../load.js';

export * from '../index.js';
export const createVerifier = /* @__PURE__ */ creator(
  () => orEmbedded(async () => compileResponse(await fetch(new URL('./symbolon.wasm', import.meta.url)))),
  { ambientHost: true },
);
