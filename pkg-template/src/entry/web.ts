// Browsers, with and without a bundler.
import { create } from '../create.js';
import type * as api from '../index.js';
import { compileResponse, embedded, firstOf, leftBehind } from '../ways.js';

export * from '../index.js';
export const createVerifier: typeof api.createVerifier = (options) => create(options, { compiled, ambientHost: true });

const address = () => new URL('./symbolon.wasm', import.meta.url);
const file = async () => compileResponse(await fetch(address()));
const compiled = async () =>
  leftBehind(import.meta.url, 'web.js', address) ? firstOf(embedded, file) : firstOf(file, embedded);
