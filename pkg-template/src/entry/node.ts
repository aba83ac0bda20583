// Node and Bun.
import { readFile } from 'node:fs/promises';
import { creator } from '../create.js';
import { orEmbedded } from '../load.js';

export * from '../index.js';
export const createVerifier = /* @__PURE__ */ creator(
  () => orEmbedded(async () => WebAssembly.compile(await readFile(new URL('./symbolon.wasm', import.meta.url)))),
  { ambientHost: false },
);
