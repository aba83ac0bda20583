import init from '../../build/wasm/symbolon.js';
import { SymbolonError } from './error.js';

/**
 * Has the module ready, once for all verifiers of an entry. A load that failed
 * is tried again by the next call.
 */
export function loaderOf<Args extends unknown[]>(
  compiled: (...args: Args) => Promise<WebAssembly.Module>,
): (...args: Args) => Promise<unknown> {
  let loading: Promise<unknown> | undefined;
  return (...args) => {
    loading ??= compiled(...args)
      .then((module) => init({ module_or_path: module }))
      .catch((error) => {
        loading = undefined;
        throw unavailable(error);
      });
    return loading;
  };
}

/** Compiles what a server sent, while it arrives if it is labelled as WebAssembly. */
export async function compileResponse(response: Response): Promise<WebAssembly.Module> {
  if (!response.ok) throw new Error(`${response.url} was answered with ${response.status}.`);
  const type = response.headers.get('content-type') ?? '';
  if (/^application\/wasm\s*(;|$)/i.test(type) && 'compileStreaming' in WebAssembly) {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

/**
 * Falls back to the bytes in a module of their own. Some bundlers do not carry
 * along a file that is named by `new URL(…, import.meta.url)`, but all follow an
 * import; where the file is found, that module is never downloaded.
 */
export async function orEmbedded(found: () => Promise<WebAssembly.Module>): Promise<WebAssembly.Module> {
  try {
    return await found();
  } catch (error) {
    if (isForbidden(error)) throw error;
    const embedded = await import('./bytes.js').catch(() => {
      throw error;
    });
    return WebAssembly.compile(embedded.default);
  }
}

const isForbidden = (error: unknown): boolean => /unsafe-eval|content security policy|\bCSP\b/i.test(messageOf(error));

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function unavailable(error: unknown): SymbolonError {
  if (error instanceof SymbolonError) return error;
  const sentence = isForbidden(error)
    ? "The Content-Security-Policy forbids WebAssembly: add 'wasm-unsafe-eval' to its script-src."
    : `The WebAssembly module could not be loaded: ${messageOf(error)}`;
  return new SymbolonError('wasm_unavailable', sentence, { cause: error });
}
