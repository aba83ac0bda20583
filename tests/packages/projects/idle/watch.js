// Imports a file of the package and prints what that did, and then what making a
// verifier did, so that it shows that this sees work where there is some.
import fs from 'node:fs';
import http from 'node:http';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { pathToFileURL } from 'node:url';
import { license } from './license.js';

const seen = [];

const watch = (owner, name, label) => {
  const original = owner[name];
  const note = () => {
    // The third is who called; the runtime itself uses some of these, too.
    const caller = new Error().stack.split('\n')[3];
    if (caller.includes('node_modules/symbolon/')) seen.push(`${label}.${name}`);
  };
  owner[name] = new Proxy(original, {
    apply(target, self, args) {
      note();
      return Reflect.apply(target, self, args);
    },
    construct(target, args) {
      note();
      return Reflect.construct(target, args);
    },
  });
};

const functionsOf = (owner) => Object.getOwnPropertyNames(owner).filter((name) => typeof owner[name] === 'function');

for (const name of functionsOf(WebAssembly).filter((name) => !name.endsWith('Error')))
  watch(WebAssembly, name, 'WebAssembly');
for (const name of ['open', 'openSync', 'read', 'readSync', 'readFile', 'readFileSync', 'createReadStream'])
  watch(fs, name, 'fs');
for (const name of ['open', 'readFile']) watch(fs.promises, name, 'fs.promises');
for (const name of ['request', 'get']) watch(http, name, 'http');
for (const name of ['connect', 'createConnection']) watch(net, name, 'net');
for (const name of ['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'])
  watch(globalThis, name, 'global');
// Bytes are decoded into one of these.
watch(globalThis, 'Uint8Array', 'global');
watch(Date, 'now', 'Date');
watch(performance, 'now', 'performance');
watch(Math, 'random', 'Math');
watch(crypto, 'getRandomValues', 'crypto');
syncBuiltinESMExports();

const [file] = process.argv.slice(2);
const { createVerifier } = file.endsWith('.cjs')
  ? createRequire(import.meta.url)(file)
  : await import(pathToFileURL(file).href);
const atImport = seen.splice(0);
const options = { keys: { pem: license.pem }, issuer: license.issuer, audience: null };
await createVerifier(options, {
  module: fs.promises.readFile(new URL('node_modules/symbolon/symbolon.wasm', import.meta.url)),
});
process.stdout.write(JSON.stringify({ atImport, atCreation: seen }));
