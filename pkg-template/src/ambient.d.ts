// What the build, bundlers and runtimes make of certain imports.

declare module 'symbolon.wasm' {
  /** The module's bytes, each as two hexadecimal digits in lower case. */
  const text: string;
  export default text;
}

declare module 'symbolon.glue' {
  /** The module's exports by name, what the module imports, and what tells the former of an instance. */
  export type Glue = typeof import('../../build/wasm/symbolon.js') &
    WebAssembly.ModuleImports & { __wbg_set_wasm(exports: WebAssembly.Exports): void };
  /** The generated glue, evaluated anew, for an instance of its own. */
  export function glue(): Glue;
}

declare module '*/symbolon.simd.wasm' {
  const module: WebAssembly.Module;
  export default module;
}

declare module '*/symbolon.wasm?module' {
  const module: WebAssembly.Module;
  export default module;
}

declare module 'cloudflare:workers' {
  export const waitUntil: undefined | ((promise: Promise<unknown>) => void);
}

declare module 'node:diagnostics_channel' {
  export interface Channel {
    subscribe(listener: (message: unknown) => void): void;
    unsubscribe(listener: (message: unknown) => void): boolean;
  }
  export function channel(name: string): Channel;
}

declare module 'node:fs/promises' {
  export function readFile(path: URL): Promise<Uint8Array<ArrayBuffer>>;
}

interface Uint8ArrayConstructor {
  /** Absent from engines before 2025. */
  fromHex?(digits: string): Uint8Array<ArrayBuffer>;
}
