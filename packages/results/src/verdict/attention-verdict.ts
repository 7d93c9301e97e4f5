import { interval } from '@ram-sweep/format';
import { isUnfinished } from '@ram-sweep/protocol';
import { errorsOf, type MeanInterval, type RankedTrial, type RepeatGroup } from '@ram-sweep/search/finalists';
import type { Winner } from '../winner.js';
import { difference, type Difference } from './difference.js';

/** What learning where to look is worth: the best config beside the same one with policies that learn nothing. */
export interface AttentionVerdict {
  /** `pays` and `costs` where the 95% interval of the difference leaves out 0; `not shown` otherwise. */
  readonly attention: 'pays' | 'costs' | 'not shown';
  readonly learned: MeanInterval;
  /** By policy, smallest mean validation error first. */
  readonly controls: readonly { readonly policy: string; readonly validation: MeanInterval }[];
  /** Validation error of the better control less that of the learned policy; null where complete seeds are too few. */
  readonly difference: Difference | null;
}

/**
 * Null before finalists and their controls are over, where there are no controls, and where the winner's own policy learns
 * nothing. Not shown where a seed of either side failed: the mean of the others would be that of the lucky ones.
 */
export function attentionVerdict<Trial extends RankedTrial, Group extends RepeatGroup<Trial>>({
  group,
  controls,
}: Pick<Winner<Trial, Group>, 'group' | 'controls'>): AttentionVerdict | null {
  if (group?.policy !== 'learned' || !group.validation) return null;
  if (controls.length === 0 || !controls.every(isOver)) return null;
  const complete = controls
    .flatMap((control) => (control.validation ? [{ control, validation: control.validation }] : []))
    .toSorted((one, other) => one.validation.mean - other.validation.mean);
  const [better] = complete;
  if (!better) return null;
  const isWhole = [group, better.control].every(isComplete);
  const found = isWhole ? difference(errorsOf(group.trials), errorsOf(better.control.trials)) : null;
  return {
    attention: found === null ? 'not shown' : judge(found),
    learned: group.validation,
    controls: complete.map(({ control: { policy }, validation }) => ({ policy, validation })),
    difference: found,
  };
}

/** Far below one image in a million: what rounding leaves of equal errors is no difference. */
const NEGLIGIBLE = 1e-9;

function judge({ low, high }: Difference): AttentionVerdict['attention'] {
  if (low > NEGLIGIBLE) return 'pays';
  return high < -NEGLIGIBLE ? 'costs' : 'not shown';
}

const words: Readonly<Record<AttentionVerdict['attention'], string>> = {
  pays: 'attention pays',
  costs: 'attention does worse',
  'not shown': 'attention is not shown to pay',
};

/** `learned 3.10% ± 0.40, random 9.50%, frozen 12.00%: attention pays` */
export function describeVerdict({ attention, learned, controls }: AttentionVerdict): string {
  const policies = [{ policy: 'learned', validation: learned }, ...controls].map(
    ({ policy, validation }) => `${policy} ${interval(validation)}`,
  );
  return `${policies.join(', ')}: ${words[attention]}`;
}

/**
 * The verdict where the errors of the policies stand beside it, and by how much the learned one is better than the better
 * control: `attention pays: 6.40 points better than random (95%: 5.90 to 6.90)`.
 */
export function describeAttention({ attention, controls, difference: found }: AttentionVerdict): string {
  const [better] = controls;
  if (found === null || better === undefined) return words[attention];
  const [mean, low, high] =
    found.mean < 0 ? [-found.mean, -found.high, -found.low] : [found.mean, found.low, found.high];
  const direction = found.mean < 0 ? 'worse' : 'better';
  return `${words[attention]}: ${points(mean)} points ${direction} than ${better.policy} (95%: ${points(low)} to ${points(high)})`;
}

/** A share in percentage points, with the minus sign of print. */
const points = (share: number): string => (share * 100).toFixed(2).replace('-', '−');

const isComplete = ({ trials }: RepeatGroup): boolean => trials.every(({ state }) => state === 'complete');

const isOver = ({ trials }: RepeatGroup): boolean => trials.every(({ state }) => !isUnfinished(state));
