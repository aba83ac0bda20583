import { readFile } from 'node:fs/promises';
import { createVerifier } from 'symbolon/wasm';
import { decide, options } from './decide.cjs';

const bytes = await readFile(new URL(import.meta.resolve('symbolon/symbolon.wasm')));
createVerifier(options, { module: new WebAssembly.Module(bytes) }).then(decide);
