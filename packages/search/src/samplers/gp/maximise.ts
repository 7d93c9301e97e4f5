import { scrambledSobol } from '../sobol/sobol-point.js';
import { type Feature, masked, placeAt, placeOfLevel, type Point } from './features.js';
import type { Acquisition } from './acquisition.js';

interface Candidate {
  /** All places filled, those too of fields that are not drawn. */
  readonly filled: Point;
  readonly value: number;
}

const SAMPLED = 1024;
/** How many of the best sampled points are improved, and how many of those passed in. */
const CLIMBED = 5;
const CLIMBED_AROUND = 2;
/**
 * Features with at most this many values are tried exhaustively; for others nearby values are tried, in smaller and
 * smaller steps.
 */
const MOST_LEVELS = 16;
const ROUNDS = 40;
const FIRST_STEP = 0.12;
const LAST_STEP = 0.002;

/**
 * A point of large acquisition: the best of scrambled Sobol points and of those passed in, each of the best few
 * improved feature by feature. Undefined if the acquisition is −Infinity everywhere.
 */
export function maximise(
  features: readonly Feature[],
  acquisition: Acquisition,
  { scrambles, starts }: { scrambles: readonly number[]; starts: readonly Point[] },
): Point | undefined {
  const judge = (filled: Point): Candidate => ({ filled, value: acquisition(masked(features, filled)) });
  const sampled = Array.from({ length: SAMPLED }, (_, index) =>
    judge(sampledPoint(features, index, scrambles)),
  );
  const around = starts.map((point) => judge(point.map((place) => (Number.isNaN(place) ? 0 : place))));
  const first = [
    ...sampled.toSorted(byValue).slice(0, CLIMBED),
    ...around.toSorted(byValue).slice(0, CLIMBED_AROUND),
  ];
  const found = first.map((each) => climb(features, each, judge)).toSorted(byValue)[0];
  return found === undefined || found.value === -Infinity ? undefined : masked(features, found.filled);
}

const sampledPoint = (features: readonly Feature[], index: number, scrambles: readonly number[]): Point =>
  Float64Array.from(features, (feature, place) =>
    placeAt(feature, scrambledSobol(index, place, scrambles[place]!)),
  );

/** Best first. Two of −Infinity are equal. */
const byValue = (a: Candidate, b: Candidate): number => (a.value === b.value ? 0 : b.value - a.value);

function climb(
  features: readonly Feature[],
  start: Candidate,
  judge: (filled: Point) => Candidate,
): Candidate {
  let best = start;
  let step = FIRST_STEP;
  const continuous = features.some(({ levels }) => levels === Infinity || levels > MOST_LEVELS);
  for (let round = 0; round < ROUNDS && step >= LAST_STEP; round += 1) {
    const before = best.value;
    for (let place = 0; place < features.length; place += 1)
      for (const value of neighbours(features[place]!, best.filled[place]!, step)) {
        const next = judge(best.filled.with(place, value));
        if (next.value > best.value) best = next;
      }
    if (best.value > before) continue;
    if (!continuous) break;
    step /= 2;
  }
  return best;
}

function neighbours({ levels, categorical }: Feature, at: number, step: number): number[] {
  if (categorical || levels <= MOST_LEVELS)
    return Array.from({ length: levels }, (_, level) =>
      categorical ? level : placeOfLevel(levels, level),
    ).filter((each) => each !== at);
  const moved = [at - step, at + step].map((each) => Math.min(Math.max(each, 0), 1));
  if (levels === Infinity) return moved;
  return moved.map((each) => placeOfLevel(levels, Math.round(each * (levels - 1))));
}
