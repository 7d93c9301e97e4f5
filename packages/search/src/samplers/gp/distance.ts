import type { Feature, Point } from './features.js';

const MIDDLE = 0.5;

/**
 * Squared distance of two configs in one feature: of numbers the square of their difference, of choices 0 or 1. A
 * field that is not drawn is placed where it says least: a number in the middle, a choice as far from all (in the
 * centre of the simplex whose corners the choices are, so that this stays a distance in a Euclidean space).
 */
export function squaredDistance({ categorical, levels }: Feature, a: number, b: number): number {
  if (levels === 1 || a === b || (Number.isNaN(a) && Number.isNaN(b))) return 0;
  if (categorical) return Number.isNaN(a) || Number.isNaN(b) ? 0.5 * (1 - 1 / levels) : 1;
  const difference = (Number.isNaN(a) ? MIDDLE : a) - (Number.isNaN(b) ? MIDDLE : b);
  return difference * difference;
}

/** Distances of every point to every one before it, row after row: those of a feature are one array. */
export function pairwiseDistances(features: readonly Feature[], points: readonly Point[]): Float64Array[] {
  return features.map((feature, place) => {
    const distances = new Float64Array((points.length * (points.length - 1)) / 2);
    let next = 0;
    for (let row = 1; row < points.length; row += 1)
      for (let column = 0; column < row; column += 1, next += 1)
        distances[next] = squaredDistance(feature, points[row]![place]!, points[column]![place]!);
    return distances;
  });
}
