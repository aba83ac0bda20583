// The portable module's bytes as JavaScript.
import base64 from 'symbolon.wasm';

export const bytes = (): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (octet) => octet.charCodeAt(0));
