import type { Params, SamplerSpec, StudySpec } from '@ram-sweep/protocol';
import type { Draw } from './draw.js';
import { drawNew } from './draw-new.js';
import { drawGp } from './gp/gp.js';
import type { Observation } from './observation.js';
import { drawRandom } from './random.js';
import { drawSobol } from './sobol/sobol.js';
import { drawTpe } from './tpe/tpe.js';

/**
 * A sampler: the params of trial `index` of the search, a pure function of the study and of what came of the trials
 * before it. `history` has all of them, by index, those of earlier studies first; the newest `lag` are pending, known
 * or not. Null where the space has no config left.
 */
export type Suggest = (spec: StudySpec, index: number, history: readonly Observation[]) => Params | null;

/** One that learns draws no config twice in a discrete space. */
const learning =
  (draw: Draw): Suggest =>
  (spec, index, history) =>
    drawNew(draw, spec, index, history);

const samplers: Readonly<Partial<Record<SamplerSpec['name'], Suggest>>> = {
  random: (spec, index) => drawRandom(spec, index),
  sobol: (spec, index) => drawSobol(spec, index),
  tpe: learning(drawTpe),
  gp: learning(drawGp),
};

/** The params of trial `index` of the search by the study's sampler. */
export const suggest: Suggest = (spec, index, history) => {
  const sampler = samplers[spec.sampler.name];
  if (sampler === undefined) throw new RangeError(`there is no sampler ${spec.sampler.name}`);
  return sampler(spec, index, history);
};
