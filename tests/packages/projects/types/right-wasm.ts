// And this where modules can be imported: not by CommonJS.
import type { VerifierOptions } from 'symbolon';
import simd from 'symbolon/symbolon.simd.wasm';
import module from 'symbolon/symbolon.wasm';
import { createVerifier } from 'symbolon/wasm';

export const verifierOf = (options: VerifierOptions, fast: boolean) =>
  createVerifier(options, { module: fast ? simd : module });
export const names: string[] = WebAssembly.Module.exports(module).map(({ name }) => name);
