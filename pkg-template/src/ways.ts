// The ways to a compiled module.

type Way = () => Promise<WebAssembly.Module>;

/** Takes the first that leads there. If none does the error of the first counts: it is the nearest to the cause. */
export async function firstOf(way: Way, ...others: Way[]): Promise<WebAssembly.Module> {
  try {
    return await way();
  } catch (error) {
    const [next, ...rest] = others;
    if (!next || isForbidden(error)) throw error;
    return firstOf(next, ...rest).catch(() => {
      throw error;
    });
  }
}

/** Whether the error says that a page's policy allows no WebAssembly: then no other way is of use. */
export const isForbidden = (error: unknown): boolean =>
  /unsafe-eval|content security policy|\bCSP\b/i.test(String((error as Error | undefined)?.message));

/**
 * Compiles what a server sent, while it arrives if it is labelled as WebAssembly: with parameters
 * that is another label (WebAssembly Web API, streaming compilation), and Node minds its case.
 */
export async function compileResponse(response: Response): Promise<WebAssembly.Module> {
  if (!response.ok) throw new Error(`${response.url} was answered with ${response.status}.`);
  if (response.headers.get('content-type') === 'application/wasm' && 'compileStreaming' in WebAssembly) {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

/** From a script that holds the bytes of the portable module, and that nobody downloads who finds a file. */
export const embedded: Way = async () => WebAssembly.compile((await import('./bytes.js')).bytes());

/**
 * Whether a bundler took the script elsewhere and left the files behind. All
 * bundlers follow an `import()`, but some do not know `new URL(…, import.meta.url)`;
 * those that do put another address there.
 *
 * @param script where the script is now: `import.meta.url`, which bundles of old forms do not have
 * @param name of the script in this package
 * @param portable where it would look for `symbolon.wasm`; who leaves that behind leaves the other, too
 */
export const leftBehind = (script: string | undefined, name: string, portable: () => URL): boolean =>
  script === undefined ||
  (!script.split(/[/?#]/).includes(name) && portable().href === script.replace(/[^/]*$/, 'symbolon.wasm'));
