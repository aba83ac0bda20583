/** A WebAssembly module: what an import of it gives where the runtime or bundler compiles it. */
declare const module: WebAssembly.Module;
export default module;
