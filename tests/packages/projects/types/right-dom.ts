// And this where the types of the web are there.
import { createVerifier, type Verifier, type VerifierOptions } from 'symbolon';
import { fileCache } from 'symbolon/cache/file';
import { unstorageCache } from 'symbolon/cache/unstorage';
import { createVerifier as createHanded } from 'symbolon/wasm';

declare const jwk: JsonWebKey;

export const options: VerifierOptions = { keys: { jwk }, issuer: null, audience: null };
export const proxied: VerifierOptions = {
  keys: { jwksUri: 'https://api.example.com/jwks', fetch, cache: unstorageCache(localStorage) },
  issuer: null,
  audience: null,
};

export const stored = fileCache(new URL('file:///var/cache/keys.json'));

export async function judge(pending: Promise<unknown>[]): Promise<Verifier> {
  const verifier = await createVerifier(options);
  await verifier.verify(null, {
    host: new URL('https://app.example.com:8443'),
    waitUntil: (promise) => pending.push(promise),
  });
  await verifier.refreshKeys({ signal: AbortSignal.timeout(1000) });
  await createHanded(options, { module: fetch('/symbolon.wasm') });
  return createHanded(options, { module: new Uint8Array() });
}
