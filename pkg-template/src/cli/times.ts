import { Complaint, named } from './complaint.js';

/** Seconds. A year has 365 days; there is no month, whose length nobody knows. */
const UNITS: { readonly [letter: string]: number } = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 7 * 86_400,
  y: 365 * 86_400,
};

const SPAN = /^(?:\d+(?:\.\d+)?[smhdwy])+$/;
const ISO = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/;

/** The largest number that a time in a token may be (2^53 - 1). */
const LATEST = Number.MAX_SAFE_INTEGER;

/** A span of time in seconds: `90s`, `12h`, `1w2d`, or a plain number. @throws {Complaint} */
export function spanOf(text: string): number {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  if (!SPAN.test(text))
    throw new Complaint(`A span of time is written as 90s, 15m, 12h, 30d, 2w or 1y, not as ${named(text)}.`);
  return [...text.matchAll(/([\d.]+)([smhdwy])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * UNITS[unit!]!,
    0,
  );
}

/**
 * A moment as Unix time in seconds: a span from `now`, or with a minus before it, a date, or Unix time itself.
 *
 * @throws {Complaint}
 */
export function momentOf(text: string, now: number): number {
  const moment = /^\d+(?:\.\d+)?$/.test(text)
    ? Number(text)
    : SPAN.test(text.replace(/^-/, ''))
      ? now + (text.startsWith('-') ? -1 : 1) * spanOf(text.replace(/^-/, ''))
      : ISO.test(text)
        ? Date.parse(text) / 1000
        : Number.NaN;
  if (moment >= 0 && moment <= LATEST) return moment;
  throw new Complaint(
    `A moment is written as 30d (from now), 2027-01-31, 2027-01-31T12:00:00Z or in Unix time, not as ${named(text)}.`,
  );
}

/** Milliseconds that a `Date` can be at most, either way (ECMA-262 21.4.1.1). */
const LAST_DATE = 8.64e15;

/** For people: the date, and how far from `now` it is. */
export function inWords(moment: number, now: number): string {
  if (Math.abs(moment * 1000) > LAST_DATE) return 'a time beyond all calendars';
  const date = new Date(moment * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
  const away = spanInWords(Math.abs(moment - now));
  return `${date} (${moment < now ? `${away} ago` : `in ${away}`})`;
}

/** For people: one number that is not too fine. */
export function spanInWords(seconds: number): string {
  const [count, unit]: [number, string] =
    seconds >= 2 * UNITS.y!
      ? [seconds / UNITS.y!, 'years']
      : seconds >= 2 * UNITS.d!
        ? [seconds / UNITS.d!, 'days']
        : seconds >= 2 * UNITS.h!
          ? [seconds / UNITS.h!, 'hours']
          : seconds >= 2 * UNITS.m!
            ? [seconds / UNITS.m!, 'minutes']
            : [seconds, 'seconds'];
  return `${Math.floor(count)} ${Math.floor(count) === 1 ? unit.slice(0, -1) : unit}`;
}
