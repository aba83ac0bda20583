// Node and Bun.
import { readFile } from 'node:fs/promises';
import { create } from '../create.js';
import type * as api from '../index.js';
import { letGo } from '../let-go.js';
import { embedded, firstOf } from '../ways.js';

export * from '../index.js';
export const createVerifier: typeof api.createVerifier = (options) => create(options, { compiled, letGo });

const file = async () => WebAssembly.compile(await readFile(new URL('./symbolon.wasm', import.meta.url)));
const compiled = () => firstOf(file, embedded);
