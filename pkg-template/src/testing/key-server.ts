import type { Jwk } from '../options.js';

/** A key server of a test issuer. */
export interface TestKeyServer {
  /** The form of the option `keys` that asks it. */
  readonly keys: TestKeys;
  /** All answers so far, the last one at the end. */
  readonly answers: readonly Answer[];
  /** How many requests there have been. */
  readonly requests: number;
  /** How it behaves from now on; without an argument as a good server. */
  behave(behavior?: Behavior): void;
  /** Lets it be reached again after `stop`, under the same address. */
  start(): Promise<void>;
  /** From now on nobody can reach it. */
  stop(): Promise<void>;
}

/** Keys that are fetched. */
export interface TestKeys {
  readonly jwksUri: string;
  // biome-ignore lint/suspicious/noExplicitAny: the types of fetch are not there in every environment
  readonly fetch?: (input: string, init?: any) => Promise<any>;
}

/** What a key server does, as good servers do not. */
export interface Behavior {
  /** It answers with this status, and no keys: 503 is an outage, 304 says that nothing has changed. */
  readonly status?: number | undefined;
  /** It breaks the connection off. */
  readonly disconnect?: boolean | undefined;
  /** Seconds before it answers, by the real clock. */
  readonly delay?: number | undefined;
  /** Fields of its answer, beside or instead of its own: `{ 'retry-after': '60' }`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** What it sends in place of its keys. */
  readonly body?: string | undefined;
}

/** One answer. */
export interface Answer {
  /** Absent: the connection was broken off. */
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a key server says, by whatever way it is asked. */
export class Endpoint {
  readonly answers: Answer[] = [];
  #behavior: Behavior = {};
  readonly #published: () => readonly Jwk[];

  /** @param published the keys at the time of asking */
  constructor(published: () => readonly Jwk[]) {
    this.#published = published;
  }

  behave(behavior: Behavior = {}): void {
    this.#behavior = behavior;
  }

  /** @param ifNoneMatch the entity tag of the set that the asker holds (RFC 9110 13.1.2) */
  async answer(ifNoneMatch: string | null | undefined): Promise<Answer> {
    const { status, disconnect, delay = 0, headers, body } = this.#behavior;
    const keys = JSON.stringify({ keys: this.#published() });
    const etag = `"${fingerprint(keys)}"`;
    const fields = { 'content-type': 'application/jwk-set+json', etag, ...headers };
    const normal = ifNoneMatch === etag && body === undefined ? 304 : 200;
    const answer: Answer = disconnect
      ? { headers: {}, body: '' }
      : {
          status: status ?? normal,
          headers: fields,
          body: body ?? ((status ?? normal) === 200 ? keys : ''),
        };
    this.answers.push(answer);
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay * 1000));
    return answer;
  }
}

/** A server without a socket, whose `fetch` answers by itself: for browsers, workers and fast tests. */
export function memoryServer(published: () => readonly Jwk[], address: string): TestKeyServer {
  const endpoint = new Endpoint(published);
  let reachable = true;
  return serverOf(endpoint, {
    keys: {
      jwksUri: address,
      async fetch(_input, init) {
        if (!reachable) throw new TypeError('The test key server is stopped.');
        const { status, headers, body } = await endpoint.answer(new Headers(init?.headers).get('if-none-match'));
        if (status === undefined) throw new TypeError('The test key server broke the connection off.');
        // Some statuses may have no body at all.
        return new Response([101, 204, 205, 304].includes(status) ? null : body, { status, headers: { ...headers } });
      },
    },
    async start() {
      reachable = true;
    },
    async stop() {
      reachable = false;
    },
  });
}

/** An endpoint and the way to it. */
export const serverOf = (endpoint: Endpoint, way: Pick<TestKeyServer, 'keys' | 'start' | 'stop'>): TestKeyServer => ({
  ...way,
  behave: (behavior) => endpoint.behave(behavior),
  get answers() {
    return [...endpoint.answers];
  },
  get requests() {
    return endpoint.answers.length;
  },
});

/** A short text that changes with another (FNV-1a); no secret depends on it. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16);
}
