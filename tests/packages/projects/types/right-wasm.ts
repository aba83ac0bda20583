// And this where modules can be imported: not by CommonJS.
import type { VerifierOptions } from 'symbolon';
import module from 'symbolon/symbolon.wasm';
import { createVerifier } from 'symbolon/wasm';

export const verifierOf = (options: VerifierOptions) => createVerifier(options, { module });
export const names: string[] = WebAssembly.Module.exports(module).map(({ name }) => name);
