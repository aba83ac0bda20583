import type { GuardRequest } from './request.js';

/** Where a request has its token. Never in its body. */
export type TokenFrom<Native> =
  /** `Authorization: Bearer <token>` (RFC 6750 section 2.1), and nothing more. */
  | 'bearer'
  /** The whole value of a header field. */
  | { readonly header: string }
  /** A cookie. */
  | { readonly cookie: string }
  /** A parameter of the address, which ends up in logs and histories: for sockets and downloads that can send nothing else. */
  | { readonly query: string }
  /** Anywhere else. `null`, `undefined` or an empty text: there is none. */
  | ((request: Native) => string | null | undefined | Promise<string | null | undefined>);

/** A token, or why there is none. */
export type Credential =
  | { readonly token: string; readonly problem?: undefined }
  | { readonly token?: undefined; readonly problem: 'credential_missing' | 'credential_malformed' };

const MISSING: Credential = { problem: 'credential_missing' };
const MALFORMED: Credential = { problem: 'credential_malformed' };

/** The characters of a bearer token (RFC 6750 section 2.1); those of a license token are among them. */
const TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;

/** By the name of the place: all texts of a request that claim to be the token. */
const places: { [place: string]: (request: GuardRequest, name: string) => readonly (string | undefined)[] } = {
  header: (request, name) => request.header(name.toLowerCase()),
  cookie: (request, name) =>
    request
      .header('cookie')
      .flatMap((field) => field.split(';'))
      .map((pair) => pair.trim())
      .filter((pair) => pair.startsWith(`${name}=`))
      .map((pair) => pair.slice(name.length + 1)),
  // By itself: `URL` throws for addresses that a request line may have, as `//`, and its errors hold the whole of them.
  query: ({ url }, name) => new URLSearchParams(/\?([^#]*)/.exec(url)?.[1]).getAll(name),
};

export const PLACES = Object.keys(places);

/** Reads the token of a request. Two of them are none: which one counts would be anybody's guess. */
export async function credentialOf<Native>(
  request: GuardRequest<Native>,
  from: TokenFrom<Native>,
): Promise<Credential> {
  if (typeof from === 'function') {
    return credential(await from(request.native));
  }
  if (from === 'bearer') return bearer(request);
  const [place, name] = Object.entries(from)[0]!;
  return only(places[place]!(request, name as string));
}

/** What was found without looking: in a job, or by a function. */
export const credential = (token: string | null | undefined): Credential => (token ? { token } : MISSING);

function bearer(request: GuardRequest): Credential {
  const fields = request.header('authorization');
  // A field of another scheme is somebody else's.
  if (fields.length < 2 && !/^bearer(?: |$)/i.test(fields[0] ?? '')) return MISSING;
  return only(fields.map((field) => /^bearer +(.*)$/i.exec(field)?.[1]));
}

function only(values: readonly (string | undefined)[]): Credential {
  if (values.length === 0 || (values.length === 1 && values[0] === '')) return MISSING;
  const [token] = values;
  return values.length === 1 && token !== undefined && TOKEN.test(token) ? { token } : MALFORMED;
}
