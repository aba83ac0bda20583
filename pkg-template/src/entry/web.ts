// Browsers, with and without a bundler.
import { create } from '../create.js';
import type * as api from '../index.js';
import { knowsRelaxedSimd } from '../relaxed-simd.js';
import { compileResponse, embedded, firstOf, leftBehind } from '../ways.js';

export * from '../index.js';
export const createVerifier: typeof api.createVerifier = (options) => create(options, { compiled, ambientHost: true });

// Each address in a form that bundlers know: they emit both files, and the page asks for one.
const portable = () => new URL('./symbolon.wasm', import.meta.url);
const simd = () => new URL('./symbolon.simd.wasm', import.meta.url);
const address = () => (knowsRelaxedSimd() ? simd() : portable());
const file = async () => compileResponse(await fetch(address()));
const compiled = async () =>
  leftBehind(import.meta.url, 'web.js', portable) ? firstOf(embedded, file) : firstOf(file, embedded);
