import type { Distribution, TrialConfigField } from '@ram-sweep/protocol';
import { checkImages } from './images.js';
import { checkConditions } from './conditions.js';
import { checkDistribution } from './distribution.js';
import { checkRequire } from './require.js';
import { draftStudy, type StudyDraft } from '../draft.js';
import { describeValue, wrongValue, type Finding } from '../finding.js';

/** What the shape alone of a study file cannot show: how its parts fit the trial config and one another. */
export function checkStudy(study: unknown): Finding[] {
  const draft = draftStudy(study);
  const searched = Object.entries(draft.space) as [TrialConfigField, Distribution][];
  return [
    ...searched.flatMap(([field, distribution]) => [
      ...checkFixed(field, distribution, draft),
      ...checkDistribution(field, distribution),
    ]),
    ...checkConditions(draft),
    ...checkImages(draft),
    ...checkRequire(study, draft),
  ];
}

/** Beside a condition a fixed value has a meaning: it applies where the condition does not hold. */
function checkFixed(field: TrialConfigField, { when }: Distribution, { config }: StudyDraft): Finding[] {
  const fixed = config[field];
  if (fixed === undefined || when !== undefined) return [];
  const hint = `remove one of the two; --set space.${field}=null takes it out of the search`;
  return [
    wrongValue(['config', field], `is fixed at ${describeValue(fixed)} and searched as well`, { hint }),
  ];
}
