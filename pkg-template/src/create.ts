import type { Means } from './fetched-keys.js';
import { load, unload } from './load.js';
import { capture } from './natives.js';
import { type Functions, type Method, noFunctions, picture } from './picture.js';
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
  capture();
  const given = snapshot(options);
  const { Core, forms, memory } = await load(compiled);
  const functions = noFunctions();
  const text = picture(given, forms.options, functions);
  const means = () => ({ ...meansOf(functions), letGo });
  return new CoreVerifier(() => new Core(text), { forms, memory, ambientHost, onTrap: unload, means, waitUntil });
}

/** What the options bring for getting keys. */
function meansOf(functions: Functions): Means {
  const { onEvent, 'keys.fetch': fetch, 'keys.cache.get': get, 'keys.cache.set': set } = functions;
  return {
    onEvent: onEvent?.[0] as Means['onEvent'],
    fetch: fetch?.[0] as Means['fetch'],
    cache: get && set && { get: () => called(get, []), set: (value) => called(set, [value]) },
  };
}

const called = ([method, owner]: Method, given: unknown[]): unknown => Reflect.apply(method, owner, given);

/** The options as they are now: they may be changed for the next verifier while the module loads for this one. */
function snapshot(options: unknown): unknown {
  if (typeof options !== 'object' || options === null) return options;
  try {
    return Object.create(Object.getPrototypeOf(options), Object.getOwnPropertyDescriptors(options));
  } catch {
    // A proxy that does not let itself be looked at: there are no options.
    return undefined;
  }
}
