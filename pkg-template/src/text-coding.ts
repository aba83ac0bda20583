// jsdom, as Jest runs it, lacks what every browser and server has. Put in the
// place of the globals of these names in the entries that Jest may choose.

const global = globalThis as Partial<typeof globalThis>;

export const TextDecoder =
  global.TextDecoder ??
  class {
    decode(bytes: Uint8Array = new Uint8Array()): string {
      let octets = '';
      for (const byte of bytes) octets += String.fromCharCode(byte);
      return decodeURIComponent(escape(octets));
    }
  };

export const TextEncoder =
  global.TextEncoder ??
  class {
    encode(text = ''): Uint8Array {
      const octets = unescape(encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD')));
      return Uint8Array.from(octets, (octet) => octet.charCodeAt(0));
    }

    encodeInto(text: string, room: Uint8Array): { read: number; written: number } {
      const octets = this.encode(text);
      room.set(octets);
      return { read: text.length, written: octets.length };
    }
  };
