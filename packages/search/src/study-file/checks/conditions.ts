import type { Distribution, ParamValue, TrialConfigField } from '@ram-sweep/protocol';
import { describeAllowed } from '../allowed.js';
import { conditionsOf, conditionValues, dependencyOrder } from '../../space/conditions.js';
import { configFields, fieldValue, type StudyDraft } from '../draft.js';
import { describeValue, wrongKey, wrongValue, type Finding, type Path } from '../finding.js';
import { didYouMean } from '../did-you-mean.js';

/** Whether every `when` can be decided, and can hold. */
export function checkConditions(draft: StudyDraft): Finding[] {
  const { cyclic } = dependencyOrder(draft.space);
  const searched = Object.entries(draft.space) as [TrialConfigField, Distribution][];
  return searched.flatMap(([field, distribution]) =>
    conditionsOf(distribution).flatMap(([other, wanted]) => {
      const path: Path = ['space', field, 'when', other];
      if (other === field) return [wrongKey(path, 'makes the field depend on itself')];
      if (cyclic.has(field) && cyclic.has(other)) return [inCycle(path, cyclic)];
      return checkOther(path, other, draft) ?? checkValues(path, other, wanted, draft);
    }),
  );
}

const inCycle = (path: Path, cyclic: ReadonlySet<string>): Finding =>
  wrongKey(path, `closes a cycle of conditions: ${[...cyclic].join(', ')} depend on one another`);

function checkOther(path: Path, other: string, { named }: StudyDraft): Finding[] | undefined {
  if (!isField(other)) {
    const hint = didYouMean(other, configFields);
    return [wrongKey(path, 'is not a field of the trial config', hint === undefined ? {} : { hint })];
  }
  if (named.has(other)) return undefined;
  const hint = `search ${other} under space, or fix it under config`;
  return [wrongKey(path, `refers to ${other}, which this study neither searches nor fixes`, { hint })];
}

const isField = (name: string): name is TrialConfigField =>
  (configFields as readonly string[]).includes(name);

function checkValues(
  path: Path,
  other: string,
  wanted: ParamValue | readonly ParamValue[],
  draft: StudyDraft,
) {
  return conditionValues(wanted).flatMap((value, index): Finding[] => {
    const place = Array.isArray(wanted) ? [...path, index] : path;
    return checkWanted(place, other as TrialConfigField, value, draft);
  });
}

function checkWanted(path: Path, other: TrialConfigField, value: ParamValue, draft: StudyDraft): Finding[] {
  const allowed = describeAllowed(['config', other], undefined);
  if (fieldValue(other, value) === undefined) {
    return [wrongValue(path, `is ${describeValue(value)}, which ${other} cannot have`, { allowed })];
  }
  const [distribution, fixed] = [draft.space[other], draft.config[other]];
  if (distribution === undefined && fixed === undefined) return [];
  if (fixed === value || (distribution !== undefined && canDraw(other, distribution, value))) return [];
  const why = distribution === undefined ? `is fixed at ${describeValue(fixed)}` : whyNever(distribution);
  return [wrongValue(path, `is ${describeValue(value)}, but ${other} ${why}, so the condition never holds`)];
}

/** A continuous draw never hits a given number. A wrong choice may have been meant to be the value. */
function canDraw(field: TrialConfigField, distribution: Distribution, value: ParamValue): boolean {
  if (distribution.distribution === 'categorical') {
    return distribution.choices.some((choice) => choice === value || fieldValue(field, choice) === undefined);
  }
  if (distribution.distribution !== 'integer') return false;
  return typeof value === 'number' && value >= distribution.low && value <= distribution.high;
}

function whyNever(distribution: Distribution): string {
  if (distribution.distribution === 'categorical') {
    return `is drawn from ${distribution.choices.map(describeValue).join(', ')}`;
  }
  const range = `from ${distribution.low} to ${distribution.high}`;
  return distribution.distribution === 'integer'
    ? `is drawn ${range}`
    : `is drawn from a continuous range, ${range}`;
}
