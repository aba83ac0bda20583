/** The public operation: by our engines, each built as a module of its own, and by the host. */
import { glues } from './engines/index.mjs';

/** Where there is no relaxed SIMD a module that uses it does not compile: the engine is then not there. */
async function engine(name, pem, compiled) {
  const module = await compiled[name]().catch((error) => {
    if (error instanceof WebAssembly.CompileError) return undefined;
    throw error;
  });
  if (!module) return [];
  const { default: init, Key } = glues[name];
  await init({ module_or_path: module });
  const key = new Key(pem);
  return [{ name, once: ({ message, signature }) => key.verify(message, signature) }];
}

async function webCrypto({ jwk: { kty, n, e } }) {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('jwk', { kty, n, e }, algorithm, false, ['verify']);
  return {
    name: 'WebCrypto',
    awaited: true,
    once: ({ message, signature }) => crypto.subtle.verify(algorithm.name, key, signature, message),
  };
}

/**
 * @param {{ jwk: object, pem: string }} setting
 * @param {{ natives: ((setting: object) => object)[], compiled: Record<string, () => Promise<WebAssembly.Module>> }} runtime
 *   `natives` are ways of this runtime alone
 */
export async function operations(setting, { natives, compiled }) {
  const ours = await Promise.all(Object.keys(glues).map((name) => engine(name, setting.pem, compiled)));
  return [...ours.flat(), ...natives.map((native) => native(setting)), await webCrypto(setting)];
}
