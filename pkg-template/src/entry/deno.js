// Deno: a source-phase import gives the compiled module and needs no permission.
// TypeScript cannot parse one yet, hence JavaScript.

import { creator } from '../create.js';
import source module from './symbolon.wasm';

export * from '../index.js';
export const createVerifier = /* @__PURE__ */ creator(async () => module, { ambientHost: false });
