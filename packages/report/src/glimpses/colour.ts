/** Red, green, blue in 0 … 255. */
export type Rgb = readonly [number, number, number];

/**
 * Time along a path: the first glimpse is cool, the last is warm. Readable on black, and told apart by the
 * colour-blind.
 */
const STOPS: readonly Rgb[] = [
  [86, 180, 233],
  [124, 150, 226],
  [184, 128, 196],
  [230, 126, 120],
  [240, 170, 60],
];

/** Colour of glimpse `step` of `count`. */
export function stepColour(step: number, count: number): Rgb {
  const at = count < 2 ? STOPS.length - 1 : (step / (count - 1)) * (STOPS.length - 1);
  const from = STOPS[Math.floor(at)]!;
  return mix(from, STOPS[Math.ceil(at)]!, at - Math.floor(at));
}

/** `share` of the way from one colour to the other, in whole steps. */
export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const between = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * share);
  return [between(0), between(1), between(2)];
}

export const hex = (colour: Rgb): string =>
  `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
