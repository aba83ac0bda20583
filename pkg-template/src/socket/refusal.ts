import type { Answer, GuardCode, Verdict } from '../guard/index.js';

/** Why a socket is closed, beside what a guard says: no verdict came in time. */
export type CloseReason = GuardCode | 'guard_timeout';

/** The part of RFC 6455 section 7.4.2 that is left to applications, by the status of the same answer in HTTP. */
const CLOSES = { 401: 4001, 403: 4003, 500: 4500, 503: 4500 } as const;

/** What a verifier says of something that is no token: for a socket that is no credential. */
const FORMLESS = new Set<GuardCode>(['token_missing', 'token_malformed', 'token_too_long']);

/** A refusal as sockets know it. */
export interface Closing {
  /** 4001: no credential. 4003: the license says no. 4500: nobody could be asked in time, or a mistake in the program. */
  readonly code: 4001 | 4003 | 4500;
  readonly reason: CloseReason;
}

export const SILENT: Closing = { code: 4001, reason: 'credential_missing' };
export const SHAPELESS: Closing = { code: 4001, reason: 'credential_malformed' };
export const LATE: Closing = { code: 4500, reason: 'guard_timeout' };

export function closingOf({ answer: { status, body } }: Verdict & { granted: false }): Closing {
  return { code: FORMLESS.has(body.code) ? 4001 : CLOSES[status], reason: body.code };
}

/** What is used of the stream that wants to become a socket. */
export interface Stream {
  readonly bytesRead?: number;
  on(event: 'error' | 'data', listener: () => void): unknown;
  once(event: 'finish', listener: () => void): unknown;
  off(event: 'error' | 'data', listener: () => void): unknown;
  end(text: string): unknown;
  destroy(): unknown;
}

/** Answers a request for an upgrade with a refusal, and ends the connection. */
export function decline(stream: Stream, { status, headers, body }: Answer): void {
  const text = JSON.stringify(body);
  const length = String(new TextEncoder().encode(text).length);
  const fields = Object.entries({ ...headers, 'content-length': length, connection: 'close' });
  const head = [`HTTP/1.1 ${status} ${body.title}`, ...fields.map(([name, value]) => `${name}: ${value}`)];
  stream.once('finish', () => stream.destroy());
  stream.end([...head, '', text].join('\r\n'));
}
