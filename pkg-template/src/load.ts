import { type Glue, glue } from 'symbolon.glue';
import { SymbolonError } from './error.js';
import { natives } from './natives.js';
import type { Forms } from './picture.js';
import { isForbidden } from './ways.js';

/** The module, and what it wants to see of what a verifier is given. */
export interface Loaded {
  readonly Core: Glue['Core'];
  readonly forms: Forms;
  readonly memory: WebAssembly.Memory;
}

let loading: Promise<Loaded> | undefined;

/**
 * Has the module ready, once for all verifiers. A load that failed is tried again
 * by the next call.
 */
export function load(compiled: () => Promise<WebAssembly.Module>): Promise<Loaded> {
  loading ??= instance(compiled).catch((error) => {
    loading = undefined;
    throw unavailable(error);
  });
  return loading;
}

/** After a trap an instance is not to be trusted: verifiers made from now on get another. */
export function unload(): void {
  loading = undefined;
}

async function instance(compiled: () => Promise<WebAssembly.Module>): Promise<Loaded> {
  const module = await compiled();
  const made = glue();
  const { exports } = await WebAssembly.instantiate(module, { './symbolon_bg.js': made });
  made.__wbg_set_wasm(exports);
  (exports.__wbindgen_start as () => void)();
  return { Core: made.Core, forms: natives.parse(made.forms()), memory: exports.memory as WebAssembly.Memory };
}

function unavailable(error: unknown): SymbolonError {
  if (error instanceof SymbolonError) return error;
  const sentence = isForbidden(error)
    ? "The Content-Security-Policy forbids WebAssembly: add 'wasm-unsafe-eval' to its script-src."
    : `The WebAssembly module could not be loaded: ${error instanceof Error ? error.message : error}`;
  return new SymbolonError('wasm_unavailable', sentence, { cause: error });
}
