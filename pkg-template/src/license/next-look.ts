import type { Decision } from '../decision.js';

/** Seconds between two looks at what has a time that no decision tells: the verifier's tolerance, or a beginning. */
const PACE = 5;

/** Seconds before asking again what was to be had at a time that is over. */
const LEAST = 1;

/**
 * When a decision may have become another one by time alone.
 *
 * @param now Unix time in seconds
 * @returns Unix time in seconds; `undefined`: never
 */
export function nextLook(decision: Decision, now: number): number | undefined {
  const { status, granted, grace, expiresAt, graceEndsAt, refreshBy, retryAt } = decision;
  if (status === 'NOT_YET_VALID') return now + PACE;
  if (!granted) return retryAt === undefined ? undefined : Math.max(retryAt, now + LEAST);
  const ends = [grace ? undefined : expiresAt, graceEndsAt, refreshBy].filter((time) => time !== undefined);
  // A time that is over, and the license goes on: it does so for the clock tolerance, at most.
  return ends.length > 0 ? Math.min(...ends.map((time) => (time > now ? time : now + PACE))) : undefined;
}
