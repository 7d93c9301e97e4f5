/** `1 trial`, `2,000 trials`; for nouns that take an s. */
export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

/** A number as short as it can be without lying about its size: 0.0312, 0.17, 256. */
export const shortNumber = (value: number): string =>
  Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3)));

/** The value of a param or config field, numbers with three digits; `null` is a value, a missing field is a dash. */
export function shortValue(value: number | string | boolean | null | undefined): string {
  if (value === undefined) return '–';
  return typeof value === 'number' ? shortNumber(value) : String(value);
}

/** Bytes as `12.3 MB`. */
export function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  const power = Math.min(units.length - 1, count > 0 ? Math.floor(Math.log10(count) / 3) : 0);
  return `${(count / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}

/** A large number with three digits: `850`, `12.3k`, `4.56M`, `1.2G`; a dash for none. */
export function magnitude(count: number | null): string {
  if (count === null) return '–';
  const units = ['', 'k', 'M', 'G', 'T'];
  const rounded = Number(count.toPrecision(3));
  const power = Math.min(units.length - 1, rounded >= 1 ? Math.floor(Math.log10(rounded) / 3) : 0);
  return `${Number((rounded / 1000 ** power).toPrecision(3))}${units[power]}`;
}
