// Verifies where the probe for relaxed SIMD is answered as told, and prints which
// modules were read for that and what came of it.
import fs from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';
import { license } from './license.js';

const [how, probe] = process.argv.slice(2);
const read = [];

WebAssembly.validate = () => probe === 'known';
const { readFile } = fs.promises;
fs.promises.readFile = (path, ...rest) => {
  // Node itself reads the scripts it imports.
  const name = basename(path.pathname ?? path);
  if (name.endsWith('.wasm')) read.push(name);
  return readFile(path, ...rest);
};
syncBuiltinESMExports();

const { createVerifier } = how === 'require' ? createRequire(import.meta.url)('symbolon') : await import('symbolon');
const options = { keys: { pem: license.pem }, issuer: license.issuer, audience: null };
const outcome = await createVerifier(options)
  .then((verifier) => verifier.verify(license.token, { host: license.host }))
  .then(
    ({ status }) => ({ status }),
    ({ code, message }) => ({ code, message }),
  );
console.log(JSON.stringify({ read, ...outcome }));
