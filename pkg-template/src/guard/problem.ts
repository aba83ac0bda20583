import type { Code, Status } from '../codes.js';
import type { Decision } from '../decision.js';

/** Why a guard refuses: a decision's code, or its own. */
export type GuardCode =
  | Code
  /** The request brings no token. */
  | 'credential_missing'
  /** It brings two, or something that cannot be one. */
  | 'credential_malformed'
  /** The license is good, and the guard's policy says no. */
  | 'policy_refused'
  /** Something threw that should not: see `onError`. */
  | 'guard_failed';

/** The body of a refusal, as `application/problem+json` (RFC 9457). It holds no token, no key and nothing of how the guard is set up. */
export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Stable, for programs. */
  readonly code: GuardCode;
  /** Unix time in seconds at which the license expired. */
  readonly expiresAt?: number;
  /** Unix time in seconds from which asking again may give another answer. */
  readonly retryAt?: number;
}

/** A refusal as any host can send it. */
export interface Answer {
  /** 401: no credential. 403: the license says no. 500: a mistake in the program. 503: nobody could be asked. */
  readonly status: 401 | 403 | 500 | 503;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Problem;
}

const TITLES = {
  401: 'Unauthorized',
  403: 'Forbidden',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** What a client is told, by the status of the decision: no more than it could see for itself. */
const DETAILS: { readonly [status in Status]: string } = {
  ACTIVE: 'The license does not allow this.',
  GRACE: 'The license does not allow this.',
  EXPIRED: 'The license, or its token, has expired.',
  NOT_YET_VALID: 'The license is not valid yet.',
  SUSPENDED: 'The license is suspended.',
  REVOKED: 'The license has been revoked.',
  NOT_ACTIVATED: 'The license has not been activated.',
  FORBIDDEN: 'The license does not include this.',
  INVALID: 'The license is not valid here.',
  DEGRADED: 'Licenses cannot be verified at the moment.',
  UNKNOWN: 'The license has a status that is not known here.',
};

const CREDENTIALS = {
  credential_missing: 'A license token is needed.',
  credential_malformed: 'One license token is needed, and nothing else in its place.',
};

/** RFC 9110 section 11.6.1 asks for a challenge; RFC 6750 section 3.1 names the error. */
export function unauthenticated(code: keyof typeof CREDENTIALS): Answer {
  const error = code === 'credential_malformed' ? ', error="invalid_request"' : '';
  return answer(401, code, CREDENTIALS[code], { 'www-authenticate': `Bearer realm="license"${error}` });
}

/** @param now Unix time in seconds */
export function refused(decision: Decision, now: number): Answer {
  const { status, code, expiresAt, retryAt } = decision;
  const more = {
    ...(status === 'EXPIRED' && expiresAt !== undefined && { expiresAt }),
    ...(retryAt !== undefined && { retryAt }),
  };
  if (status !== 'DEGRADED') return answer(403, code, DETAILS[status], {}, more);
  // RFC 9110 section 10.2.3: whole seconds.
  const wait: Record<string, string> =
    retryAt === undefined ? {} : { 'retry-after': String(Math.max(1, Math.ceil(retryAt - now))) };
  return answer(503, code, DETAILS[status], wait, more);
}

export const byPolicy = (decision: Decision): Answer => answer(403, 'policy_refused', DETAILS[decision.status]);

export const FAILED: Answer = answer(500, 'guard_failed', 'The license could not be checked.');

function answer(
  status: Answer['status'],
  code: GuardCode,
  detail: string,
  headers: Record<string, string> = {},
  more: Pick<Problem, 'expiresAt' | 'retryAt'> = {},
): Answer {
  return {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
    body: { type: 'about:blank', title: TITLES[status], status, detail, code, ...more },
  };
}
