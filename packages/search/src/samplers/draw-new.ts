import type { Distribution, Params, StudySpec } from '@ram-sweep/protocol';
import type { Draw } from './draw.js';
import { isSingle } from './model-scale.js';
import type { Observation } from './observation.js';
import { drawRandom } from './random.js';

/** How often a sampler is asked before random search takes over. */
const OWN_ATTEMPTS = 10;
const RANDOM_ATTEMPTS = 10_000;

/**
 * The first params that a sampler draws for a trial which, in a discrete space, no trial of the study before it has;
 * what was tried in an earlier study can win in this one too. Null where random search finds none either.
 */
export function drawNew(
  draw: Draw,
  spec: StudySpec,
  index: number,
  history: readonly Observation[],
): Params | null {
  if (!isDiscrete(spec.space)) return draw(spec, index, history, 0);
  const tried = new Set(history.filter((each) => each.index >= 0).map(({ params }) => keyOf(params)));
  for (let attempt = 0; attempt < OWN_ATTEMPTS; attempt += 1) {
    const params = draw(spec, index, history, attempt);
    if (params === null || !tried.has(keyOf(params))) return params;
  }
  for (let attempt = 1; attempt < RANDOM_ATTEMPTS; attempt += 1) {
    const params = drawRandom(spec, index, attempt);
    if (!tried.has(keyOf(params))) return params;
  }
  return null;
}

const isDiscrete = (space: Readonly<Record<string, Distribution>>): boolean =>
  Object.values(space).every(
    (distribution) =>
      distribution.distribution === 'categorical' ||
      distribution.distribution === 'integer' ||
      isSingle(distribution),
  );

const keyOf = (params: Params): string =>
  JSON.stringify(Object.entries(params).toSorted(([a], [b]) => (a < b ? -1 : 1)));
