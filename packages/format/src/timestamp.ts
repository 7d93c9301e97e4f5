const two = (value: number): string => String(value).padStart(2, '0');

/** The date of a moment in this process's time zone: `2026-11-28`. */
const dayOf = (date: Date): string =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

const clockOf = (date: Date): string => `${two(date.getHours())}:${two(date.getMinutes())}`;

const secondOf = (date: Date): string => `${clockOf(date)}:${two(date.getSeconds())}`;

/** A moment with its zone, to the minute: `2026-11-28 14:05 +01:00`, or `2026-11-28 13:05 UTC`; a dash for none. */
export const timestamp = (date: Date | null): string =>
  date === null ? '–' : `${dayOf(date)} ${clockOf(date)} ${zoneOf(date)}`;

/** A moment with its zone, to the second: `2026-11-28 14:05:09 +01:00`; a dash for none. */
export const exactTimestamp = (date: Date | null): string =>
  date === null ? '–' : `${dayOf(date)} ${secondOf(date)} ${zoneOf(date)}`;

/**
 * The local time of something that has just happened, `14:05:09`; with date and zone where that was another day,
 * `2026-11-22 23:59:59 +01:00`.
 */
export function timeOfDay(at: Date, now = new Date()): string {
  return dayOf(at) === dayOf(now) ? secondOf(at) : exactTimestamp(at);
}

function zoneOf(date: Date): string {
  const east = -date.getTimezoneOffset();
  if (east === 0) return 'UTC';
  const minutes = Math.abs(east);
  return `${east < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
