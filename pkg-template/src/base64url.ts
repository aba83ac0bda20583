/** Octets in base64url, without padding (RFC 7515, section 2). */
export const base64url = (octets: Uint8Array): string =>
  btoa(Array.from(octets, (octet) => String.fromCharCode(octet)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** A text's UTF-8 likewise. */
export const encoded = (text: string): string => base64url(new TextEncoder().encode(text));
