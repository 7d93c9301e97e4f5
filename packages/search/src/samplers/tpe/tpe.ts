import type { Params, ParamValue, StudySpec } from '@ram-sweep/protocol';
import { RandomStream } from '@ram-sweep/random';
import { conditionsHold } from '../../space/conditions.js';
import { fromModelScale, isSingle } from '../model-scale.js';
import type { Observation } from '../observation.js';
import { inOrder, observedOf } from '../observed.js';
import { drawRandom } from '../random.js';
import { valueAt } from '../draws/unit-interval.js';
import { bestCandidate, fitAcquisition } from './acquisition.js';
import { type Group, groupsOf } from './groups.js';
import { type Split, splitHistory } from './split.js';

const STARTUP_TRIALS = 10;
const CANDIDATES = 24;

/**
 * The tree-structured Parzen estimator (Bergstra et al. 2011; multivariate as in Falkner et al. 2018) as Optuna
 * 5.0.0 has it by default: of 24 candidates from the density of the best tenth, the one that is likeliest under it
 * against the density of the rest. Until 10 trials have a result it is random search.
 *
 * `attempt` counts the draws of one trial, in case the first is not accepted. Each chooses among half as many
 * candidates as the one before, so that it finds something else.
 */
export function drawTpe(
  spec: StudySpec,
  index: number,
  history: readonly Observation[],
  attempt = 0,
): Params {
  const ordered = inOrder(history);
  if (observedOf(ordered).length < STARTUP_TRIALS) return drawRandom(spec, index, attempt);
  const split = splitHistory(ordered);
  const candidates = Math.ceil(CANDIDATES / 2 ** attempt);
  const drawn: Record<string, ParamValue> = {};
  for (const group of groupsOf(spec.space)) {
    if (!conditionsHold(group[0]![1], drawn, spec.config)) continue;
    const random = RandomStream.of(spec.seed, 'tpe', index, attempt, ...group.map(([field]) => field));
    Object.assign(drawn, drawGroup(group, { split, candidates, random }));
  }
  return Object.freeze(drawn);
}

/** A field with a single value has no part in the densities. */
function drawGroup(
  group: Group,
  { split, candidates, random }: { split: Split; candidates: number; random: RandomStream },
): Record<string, ParamValue> {
  const open = group.filter(([, distribution]) => !isSingle(distribution));
  const point = open.length === 0 ? [] : bestCandidate(fitAcquisition(open, split), candidates, random);
  return Object.fromEntries([
    ...group.map(([field, distribution]) => [field, valueAt(distribution, 0)] as const),
    ...open.map(
      ([field, distribution], place) => [field, fromModelScale(distribution, point[place]!)] as const,
    ),
  ]);
}
