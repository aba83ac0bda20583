import type { Means } from './fetched-keys.js';
import { load, unload } from './load.js';
import { noFunctions, picture } from './picture.js';
import { CoreVerifier, type Verifier } from './verifier.js';

/** What an entry knows of its runtime. */
export interface Runtime {
  /** Where the module is. */
  readonly compiled: () => Promise<WebAssembly.Module>;
  /** Whether `location.host` says where this runs. Default: no. */
  readonly ambientHost?: boolean;
  /** Keeps the runtime alive until a promise settles, where the context brings nothing for that. */
  readonly waitUntil?: unknown;
  /** Keeps the next request to an address from holding the process, until a signal is aborted. */
  readonly letGo?: (uri: string, signal: AbortSignal) => void;
}

/** The `createVerifier` of every entry. */
export async function create(
  options: unknown,
  { compiled, ambientHost = false, waitUntil, letGo }: Runtime,
): Promise<Verifier> {
  const given = snapshot(options);
  const { Core, forms } = await load(compiled);
  const functions = noFunctions();
  const text = picture(given, forms.options, functions);
  const [fetch, [, cache], onEvent] = [functions['keys.fetch'], functions['keys.cache.get'] ?? [], functions.onEvent];
  const means = { fetch: fetch?.[0], cache, onEvent: onEvent?.[0], letGo } as Means;
  return new CoreVerifier(() => new Core(text), forms, means, { ambientHost, waitUntil, onTrap: unload });
}

/** The options as they are now: they may be changed for the next verifier while the module loads for this one. */
function snapshot(options: unknown): unknown {
  if (typeof options !== 'object' || options === null) return options;
  return Object.create(Object.getPrototypeOf(options), Object.getOwnPropertyDescriptors(options));
}
