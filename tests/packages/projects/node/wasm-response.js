import { readFile } from 'node:fs/promises';
import { createVerifier } from 'symbolon/wasm';
import { decide, options } from './decide.cjs';

const bytes = readFile(new URL(import.meta.resolve('symbolon/symbolon.wasm')));
const headers = { 'content-type': 'application/wasm' };
createVerifier(options, { module: bytes.then((body) => new Response(body, { headers })) }).then(decide);
