/** Runtimes that the conformance suite has installed: a second copy of them would only take room. */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const conformance = new URL('../../tests/conformance/', import.meta.url);

export const folder = fileURLToPath(conformance);
export const installed = createRequire(new URL('package.json', conformance));
export const pathOf = (path) => fileURLToPath(new URL(`node_modules/${path}`, conformance));
