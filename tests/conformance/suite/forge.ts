/** Makes tokens inside the runtime under test, with its own WebCrypto. */
import type { Key } from './package.js';

export const NOW = 1_800_000_000;
export const DAY = 86_400;

export type Forge = (claims: unknown, header?: Record<string, unknown>) => Promise<string>;

export const base64url = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const utf8 = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

/** Signs as RS256 does; claims that are text are taken as the payload itself. */
export async function forgeWith(key: Key): Promise<Forge> {
  const pem = key.private.replace(/-----[^-]+-----|\s/g, '');
  const der = Uint8Array.from(atob(pem), (sign) => sign.charCodeAt(0));
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const signer = await crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
  return async (claims, header = { alg: 'RS256', typ: 'JWT' }) => {
    const input = `${base64url(utf8(header))}.${base64url(utf8(claims))}`;
    const signature = await crypto.subtle.sign(algorithm.name, signer, utf8(input));
    return `${input}.${base64url(new Uint8Array(signature))}`;
  };
}
