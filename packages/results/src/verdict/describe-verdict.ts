import { counted, interval } from '@ram-sweep/format';
import type { AttentionVerdict } from './attention-verdict.js';
import type { Difference } from './difference.js';
import type { Finding, Measure } from './finding.js';

const words: Readonly<Record<Finding['attention'], string>> = {
  pays: 'pays',
  costs: 'does not pay',
  'not shown': 'is not shown to pay',
};

/**
 * `learned 3.10% ± 0.40, random 9.50%, frozen 12.00%: attention pays`; before the colon ` on test images` where those
 * have decided.
 */
export function describeVerdict({ attention, measure, learned, controls }: Finding): string {
  const policies = [{ policy: 'learned', error: learned }, ...controls].map(
    ({ policy, error }) => `${policy} ${interval(error)}`,
  );
  const where = measure.images === 'test' ? ' on test images' : '';
  return `${policies.join(', ')}${where}: attention ${words[attention]}`;
}

/**
 * The verdict where the errors of the policies stand beside it, and by how much the learned one is better than the
 * better control: `attention pays: 6.40 points better than random (95%: 5.90 to 6.90)`.
 */
export const describeAttention = (verdict: AttentionVerdict): string =>
  `attention ${words[verdict.attention]}${afterColon(describeDifference(verdict))}`;

/**
 * What the other measures say, each in a line: `with 10 sampled rollouts too: 0.75 points better than random (…)`, or
 * where they judge otherwise `on validation images it is not shown to pay: …`.
 */
export const describeOthers = ({ attention, others }: AttentionVerdict): string[] =>
  others.map((finding) => {
    const judged = finding.attention === attention ? 'too' : `it ${words[finding.attention]}`;
    return `${placeOf(finding.measure)} ${judged}${afterColon(describeDifference(finding))}`;
  });

const placeOf = (measure: Measure): string =>
  measure.images === 'validation'
    ? 'on validation images'
    : `with ${counted(measure.rollouts, `${measure.policy} rollout`)}`;

const afterColon = (text: string): string => (text === '' ? '' : `: ${text}`);

/**
 * Of the policy that is learned from the better control, `6.40 points better than random (95%: 5.90 to 6.90)`; where it
 * may be 0, that is said. Empty where it is not known.
 */
export function describeDifference({ attention, controls, difference: found }: Finding): string {
  const [better] = controls;
  if (found === null || better === undefined) return '';
  if (attention === 'not shown') return describeChance(found, better.policy);
  const [mean, low, high] =
    found.mean < 0 ? [-found.mean, -found.high, -found.low] : [found.mean, found.low, found.high];
  return `${points(mean)} points ${sideOf(found.mean)} than ${better.policy} (95%: ${points(low)} to ${points(high)})`;
}

/** `0.50 points worse than frozen, which may be chance (95%: 7.53 worse to 6.53 better)`. */
function describeChance({ mean, low, high }: Difference, control: string): string {
  const range = `(95%: ${points(-low)} worse to ${points(high)} better)`;
  return points(Math.abs(mean)) === points(0)
    ? `the same error as ${control} ${range}`
    : `${points(Math.abs(mean))} points ${sideOf(mean)} than ${control}, which may be chance ${range}`;
}

const sideOf = (mean: number): string => (mean < 0 ? 'worse' : 'better');

/** A share in percentage points. */
const points = (share: number): string => Math.abs(share * 100).toFixed(2);
