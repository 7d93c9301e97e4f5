import {
  compileTrialConfig,
  type Distribution,
  type Params,
  type ParamValue,
  type StudySpec,
  type TrialConfig,
} from '@ram-sweep/protocol';
import { RandomStream } from '@ram-sweep/random';
import { conditionsHold, dependencyOrder } from './conditions.js';

/** What the sampler chose for one trial. */
export interface SampledTrial {
  /** The drawn values alone, by field. */
  readonly params: Params;
  /** All fields: the trial's own seed and the rungs' restarts, then what the study fixes, then params. */
  readonly config: TrialConfig;
}

const MAX_SEED = 2 ** 32 - 1;

/**
 * The params of trial `number` (from 0) by random search: each field is drawn on its own from its distribution
 * (Bergstra & Bengio 2012). A pure function of the study's seed, its space and the number, whoever asks, in
 * whatever order. Each field has a random stream of its own, so searching one field more leaves the others as
 * they were.
 *
 * The trial's seed is derived from study seed and number too, unless the study fixes or searches `seed`.
 * Throws a ZodError for a spec whose space does not fit the trial config; readStudyFile lets none through.
 */
export function sampleTrial(spec: StudySpec, number: number): SampledTrial {
  const params = drawParams(spec, number);
  const seed = stream(spec, number, 'seed').integer(0, MAX_SEED);
  return Object.freeze({
    params,
    config: compileTrialConfig({ seed, ...restarts(spec), ...spec.config, ...params }),
  });
}

/**
 * Under asha a trial may end at any rung, so its learning rate falls to zero at each: those that are compared there
 * have all annealed inside the epochs that they had. Above it the rate starts anew (warm restarts, Loshchilov &
 * Hutter 2017).
 */
function restarts({ pruner }: StudySpec): Partial<TrialConfig> {
  if (pruner.name !== 'asha') return {};
  return { restartEpoch: pruner.minEpochs, restartFactor: pruner.reductionFactor };
}

function drawParams({ seed, space, config }: StudySpec, number: number): Params {
  const { order } = dependencyOrder(space);
  if (order.length < Object.keys(space).length)
    throw new RangeError('the conditions of the search space form a circle');
  const drawn: Record<string, ParamValue> = {};
  for (const field of order) {
    const distribution = (space as Readonly<Record<string, Distribution>>)[field];
    if (distribution === undefined || !conditionsHold(distribution, drawn, config)) continue;
    drawn[field] = draw(distribution, stream({ seed }, number, field));
  }
  return Object.freeze(drawn);
}

const stream = ({ seed }: Pick<StudySpec, 'seed'>, number: number, field: string): RandomStream =>
  RandomStream.of(seed, 'trial', number, field);

/** uniform: [low, high). log-uniform: the logarithm is uniform. integer: both ends included. */
function draw(distribution: Distribution, random: RandomStream): ParamValue {
  if (distribution.distribution === 'categorical') {
    return distribution.choices[random.integer(0, distribution.choices.length - 1)]!;
  }
  const { low, high } = distribution;
  if (distribution.distribution === 'integer') return random.integer(low, high);
  if (distribution.distribution === 'uniform') return between(low, high, random.uniform());
  const value = Math.exp(between(Math.log(low), Math.log(high), random.uniform()));
  // exp(log(x)) may miss x by a rounding.
  return Math.min(Math.max(value, low), high);
}

const between = (low: number, high: number, share: number): number => low + (high - low) * share;
