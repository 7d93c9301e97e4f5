const two = (value: number): string => String(value).padStart(2, '0');

/** The date of a moment in this process's time zone: `2026-11-28`. */
const dayOf = (date: Date): string =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

const clockOf = (date: Date): string => `${two(date.getHours())}:${two(date.getMinutes())}`;

/** A moment with its zone, to the minute: `2026-11-28 14:05 +01:00`, or `2026-11-28 13:05 UTC`; a dash for none. */
export const timestamp = (date: Date | null): string =>
  date === null ? '–' : `${dayOf(date)} ${clockOf(date)} ${zoneOf(date)}`;

/** The time of day of something that has just happened, `14:05:09`; with its date if that was another day. */
export function timeOfDay(at: Date, now = new Date()): string {
  const time = `${clockOf(at)}:${two(at.getSeconds())}`;
  return dayOf(at) === dayOf(now) ? time : `${dayOf(at)} ${time}`;
}

function zoneOf(date: Date): string {
  const east = -date.getTimezoneOffset();
  if (east === 0) return 'UTC';
  const minutes = Math.abs(east);
  return `${east < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
