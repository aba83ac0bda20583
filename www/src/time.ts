/** Unix seconds, and how people read and write them: in the zone of this browser. */

export const day = 86400;

export const systemClock = (): number => Math.floor(Date.now() / 1000);

/** The value of an <input type="datetime-local">. */
export function toInput(seconds: number): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return '';
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}

export function fromInput(text: string): number | undefined {
  const time = new Date(text).getTime();
  return Number.isNaN(time) ? undefined : time / 1000;
}

const dates = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short' });
const spans = new Intl.RelativeTimeFormat('en-US', { numeric: 'auto' });

/** "Jan 21, 2027, 9:00 AM, in 60 days", seen from `now`. */
export function describe(seconds: number, now: number): string {
  const days = Math.round((seconds - now) / day);
  const hours = Math.round((seconds - now) / 3600);
  const span = days ? spans.format(days, 'day') : spans.format(hours, 'hour');
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? `${seconds}` : `${dates.format(date)}, ${span}`;
}
