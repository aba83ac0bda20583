// Vercel's edge runtime and Next.js middleware: `?module` asks for a compiled one.
// The portable one: where these run on a developer's machine the engine is that of Node, which may be 20.

import { create } from '../create.js';
import type * as api from '../index.js';
import module from './symbolon.wasm?module';

export * from '../index.js';
export const createVerifier: typeof api.createVerifier = (options) => create(options, { compiled: async () => module });
