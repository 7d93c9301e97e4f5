import type { RandomStream } from '@ram-sweep/random';
import type { Group } from './groups.js';
import { fitMixture, type Point } from './mixture.js';
import type { Split } from './split.js';

/** What TPE knows about the fields of a group. */
export interface Acquisition {
  /** A candidate from the density of the good trials. */
  draw(this: void, random: RandomStream): Point;
  /** log l − log g: rises with the expected improvement at that point (Bergstra et al. 2011, equation 11). */
  logRatio(this: void, point: Point): number;
}

export function fitAcquisition(group: Group, { below, above }: Split): Acquisition {
  const good = fitMixture(group, below);
  const bad = fitMixture(group, above);
  return { draw: good.draw, logRatio: (point) => good.logDensity(point) - bad.logDensity(point) };
}

/** The best of `count` candidates, among equals the first. */
export function bestCandidate({ draw, logRatio }: Acquisition, count: number, random: RandomStream): Point {
  let best = draw(random);
  let highest = logRatio(best);
  for (let others = count - 1; others > 0; others -= 1) {
    const point = draw(random);
    const ratio = logRatio(point);
    if (ratio > highest) [best, highest] = [point, ratio];
  }
  return best;
}
