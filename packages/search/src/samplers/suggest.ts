import type { Params, SamplerSpec, StudySpec } from '@ram-sweep/protocol';
import { suggestAccepted } from './draws/accepted.js';
import type { Draw } from './draws/draw.js';
import { suggestDistinct } from './draws/distinct.js';
import { enqueuedParams } from './enqueued.js';
import { drawGp } from './gp/gp.js';
import { suggestGrid } from './grid.js';
import type { Observation } from './observation.js';
import { drawRandom } from './random.js';
import { drawSobol } from './sobol/sobol.js';
import { drawTpe } from './tpe/tpe.js';

/**
 * A sampler: the params of trial `index` of the search, a pure function of the study and of the outcomes of the
 * trials before it. `history` has all of them, by index, those of earlier studies first; the newest `lag` are
 * pending, known or not. Null if the space has no config left.
 */
export type Suggest = (spec: StudySpec, index: number, history: readonly Observation[]) => Params | null;

/** One config after another, whatever the others are. */
const independent =
  (draw: Draw): Suggest =>
  (spec, index, history) =>
    suggestAccepted(spec, index, history, draw);

/** Trying a config once tells everything about it: a sampler that learns draws none twice in a discrete space. */
const learning =
  (draw: Draw): Suggest =>
  (spec, index, history) =>
    suggestAccepted(spec, index, history, draw, { distinct: true });

const suggestRandom = independent((spec, index, _, attempt) => drawRandom(spec, index, attempt));

const samplers: Readonly<Partial<Record<SamplerSpec['name'], Suggest>>> = {
  random: (spec, index, history) =>
    spec.sampler.name === 'random' && spec.sampler.distinct
      ? suggestDistinct(spec, index, history)
      : suggestRandom(spec, index, history),
  sobol: independent((spec, index, _, attempt) => drawSobol(spec, index, attempt)),
  grid: suggestGrid,
  tpe: learning(drawTpe),
  gp: learning(drawGp),
};

/**
 * The params of trial `index` of the search: from the study's `first` if it has them, otherwise from the study's
 * sampler. All of them meet `require`.
 */
export const suggest: Suggest = (spec, index, history) => {
  const enqueued = enqueuedParams(spec, index);
  if (enqueued !== null) return enqueued;
  const sampler = samplers[spec.sampler.name];
  if (sampler === undefined) throw new RangeError(`there is no sampler ${spec.sampler.name}`);
  return sampler(spec, index, history);
};
