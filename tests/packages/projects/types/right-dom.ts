// And this where the types of the web are there.
import { createVerifier, type Verifier, type VerifierOptions } from 'symbolon';
import { createVerifier as createHanded } from 'symbolon/wasm';

declare const jwk: JsonWebKey;

export const options: VerifierOptions = { keys: { jwk }, issuer: null, audience: null };
export const proxied: VerifierOptions = {
  keys: { jwksUri: 'https://api.example.com/jwks', fetch },
  issuer: null,
  audience: null,
};

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
