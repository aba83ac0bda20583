import { Core } from '../../build/wasm/symbolon.js';
import { loaderOf } from './load.js';
import type { VerifierOptions } from './options.js';
import { CoreVerifier, type Verifier } from './verifier.js';

/** What an entry knows of its runtime. */
export interface Runtime {
  /** Whether `location.host` says where this runs. */
  readonly ambientHost: boolean;
  /** Keeps the runtime alive until a promise settles. */
  readonly waitUntil?: unknown;
}

/**
 * Makes a verifier. Uses no clock, randomness or timer and asks no key server,
 * so that it may run at a worker's module scope; verifiers share one WebAssembly
 * module and nothing else.
 *
 * @throws {SymbolonError} `options_invalid`, `keys_invalid`, `wasm_unavailable`
 */
export type CreateVerifier = (options: VerifierOptions) => Promise<Verifier>;

/** The `createVerifier` of an entry that finds the module by itself. */
export function creator(module: () => Promise<WebAssembly.Module>, runtime: Runtime): CreateVerifier {
  const load = loaderOf(module);
  return async function createVerifier(options) {
    const given = snapshot(options);
    await load();
    return verifierOf(given, runtime);
  };
}

/** A verifier, the module being there. */
export function verifierOf(options: unknown, { ambientHost, waitUntil }: Runtime): Verifier {
  return new CoreVerifier(() => new Core(options, ambientHost), waitUntil);
}

/** The options as they are now: they may be changed for the next verifier while the module loads for this one. */
export function snapshot(options: unknown): unknown {
  if (typeof options !== 'object' || options === null) return options;
  return Object.create(Object.getPrototypeOf(options), Object.getOwnPropertyDescriptors(options));
}
