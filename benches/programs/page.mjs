/** In a page. */
import { contenders as jose } from './contenders/jose.mjs';
import { contenders as rsaCrate } from './contenders/rsa-crate.mjs';
import { contenders as symbolon } from './contenders/symbolon.mjs';
import { names } from './engines/names.mjs';
import { measure } from './measure.mjs';

const compiled = (path) => () => WebAssembly.compileStreaming(fetch(path));

/** @param {string} path of the task */
export async function run(path) {
  const task = await (await fetch(path)).json();
  return measure(task, {
    contenders: [...symbolon, ...jose, ...rsaCrate(compiled('/rsa-crate.wasm'))],
    natives: [],
    compiled: Object.fromEntries(names.map((name) => [name, compiled(`/engines/${name}.wasm`)])),
  });
}
