import { create } from './create.js';
import { SymbolonError } from './error.js';
import type { VerifierOptions } from './options.js';
import type { Verifier } from './verifier.js';
import { compileResponse } from './ways.js';

/**
 * A compiled `WebAssembly.Module`, its bytes, or a `Response` that brings them. No
 * closer type, for not every environment knows these, and a module has no members.
 */
export type WasmSource = object;

/**
 * Makes a verifier with a module that you bring, of the same version as this package:
 * `symbolon/symbolon.simd.wasm`, which is faster, where you know that there is relaxed
 * SIMD, or `symbolon/symbolon.wasm`, which every runtime compiles. For runtimes and
 * build tools that no other entry fits. The first module that loads serves all
 * verifiers made by this entry.
 *
 * @example
 * import { createVerifier } from 'symbolon/wasm';
 * import module from 'symbolon/symbolon.wasm';
 * const verifier = await createVerifier(options, { module });
 *
 * @example
 * const verifier = await createVerifier(options, { module: fetch('/assets/symbolon.wasm') });
 *
 * @throws {SymbolonError} `options_invalid`, `keys_invalid`, `wasm_unavailable`
 */
export async function createVerifier(
  options: VerifierOptions,
  from: { readonly module: WasmSource | PromiseLike<WasmSource> },
): Promise<Verifier> {
  const module = Promise.resolve(from?.module);
  // Where another module has loaded already nobody waits for this one.
  module.catch(() => {});
  return create(options, { compiled: async () => compile(await module) });
}

async function compile(module: WasmSource | undefined): Promise<WebAssembly.Module> {
  // By what they can do, not by instanceof: they may come from another realm.
  if (tagOf(module) === '[object WebAssembly.Module]') return module as WebAssembly.Module;
  if (ArrayBuffer.isView(module) || tagOf(module) === '[object ArrayBuffer]') {
    return WebAssembly.compile(module as BufferSource);
  }
  if (typeof (module as Response | undefined)?.arrayBuffer === 'function') return compileResponse(module as Response);
  throw new SymbolonError('wasm_unavailable', 'Pass { module }: a WebAssembly.Module, its bytes, or a Response.');
}

const tagOf = (value: unknown): string => Object.prototype.toString.call(value);
