// The one place that speaks to a key server: it holds no rule of when to.
import { within } from './timer.js';

const NO_ABORT = 'this runtime has no AbortController';
const NOT_REACHED = 'the key server could not be reached';
const NOT_READ = "the key server's answer could not be read to its end";
const TOO_LONG = "the key server's answer is longer than `maxBytes`";
const TOO_SLOW = 'the key server did not answer in time';

/** A key server, as the core knows it. */
export interface KeyServer {
  readonly uri: string;
  /** The status of an answer whose body is wanted. */
  readonly bodyOf: number;
  /** The longest body to read, in octets after content decoding. */
  readonly maxBytes: number;
}

/** How requests are made here. */
export interface Way {
  /** In place of the global `fetch`. */
  readonly fetch?: ((uri: string, init: RequestInit) => Promise<Response>) | undefined;
  /** Keeps the next request to an address from holding the process, until a signal is aborted. */
  readonly letGo?: ((uri: string, signal: AbortSignal) => void) | undefined;
}

/** What came of a request. */
export interface Exchange {
  /** The status, no number if nobody answered, and Cache-Control, Age, ETag and Retry-After as they stand. */
  readonly head: Head;
  /** The body, empty if it was not wanted, or why there is none, as a clause for developers. */
  readonly body: Uint8Array | string;
}

type Field = string | undefined;
type Head = readonly [status: number, cacheControl: Field, age: Field, etag: Field, retryAfter: Field];
const NOBODY: Head = [Number.NaN, undefined, undefined, undefined, undefined];

/**
 * Asks for the keys, in no more than `timeLimit` seconds, whatever the server does. Never rejects.
 *
 * @param etag of the set at hand, if it has one
 * @param holds whether that keeps a process from ending
 */
export async function exchange(
  server: KeyServer,
  way: Way,
  etag: string | undefined,
  timeLimit: number,
  holds: boolean,
): Promise<Exchange> {
  // What has arrived counts, even if the rest never does.
  let head = NOBODY;
  let controller: AbortController;
  try {
    controller = new AbortController();
  } catch {
    return { head, body: NO_ABORT };
  }
  const { signal } = controller;
  const read = async () => {
    let reason = NOT_REACHED;
    try {
      const response = await request(server.uri, way, etag, holds, signal);
      const arrived = headOf(response);
      // Of an answer that comes too late nothing is read.
      if (signal.aborted) return TOO_SLOW;
      head = arrived;
      reason = NOT_READ;
      return head[0] === server.bodyOf ? await bodyOf(response, server.maxBytes, signal) : new Uint8Array();
    } catch {
      return reason;
    }
  };
  // A `fetch` that does not heed the signal must not keep anybody waiting.
  const body = await within<Uint8Array | string>(timeLimit, holds, read(), TOO_SLOW);
  controller.abort();
  return { head, body };
}

/**
 * A GET that carries nothing of the token or the page. Redirects are not followed:
 * `manual` does that in every runtime, `error` throws in some.
 */
function request(
  uri: string,
  { fetch = globalThis.fetch, letGo }: Way,
  etag: string | undefined,
  holds: boolean,
  signal: AbortSignal,
): Promise<Response> {
  const headers = new Headers({ accept: 'application/json' });
  // A page or a worker of a browser, unlike a server, is somewhere.
  const isBrowser = (globalThis.location ?? null) !== null;
  if (!isBrowser && etag !== undefined) headers.set('if-none-match', etag);
  if (!holds) letGo?.(uri, signal);
  return fetch(uri, {
    method: 'GET',
    headers,
    redirect: 'manual',
    signal,
    // Some runtimes other than browsers throw at the mere presence of these. The HTTP
    // cache sends the entity tag; by hand it would cost a preflight.
    ...(isBrowser && { credentials: 'omit', cache: 'no-cache' }),
  });
}

/** Of a response nothing is believed: a replacement for `fetch` may answer with anything. Without a status it is none. */
function headOf(response: Response): Head {
  const { status } = response;
  if (typeof status !== 'number') throw status;
  const field = (name: string): Field => {
    try {
      const value: unknown = response.headers.get(name);
      return typeof value === 'string' ? value : undefined;
    } catch {
      return undefined;
    }
  };
  return [status, field('cache-control'), field('age'), field('etag'), field('retry-after')];
}

/** The body as octets, counted while they arrive: it may have no end. */
async function bodyOf(response: Response, maxBytes: number, signal: AbortSignal): Promise<Uint8Array | string> {
  const reader = response.body!.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const part: { readonly done: boolean; readonly value?: unknown } = await reader.read();
    if (part.done) break;
    // Of any realm: test runners and frames have octets of their own.
    if (signal.aborted || !ArrayBuffer.isView(part.value)) return NOT_READ;
    const chunk = new Uint8Array(part.value as Uint8Array);
    length += chunk.length;
    if (length > maxBytes) return TOO_LONG;
    chunks.push(chunk);
  }
  const octets = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    octets.set(chunk, at);
    at += chunk.length;
  }
  return octets;
}
