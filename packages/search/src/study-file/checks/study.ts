import type { Distribution, TrialConfigField } from '@ram-sweep/protocol';
import { checkImages } from './images.js';
import { checkConditions } from './conditions.js';
import { checkDistribution } from './distribution.js';
import { checkRequire } from './require.js';
import { draftStudy, type StudyDraft } from '../draft.js';
import { describeValue, valueAt, wrongValue, type Finding } from '../finding.js';

/** What the shape alone of a study file cannot show: how its parts fit the trial config and one another. */
export function checkStudy(study: unknown): Finding[] {
  const draft = draftStudy(study);
  const searched = Object.entries(draft.space) as [TrialConfigField, Distribution][];
  return [
    ...checkFixed(study, searched, draft),
    ...searched.flatMap(([field, distribution]) => checkDistribution(field, distribution)),
    ...checkConditions(draft),
    ...checkImages(draft),
    ...checkRequire(study, draft),
  ];
}

/**
 * Beside a condition a fixed value has a meaning: it applies where the condition does not hold. Several others at once
 * are most often a whole config, pasted into a study that searches its fields.
 */
function checkFixed(
  study: unknown,
  searched: readonly (readonly [TrialConfigField, Distribution])[],
  { config }: StudyDraft,
): Finding[] {
  const order = Object.keys(valueAt(study, ['config']) ?? {});
  const both = searched
    .filter(([field, { when }]) => config[field] !== undefined && when === undefined)
    .toSorted(([one], [other]) => order.indexOf(one) - order.indexOf(other));
  return both.map(([field], place) => {
    const whole =
      both.length > 1 && place === 0
        ? '; a config that is to be tried first belongs under first, not config: first: [{ … }]'
        : '';
    return wrongValue(['config', field], `is fixed at ${describeValue(config[field])} and searched as well`, {
      hint: `remove it to search ${field}, or space.${field} to fix it${whole}`,
      flagHint: `to fix it, take it out of the search with --set space.${field}=null`,
    });
  });
}
