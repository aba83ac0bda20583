// Node and Bun.
import { readFile } from 'node:fs/promises';
import { create } from '../create.js';
import type * as api from '../index.js';
import { letGo } from '../let-go.js';
import { knowsRelaxedSimd } from '../relaxed-simd.js';
import { embedded, firstOf } from '../ways.js';

export * from '../index.js';
export const createVerifier: typeof api.createVerifier = (options) => create(options, { compiled, letGo });

const portable = () => new URL('./symbolon.wasm', import.meta.url);
const simd = () => new URL('./symbolon.simd.wasm', import.meta.url);
const address = () => (knowsRelaxedSimd() ? simd() : portable());
const file = async () => WebAssembly.compile(await readFile(address()));
const compiled = () => firstOf(file, embedded);
