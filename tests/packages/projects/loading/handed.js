// Hands all kinds of things to `symbolon/wasm` in place of a module, each to a package that has loaded none yet.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { runInNewContext } from 'node:vm';
import { license } from './license.js';

const entry = import.meta.resolve('symbolon/wasm');
const bytes = await readFile(new URL(import.meta.resolve('symbolon/symbolon.wasm')));
const options = { keys: { pem: license.pem }, issuer: license.issuer, audience: null };

let copies = 0;
/** Another address is another module, and nothing of the last one's. */
const anew = () => import(`${entry}?${++copies}`);
const answered = (body, type, status = 200) =>
  new Response(body, { status, headers: type ? { 'content-type': type } : {} });

async function assertVerifies(verifier, what) {
  const { code } = await verifier.verify(license.token, { host: license.host });
  assert.equal(code, 'ok', what);
}

const { buffer } = new Uint8Array(bytes);
const modules = {
  'a module': () => new WebAssembly.Module(bytes),
  'a module of another realm': () => runInNewContext('new WebAssembly.Module(bytes)', { bytes }),
  bytes: () => bytes,
  'a view that is no Uint8Array': () => new Int8Array(buffer),
  'an ArrayBuffer': () => buffer,
  'an ArrayBuffer of another realm': () => runInNewContext('Uint8Array.from(bytes).buffer', { bytes: [...bytes] }),
  'a promise': async () => bytes,
  'a response': () => answered(bytes, 'application/wasm'),
  'a response with parameters': () => answered(bytes, 'Application/WASM ; v=1'),
  'a response that is labelled as something else': () => answered(bytes, 'application/octet-stream'),
  'a response that is nearly labelled so': () => answered(bytes, 'application/wasm-not'),
  'a response without a label': () => answered(bytes),
};
for (const [what, make] of Object.entries(modules)) {
  const { createVerifier } = await anew();
  await assertVerifies(await createVerifier(options, { module: make() }), what);
}

/** Each with what is said of it. */
const others = {
  nothing: [() => [], /Pass \{ module \}/],
  null: [() => [null], /Pass \{ module \}/],
  'no module': [() => [{}], /Pass \{ module \}/],
  'a module that is null': [() => [{ module: null }], /Pass \{ module \}/],
  'a number': [() => [{ module: 5 }], /Pass \{ module \}/],
  text: [() => [{ module: 'symbolon.wasm' }], /Pass \{ module \}/],
  'an object': [() => [{ module: {} }], /Pass \{ module \}/],
  'a list': [() => [{ module: [...bytes] }], /Pass \{ module \}/],
  'bytes of something else': [() => [{ module: new Uint8Array(8) }], /could not be loaded/],
  'no bytes': [() => [{ module: new ArrayBuffer(0) }], /could not be loaded/],
  'an answer that is none': [() => [{ module: answered(bytes, 'application/wasm', 404) }], /404/],
  'a promise that rejects': [() => [{ module: Promise.reject(new Error('gone')) }], /gone/],
  'one that rejects with nothing': [() => [{ module: Promise.reject() }], /could not be loaded/],
};
const { createVerifier, SymbolonError } = await anew();
for (const [what, [make, said]] of Object.entries(others)) {
  await assert.rejects(createVerifier(options, ...make()), (error) => {
    assert.ok(error instanceof SymbolonError, `${what}: ${error}`);
    assert.equal(error.code, 'wasm_unavailable', what);
    assert.match(error.message, said, what);
    return true;
  });
}
// What failed is tried again, and once a module has loaded nobody waits for another, or is told that it failed.
await assertVerifies(await createVerifier(options, { module: bytes }), 'after those');
for (const module of [new Promise(() => {}), Promise.reject(new Error('gone')), 5, undefined]) {
  await assertVerifies(await createVerifier(options, { module }), 'with another');
}
// A rejection that nobody handles would have ended the process by then.
await new Promise((resolve) => setTimeout(resolve, 10));
