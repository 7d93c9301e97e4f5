import { counted, interval } from '@ram-sweep/format';
import type { AttentionVerdict } from './attention-verdict.js';
import type { Finding, Measure } from './finding.js';

const words: Readonly<Record<Finding['attention'], string>> = {
  pays: 'pays',
  costs: 'does worse',
  'not shown': 'is not shown to pay',
};

/**
 * `learned 3.10% ± 0.40, random 9.50%, frozen 12.00%: attention pays`; before the colon ` on test images` where those have
 * decided.
 */
export function describeVerdict({ attention, measure, learned, controls }: Finding): string {
  const policies = [{ policy: 'learned', error: learned }, ...controls].map(
    ({ policy, error }) => `${policy} ${interval(error)}`,
  );
  const where = measure.images === 'test' ? ' on test images' : '';
  return `${policies.join(', ')}${where}: attention ${words[attention]}`;
}

/**
 * The verdict where the errors of the policies stand beside it, and by how much the learned one is better than the better
 * control: `attention pays: 6.40 points better than random (95%: 5.90 to 6.90)`.
 */
export const describeAttention = (verdict: AttentionVerdict): string =>
  `attention ${words[verdict.attention]}${describeDifference(verdict)}`;

/**
 * What the other measures say, each in a line: `with 10 sampled rollouts too: 0.75 points better than random (…)`, or where
 * they judge otherwise `on validation images it is not shown to pay: …`.
 */
export const describeOthers = ({ attention, others }: AttentionVerdict): string[] =>
  others.map((finding) => {
    const judged = finding.attention === attention ? 'too' : `it ${words[finding.attention]}`;
    return `${placeOf(finding.measure)} ${judged}${describeDifference(finding)}`;
  });

const placeOf = (measure: Measure): string =>
  measure.images === 'validation'
    ? 'on validation images'
    : `with ${counted(measure.rollouts, `${measure.policy} rollout`)}`;

/** Of the policy that is learned from the better control; empty where it is not known. */
function describeDifference({ controls, difference: found }: Finding): string {
  const [better] = controls;
  if (found === null || better === undefined) return '';
  const [mean, low, high] =
    found.mean < 0 ? [-found.mean, -found.high, -found.low] : [found.mean, found.low, found.high];
  const direction = found.mean < 0 ? 'worse' : 'better';
  return `: ${points(mean)} points ${direction} than ${better.policy} (95%: ${points(low)} to ${points(high)})`;
}

/** A share in percentage points, with the minus sign of print. */
const points = (share: number): string => (share * 100).toFixed(2).replace('-', '−');
