// Anywhere: the bytes are in the file itself.
import { bytes } from '../bytes.js';
import { create } from '../create.js';
import type * as api from '../index.js';

export * from '../index.js';
export const createVerifier: typeof api.createVerifier = (options) => create(options, { compiled, ambientHost: true });

const compiled = () => WebAssembly.compile(bytes());
