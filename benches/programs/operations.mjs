/** The public operation: by our engines, each built as a module of its own, and by the host. */
import { glues } from './engines/index.mjs';

/** Where there is no relaxed SIMD a module that uses it does not compile: the engine is then not there. */
const engine = (name, { pem }, compiled) => ({
  name,
  async prepare() {
    const module = await compiled[name]().catch((error) => {
      if (error instanceof WebAssembly.CompileError) return undefined;
      throw error;
    });
    if (!module) return undefined;
    const { default: init, Key } = glues[name];
    await init({ module_or_path: module });
    const key = new Key(pem);
    return ({ message, signature }) => key.verify(message, signature);
  },
});

const webCrypto = ({ jwk: { kty, n, e } }) => ({
  name: 'WebCrypto',
  awaited: true,
  async prepare() {
    const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
    const key = await crypto.subtle.importKey('jwk', { kty, n, e }, algorithm, false, ['verify']);
    return ({ message, signature }) => crypto.subtle.verify(algorithm.name, key, signature, message);
  },
});

/**
 * @param {{ jwk: object, pem: string }} setting
 * @param {{ natives: ((setting: object) => Operation)[], compiled: Record<string, () => Promise<WebAssembly.Module>> }} runtime
 *   `natives` are ways of this runtime alone
 * @typedef {{ name: string, awaited?: boolean, prepare: () => unknown }} Operation see measure.mjs
 * @returns {Operation[]}
 */
export const operations = (setting, { natives, compiled }) => [
  ...Object.keys(glues).map((name) => engine(name, setting, compiled)),
  ...natives.map((native) => native(setting)),
  webCrypto(setting),
];
