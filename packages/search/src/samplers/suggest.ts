import type { Params, SamplerSpec, StudySpec } from '@ram-sweep/protocol';
import type { Observation } from './observation.js';
import { suggestGp } from './gp/gp.js';
import { suggestRandom } from './random.js';
import { suggestSobol } from './sobol/sobol.js';
import { suggestTpe } from './tpe/tpe.js';

/**
 * A sampler: the params of trial `index` of the search, a pure function of the study and of what came of the trials
 * before it. `history` has all of them, by index, those of earlier studies first; the newest `lag` are pending, known
 * or not. Null where the space has no config left.
 */
export type Suggest = (spec: StudySpec, index: number, history: readonly Observation[]) => Params | null;

const samplers: Readonly<Partial<Record<SamplerSpec['name'], Suggest>>> = {
  random: suggestRandom,
  sobol: suggestSobol,
  tpe: suggestTpe,
  gp: suggestGp,
};

/** The params of trial `index` of the search by the study's sampler. */
export const suggest: Suggest = (spec, index, history) => {
  const sampler = samplers[spec.sampler.name];
  if (sampler === undefined) throw new RangeError(`there is no sampler ${spec.sampler.name}`);
  return sampler(spec, index, history);
};
