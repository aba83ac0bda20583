// What bundlers and runtimes make of certain imports.

declare module 'symbolon.wasm' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

declare module '*/symbolon.wasm' {
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

declare module 'node:fs/promises' {
  export function readFile(path: URL): Promise<Uint8Array<ArrayBuffer>>;
}
