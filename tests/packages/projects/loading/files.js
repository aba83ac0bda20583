// Takes away the files of the package one after the other, and gives them back.
import assert from 'node:assert/strict';
import { readdir, rename } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { license } from './license.js';

const entry = import.meta.resolve('symbolon');
const options = { keys: { pem: license.pem }, issuer: license.issuer, audience: null };
const folder = new URL('.', entry);
const modules = (await readdir(fileURLToPath(folder))).filter((name) => name.endsWith('.wasm'));
assert.equal(modules.length, 2);
const move = (names, from, to) =>
  Promise.all(names.map((name) => rename(new URL(name + from, folder), new URL(name + to, folder))));

async function assertVerifies({ createVerifier }, what) {
  const verifier = await createVerifier(options);
  const { code } = await verifier.verify(license.token, { host: license.host });
  assert.equal(code, 'ok', what);
}

await move([...modules, 'bytes.js'], '', '.away');
const symbolon = await import(entry);
const error = await symbolon.createVerifier(options).then(
  () => undefined,
  (thrown) => thrown,
);
assert.ok(error instanceof symbolon.SymbolonError, String(error));
assert.equal(error.code, 'wasm_unavailable');
// The nearest to the cause, and not that of the last resort.
assert.match(error.message, /symbolon(\.simd)?\.wasm/);
assert.equal(error.cause.code, 'ENOENT');

await move(modules, '.away', '');
await assertVerifies(symbolon, 'with its modules');

await move(modules, '', '.away');
await move(['bytes.js'], '.away', '');
await assertVerifies(await import(`${entry}?anew`), 'with the bytes in a script');
