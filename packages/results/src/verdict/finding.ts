import { counted } from '@ram-sweep/format';
import {
  errorsOf,
  meanInterval,
  type MeanInterval,
  type RankedTrial,
  type RepeatGroup,
} from '@ram-sweep/search/finalists';
import type { TrialTest } from '@ram-sweep/store/read';
import { difference, type Difference } from './difference.js';

/** What errors were measured on: the images that were held out, or the test images, in some way. */
export type Measure =
  | { readonly images: 'validation' }
  | { readonly images: 'test'; readonly policy: TrialTest['policy']; readonly rollouts: number };

/** What one way of measuring says of learned attention. */
export interface Finding {
  readonly measure: Measure;
  /** `pays` and `costs` where the 95% interval of the difference leaves out 0; `not shown` otherwise. */
  readonly attention: 'pays' | 'costs' | 'not shown';
  readonly learned: MeanInterval;
  /** By policy, smallest mean error first. */
  readonly controls: readonly { readonly policy: string; readonly error: MeanInterval }[];
  /** Error of the better control less that of the learned policy; null where complete seeds are too few. */
  readonly difference: Difference | null;
}

/** A training and how it did on the test images, where that was measured. */
export interface TestedTrial extends RankedTrial {
  readonly tests?: readonly TrialTest[];
}

/**
 * The finding by one measure, over the seeds that are complete; null where one of those was not measured, or no control
 * has any. Not shown where a seed of either side failed: the mean of the others would be that of the lucky ones.
 */
export function findingBy(
  measure: Measure,
  learned: RepeatGroup<TestedTrial>,
  controls: readonly RepeatGroup<TestedTrial>[],
): Finding | null {
  const ours = errorsBy(measure, learned);
  const theirs = controls
    .filter(({ validation }) => validation !== null)
    .map((control) => ({ control, errors: errorsBy(measure, control) }));
  if (ours === null || theirs.some(({ errors }) => errors === null)) return null;
  const measured = theirs
    .flatMap(({ control, errors }) => (errors ? [{ control, errors, error: meanInterval(errors) }] : []))
    .toSorted((one, other) => one.error.mean - other.error.mean);
  const [better] = measured;
  if (!better) return null;
  const isWhole = [learned, better.control].every(isComplete);
  const found = isWhole ? difference(ours, better.errors) : null;
  return {
    measure,
    attention: found === null ? 'not shown' : judge(found),
    learned: meanInterval(ours),
    controls: measured.map(({ control: { policy }, error }) => ({ policy, error })),
    difference: found,
  };
}

/** `validation images`, or `test images, sampled policy, 10 rollouts`. */
export const describeMeasure = (measure: Measure): string =>
  measure.images === 'validation'
    ? 'validation images'
    : `test images, ${measure.policy} policy, ${counted(measure.rollouts, 'rollout')}`;

/** Null where a complete seed was not measured so, or none is complete. */
function errorsBy(measure: Measure, { trials }: RepeatGroup<TestedTrial>): number[] | null {
  const complete = trials.filter(({ state }) => state === 'complete');
  const errors =
    measure.images === 'validation'
      ? errorsOf(trials)
      : complete.flatMap(({ tests = [] }) =>
          tests
            .filter(({ policy, rollouts }) => policy === measure.policy && rollouts === measure.rollouts)
            .map(({ error }) => error),
        );
  return errors.length > 0 && errors.length === complete.length ? errors : null;
}

/** Far below one image in a million: what rounding leaves of equal errors is no difference. */
const NEGLIGIBLE = 1e-9;

function judge({ low, high }: Difference): Finding['attention'] {
  if (low > NEGLIGIBLE) return 'pays';
  return high < -NEGLIGIBLE ? 'costs' : 'not shown';
}

const isComplete = ({ trials }: RepeatGroup): boolean => trials.every(({ state }) => state === 'complete');
