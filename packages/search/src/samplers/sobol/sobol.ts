import type { Params, StudySpec } from '@ram-sweep/protocol';
import { RandomStream } from '@ram-sweep/random';
import { drawFields } from '../draws/draw-fields.js';
import { valueAt } from '../draws/unit-interval.js';
import { SOBOL_DIMENSIONS } from './direction-numbers.js';
import { scrambledSobol } from './sobol-point.js';

const MAX_SEED = 2 ** 32 - 1;
/** A power of two, more than a study can have. */
const MOST_TRIALS = 2 ** 20;

/**
 * Point `index` of a scrambled Sobol sequence: spread more evenly than random points, and just as repeatable. Every
 * field has its own dimension, drawn or not, by its name's place in the alphabet: the order of lines in a study
 * file changes nothing. Throws a RangeError for a space of more than 40 fields.
 *
 * `attempt` counts the draws of one trial, in case the first is not accepted: the others are points far beyond any
 * trial.
 */
export function drawSobol(spec: StudySpec, index: number, attempt = 0): Params {
  const fields = Object.keys(spec.space).toSorted();
  if (fields.length > SOBOL_DIMENSIONS)
    throw new RangeError(`a Sobol sequence has ${SOBOL_DIMENSIONS} dimensions, the space ${fields.length}`);
  const point = index + attempt * MOST_TRIALS;
  return drawFields(spec, (field, distribution) => {
    const scramble = RandomStream.of(spec.seed, 'sobol', field).integer(0, MAX_SEED);
    return valueAt(distribution, scrambledSobol(point, fields.indexOf(field), scramble));
  });
}
