/** Ours in all but the arithmetic, which is that of the `rsa` crate. */
import { createVerifier } from 'symbolon/wasm';

/** @param {() => Promise<WebAssembly.Module>} compiled */
export const contenders = (compiled) => [
  {
    name: 'rsa crate in wasm',
    async one({ issuer, audience, jwk }) {
      const verifier = await createVerifier({ keys: { jwk }, issuer, audience, domain: 'off' }, { module: compiled() });
      return (token) => {
        const decision = verifier.verifySync(token);
        return decision.granted ? decision.claims.sub : undefined;
      };
    },
  },
];
