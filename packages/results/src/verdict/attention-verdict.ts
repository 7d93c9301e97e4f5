import { isUnfinished } from '@ram-sweep/protocol';
import type { RepeatGroup } from '@ram-sweep/search/finalists';
import type { Winner } from '../best/winner.js';
import { findingBy, type Finding, type Measure, type TestedTrial } from './finding.js';

/**
 * What learning where to look is worth: the best config beside the same one with policies that learn nothing. What
 * decides are the test images, seen as the config sees validation images (along one path, by default), once `test` has
 * measured winner and controls so: validation images chose the config, test images did not. Before that validation
 * images do.
 */
export interface AttentionVerdict extends Finding {
  /** What the other measures say: validation images, and further ways of testing. */
  readonly others: readonly Finding[];
}

/**
 * Null before finalists and their controls are over, where there are no controls, and where the winner's own policy
 * learns nothing.
 */
export function attentionVerdict<Trial extends TestedTrial, Group extends RepeatGroup<Trial>>({
  group,
  controls,
}: Pick<Winner<Trial, Group>, 'group' | 'controls'>): AttentionVerdict | null {
  if (group?.policy !== 'learned' || !areOver(controls)) return null;
  const findings = measuresOf(group).flatMap((measure) => findingBy(measure, group, controls) ?? []);
  const { evaluation, evaluationRollouts } = group.trials[0]!.config;
  const [validation] = findings;
  const tested = findings.find(
    ({ measure }) =>
      measure.images === 'test' && measure.policy === evaluation && measure.rollouts === evaluationRollouts,
  );
  const decisive = tested ?? validation;
  return decisive ? { ...decisive, others: findings.filter((finding) => finding !== decisive) } : null;
}

/** Whether there are controls, and none of them is still to come to its end. */
export const areOver = (controls: readonly RepeatGroup[]): boolean =>
  controls.length > 0 && controls.every(({ trials }) => trials.every(({ state }) => !isUnfinished(state)));

/** Validation images, then each way in which a seed was tested, fewest rollouts first. */
function measuresOf({ trials }: RepeatGroup<TestedTrial>): Measure[] {
  const tests = trials
    .flatMap(({ tests: own = [] }) => own)
    .toSorted((one, other) => one.rollouts - other.rollouts || one.policy.localeCompare(other.policy));
  const ways = new Map(
    tests.map(({ policy, rollouts }) => [
      `${policy} ${rollouts}`,
      { images: 'test', policy, rollouts } as const,
    ]),
  );
  return [{ images: 'validation' }, ...ways.values()];
}
