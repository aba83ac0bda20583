/** In Node: `node node.mjs <file of a task>` prints what came of it. */
import { createPublicKey, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { contenders as awsJwtVerify } from './contenders/aws-jwt-verify.mjs';
import { contenders as fastJwt } from './contenders/fast-jwt.mjs';
import { contenders as jose } from './contenders/jose.mjs';
import { contenders as jsonwebtoken } from './contenders/jsonwebtoken.mjs';
import { contenders as rsaCrate } from './contenders/rsa-crate.mjs';
import { contenders as symbolon } from './contenders/symbolon.mjs';
import { names } from './engines/names.mjs';
import { measure } from './measure.mjs';

const read = (path) => readFile(new URL(path, import.meta.url));
const compiled = (path) => async () => WebAssembly.compile(await read(path));

const native = ({ pem }) => ({
  name: 'crypto.verify',
  prepare() {
    const key = createPublicKey(pem);
    return ({ message, signature }) => verify('sha256', message, key, signature);
  },
});

const runtime = {
  contenders: [
    ...symbolon,
    ...jsonwebtoken,
    ...fastJwt,
    ...awsJwtVerify,
    ...jose,
    ...rsaCrate(compiled('rsa-crate.wasm')),
  ],
  natives: [native],
  compiled: Object.fromEntries(names.map((name) => [name, compiled(`engines/${name}.wasm`)])),
};
console.log(JSON.stringify(await measure(JSON.parse(await read(process.argv[2])), runtime)));
