/** What the key server is told to answer; key-server/server.mjs does it. */

export interface Answer {
  /** Default: 200. */
  status?: number;
  /** Headers beside those of CORS. Default: none, so that the set is fresh for `freshness`. */
  head?: Record<string, string>;
  body?: string;
  /** The body, where it is no text: base64. */
  octets?: string;
  /** So many spaces after it. */
  padding?: number;
  /** The coding of the body, padding included. */
  encoding?: 'gzip' | 'br';
  /** How it is given: see key-server/manners.mjs. Default: at once. */
  manner?: string;
  /** Whether pages of other origins may have it. Default: yes. */
  shares?: boolean;
  /** Whether such pages may read its headers. Default: yes. */
  exposes?: boolean;
}

/** A JSON Web Key Set. */
export const set = (...keys: unknown[]): Answer => ({ body: JSON.stringify({ keys }) });

/** The answer with these headers. */
export const headed = (answer: Answer, head: Record<string, string>): Answer => ({ ...answer, head });

/** The answer, given in this manner. */
export const given = (manner: string, answer: Answer): Answer => ({ ...answer, manner });

/** An answer that is none, though its body would be one. */
export const failing = (status: number, answer: Answer, head: Record<string, string> = {}): Answer => ({
  ...answer,
  status,
  head,
});

export const notModified = (head: Record<string, string> = {}): Answer => ({ status: 304, head });
