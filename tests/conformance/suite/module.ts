/** Which of the package's modules a runtime loads. */

/** The section in which compilers note what they were allowed to use: the tool conventions' "target features". */
const featuresOf = (module: WebAssembly.Module): string =>
  WebAssembly.Module.customSections(module, 'target_features')
    .map((section) => new TextDecoder().decode(section))
    .join();

/** The name of the module that `load` sets up, whatever way it came; none if it is not a single one. */
export async function moduleOf(load: () => Promise<unknown>): Promise<string | undefined> {
  const { instantiate } = WebAssembly;
  const seen: WebAssembly.Module[] = [];
  const watched = (module: WebAssembly.Module, imports: WebAssembly.Imports) => {
    seen.push(module);
    return instantiate(module, imports);
  };
  Object.assign(WebAssembly, { instantiate: watched });
  try {
    await load();
  } finally {
    Object.assign(WebAssembly, { instantiate });
  }
  const [module, ...others] = seen;
  if (!module || others.length > 0) return undefined;
  return featuresOf(module).includes('relaxed-simd') ? 'symbolon.simd.wasm' : 'symbolon.wasm';
}
