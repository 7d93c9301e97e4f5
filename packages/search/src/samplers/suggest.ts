import type { Params, SamplerSpec, StudySpec } from '@ram-sweep/protocol';
import { suggestAccepted, type Draw } from './accepted.js';
import { suggestDistinct } from './distinct.js';
import { enqueuedParams } from './enqueued.js';
import { suggestGrid } from './grid.js';
import type { Observation } from './observation.js';
import { drawRandom } from './random.js';

/**
 * A sampler: the params of trial `index` of the search, a pure function of the study and of what came of the trials
 * before it. `history` has all of them, by index, those of earlier studies first; the newest `lag` are pending, known
 * or not. Null where the space has no config left.
 */
export type Suggest = (spec: StudySpec, index: number, history: readonly Observation[]) => Params | null;

/** One config after another, whatever the others are. */
const independent =
  (draw: Draw): Suggest =>
  (spec, index, history) =>
    suggestAccepted(spec, index, history, draw);

const suggestRandom = independent((spec, index, _, attempt) => drawRandom(spec, index, attempt));

const samplers: Readonly<Partial<Record<SamplerSpec['name'], Suggest>>> = {
  random: (spec, index, history) =>
    spec.sampler.name === 'random' && spec.sampler.distinct
      ? suggestDistinct(spec, index, history)
      : suggestRandom(spec, index, history),
  grid: suggestGrid,
};

/**
 * The params of trial `index` of the search: those that the study's `first` has for it, otherwise those of the study's
 * sampler. All of them meet `require`.
 */
export const suggest: Suggest = (spec, index, history) => {
  const enqueued = enqueuedParams(spec, index);
  if (enqueued !== null) return enqueued;
  const sampler = samplers[spec.sampler.name];
  if (sampler === undefined) throw new RangeError(`there is no sampler ${spec.sampler.name}`);
  return sampler(spec, index, history);
};
