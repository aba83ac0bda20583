// Anywhere: the bytes are in the file itself.
import bytes from '../bytes.js';
import { creator } from '../create.js';

export * from '../index.js';
export const createVerifier = /* @__PURE__ */ creator(() => WebAssembly.compile(bytes), { ambientHost: true });
