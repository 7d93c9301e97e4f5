import type { Params, StudySpec } from '@ram-sweep/protocol';
import { RandomStream } from '@ram-sweep/random';
import { accepts } from '../require/accepts.js';
import { Combinations } from '../space/combinations.js';
import { paramsKey } from '../space/params.js';
import { seededPermutation } from '../space/permutation.js';
import { gridValues } from '../space/values.js';
import { enqueuedParams } from './enqueued.js';
import type { Observation } from './observation.js';

/** More than anyone trains, and few enough to be counted at once if `require` leaves some out. */
export const MOST_COMBINATIONS = 1_000_000;

/**
 * Every combination of values once, in a random order: all choices, all integers or `points` of them, and `points`
 * values of a continuous range. The point of a trial follows from its index alone. Points that the study's `first` has
 * are not tried again. Null after the last, except for points whose turn was taken by an enqueued config.
 * Throws a RangeError for a grid of more than a million points.
 */
export function suggestGrid(spec: StudySpec, index: number, history: readonly Observation[]): Params | null {
  const grid = gridOf(spec);
  const place = index - spec.first.length;
  if (place < grid.size) return grid.at(place);
  const trained = history.filter((trial) => trial.index >= 0).map(({ params }) => paramsKey(params));
  return trained.length === 0 ? null : firstWithout(new Set(trained), grid);
}

/** How many trials try every point of the grid that `require` accepts, and the configs of `first` before them. */
export const gridTrials = (spec: StudySpec): number => gridOf(spec).size + spec.first.length;

/** All points of a grid, whatever `require` says. */
export const gridCombinations = ({ space, config }: StudySpec, points: number): Combinations =>
  new Combinations(space, config, (distribution) => gridValues(distribution, points));

interface Grid {
  readonly size: number;
  at(place: number): Params;
}

const grids = new WeakMap<StudySpec, Grid>();

function gridOf(spec: StudySpec): Grid {
  const grid = grids.get(spec) ?? makeGrid(spec);
  grids.set(spec, grid);
  return grid;
}

function makeGrid(spec: StudySpec): Grid {
  if (spec.sampler.name !== 'grid') throw new RangeError(`the sampler is ${spec.sampler.name}, not grid`);
  const combinations = gridCombinations(spec, spec.sampler.points);
  const size = combinations.count;
  if (size > MOST_COMBINATIONS) throw new RangeError(`the grid has ${size} points`);
  const shuffled = seededPermutation(size, RandomStream.of(spec.seed, 'grid'));
  const all: Grid = { size, at: (place) => combinations.at(shuffled(place)) };
  return spec.first.length === 0 && spec.require.length === 0 ? all : chosen(all, spec);
}

/** The points to try, by their places among all: 4 bytes each. */
function chosen(all: Grid, spec: StudySpec): Grid {
  const first = new Set(spec.first.map((_, index) => paramsKey(enqueuedParams(spec, index)!)));
  const isWanted = (params: Params): boolean =>
    accepts(spec, params) && (first.size === 0 || !first.has(paramsKey(params)));
  const places = Uint32Array.from({ length: all.size }, (_, place) => place).filter((place) =>
    isWanted(all.at(place)),
  );
  return { size: places.length, at: (place) => all.at(places[place]!) };
}

function firstWithout(trained: ReadonlySet<string>, grid: Grid): Params | null {
  for (let place = 0; place < grid.size; place += 1) {
    const params = grid.at(place);
    if (!trained.has(paramsKey(params))) return params;
  }
  return null;
}
