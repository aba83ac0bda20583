// Vercel's edge runtime and Next.js middleware: `?module` asks for a compiled one.

import { creator } from '../create.js';
import module from './symbolon.wasm?module';

export * from '../index.js';
export const createVerifier = /* @__PURE__ */ creator(async () => module, { ambientHost: false });
