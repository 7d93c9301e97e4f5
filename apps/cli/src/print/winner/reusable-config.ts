import type { StudySpec, TrialConfig, TrialConfigField } from '@ram-sweep/protocol';

/** Fields that a search gives to each trial, not a person to all of them: its own seed, and where its rungs are. */
const GIVEN_BY_THE_SEARCH: readonly TrialConfigField[] = ['seed', 'restartEpoch', 'restartFactor'];

/**
 * The config of a trial as another study can fix it for all of its trials: with a seed of their own, and restarts only
 * where that study has rungs. What the trial's own study fixes or searches stays.
 */
export function reusableConfig(
  { config: fixed, space }: Pick<StudySpec, 'config' | 'space'>,
  config: TrialConfig,
): Partial<TrialConfig> {
  const isOwn = (field: TrialConfigField): boolean =>
    fixed[field] === undefined && !Object.hasOwn(space, field);
  const left = GIVEN_BY_THE_SEARCH.filter(isOwn);
  return Object.fromEntries(
    Object.entries(config).filter(([field]) => !left.includes(field as TrialConfigField)),
  );
}
