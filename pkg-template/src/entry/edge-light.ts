// Vercel's edge runtime and Next.js middleware: `?module` asks for a compiled one.

import { create } from '../create.js';
import type * as api from '../index.js';
import module from './symbolon.wasm?module';

export * from '../index.js';
export const createVerifier: typeof api.createVerifier = (options) => create(options, { compiled: async () => module });
