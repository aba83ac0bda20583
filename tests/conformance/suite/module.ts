/** Which of the package's modules a runtime loads, and how often; and a way to have it fail. */

/** The section in which compilers note what they were allowed to use: the tool conventions' "target features". */
const featuresOf = (module: WebAssembly.Module): string =>
  WebAssembly.Module.customSections(module, 'target_features')
    .map((section) => new TextDecoder().decode(section))
    .join();

export class Watched {
  readonly #modules: WebAssembly.Module[] = [];
  #fails = false;

  /** Sees all that is instantiated from now on. */
  constructor() {
    const { instantiate } = WebAssembly;
    const watched = (module: WebAssembly.Module, imports: WebAssembly.Imports) => {
      this.#modules.push(module);
      return instantiate(module, this.#failable(imports));
    };
    Object.assign(WebAssembly, { instantiate: watched });
  }

  get instances(): number {
    return this.#modules.length;
  }

  /** The name of the module that was loaded; none if it is not a single one. */
  get module(): string | undefined {
    const [module, ...others] = this.#modules;
    if (!module || others.length > 0) return undefined;
    return featuresOf(module).includes('relaxed-simd') ? 'symbolon.simd.wasm' : 'symbolon.wasm';
  }

  /** Whatever a module asks of its host throws until the work is done. */
  async failing<T>(work: () => Promise<T>): Promise<T> {
    this.#fails = true;
    try {
      return await work();
    } finally {
      this.#fails = false;
    }
  }

  #failable(imports: WebAssembly.Imports): WebAssembly.Imports {
    const failable = (call: WebAssembly.ImportValue) => {
      if (typeof call !== 'function') return call;
      // None has more arguments; a rest of them would ask an iterator, which tests patch.
      return (a: unknown, b: unknown, c: unknown, d: unknown) => {
        if (this.#fails) throw new Error('The host has failed.');
        return call(a, b, c, d);
      };
    };
    const wrapped = (members: WebAssembly.ModuleImports) =>
      Object.fromEntries(Object.entries(members).map(([name, value]) => [name, failable(value)]));
    return Object.fromEntries(Object.entries(imports).map(([name, members]) => [name, wrapped(members)]));
  }
}
