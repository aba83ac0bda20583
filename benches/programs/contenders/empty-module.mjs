/** Nobody: a module of nothing, and a token that is read without being judged. No module can be had sooner. */
export const contenders = [
  {
    name: 'empty module',
    awaited: true,
    async one() {
      const address = new URL('../empty.wasm', import.meta.url);
      await WebAssembly.instantiate(await WebAssembly.compileStreaming(fetch(address)));
      return async (token) => {
        const [, payload] = token.split('.');
        return JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))).sub;
      };
    },
  },
];
