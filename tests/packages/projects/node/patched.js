// What is patched after the import, though before a verifier is made, carries nothing.
import { createVerifier } from 'symbolon';
import { decide, options } from './decide.cjs';

const carriers = [
  [TextDecoder.prototype, 'decode'],
  [TextEncoder.prototype, 'encodeInto'],
  [JSON, 'parse'],
  [String.prototype, 'charCodeAt'],
  [Uint8Array.prototype, 'subarray'],
];
const own = carriers.map(([owner, name]) => owner[name]);
const liar = () => {
  throw new Error('A patch was asked.');
};
for (const [owner, name] of carriers) owner[name] = liar;
const restore = () => {
  for (const [n, [owner, name]] of carriers.entries()) owner[name] = own[n];
};
const verifier = await createVerifier(options).finally(restore);
for (const [owner, name] of carriers) owner[name] = liar;
try {
  verifier.verifySync('a.b.c');
} finally {
  restore();
}
await decide(verifier);
