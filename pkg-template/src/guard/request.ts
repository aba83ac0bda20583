/** What a guard reads of a request, whatever the framework; `native` is the framework's own. */
export interface GuardRequest<Native = unknown> {
  /** All values of a header field, each as it came: two lines of one name are two values, where the host tells them apart. */
  header(name: string): readonly string[];
  /** What the request line asks for: path and query, or a whole address. */
  readonly url: string;
  readonly native: Native;
  /** Keeps a worker alive while keys are refreshed in the background. */
  readonly waitUntil?: ((promise: Promise<unknown>) => void) | undefined;
}

/** What is used of `http.IncomingMessage`, and of the like in `http2`. */
export interface NodeRequest {
  /** Names and values by turns. `headers` would show one of two `Authorization` fields, and hide the other. */
  readonly rawHeaders: readonly string[];
  readonly url?: string | undefined;
}

/**
 * A request of Node's `http`, `https` or `http2`.
 *
 * @param native what policies and functions among the options are given; the request itself if left out
 */
export function fromNode<Native = NodeRequest>(
  request: NodeRequest,
  native: Native = request as Native,
): GuardRequest<Native> {
  const all = (name: string) =>
    request.rawHeaders.filter((_, index, fields) => index % 2 === 1 && fields[index - 1]!.toLowerCase() === name);
  return {
    // RFC 9113 section 8.3.1: `:authority` is what HTTP/2 has in place of `Host`.
    header: (name) => (name === 'host' ? [...all(':authority'), ...all('host')] : all(name)),
    url: request.url ?? '/',
    native,
  };
}

/** What is used of a `Request` of the Fetch API. */
export interface FetchRequest {
  readonly headers: { get(name: string): string | null };
  readonly url: string;
}

/**
 * A `Request` of the Fetch API: Workers, Deno, Bun, Next.js. Two fields of one name are one value there,
 * joined by a comma, which no credential holds.
 *
 * @param native what policies and functions among the options are given; the request itself if left out
 * @param waitUntil of the request's execution context
 */
export function fromFetch<Native = FetchRequest>(
  request: FetchRequest,
  native: Native = request as unknown as Native,
  waitUntil?: (promise: Promise<unknown>) => void,
): GuardRequest<Native> {
  return {
    header(name) {
      const value = request.headers.get(name) ?? (name === 'host' ? new URL(request.url).host : null);
      return value === null ? [] : [value];
    },
    url: request.url,
    native,
    waitUntil,
  };
}
