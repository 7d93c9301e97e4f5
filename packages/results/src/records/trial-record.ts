import type { StudySummary, TrialDetail, TrialRow } from '@ram-sweep/store/read';
import type { Provenance } from '../provenance.js';
import { costOf } from './cost.js';

/**
 * A trial of a list as one record for JSON and YAML: what it cost, params and config by field name. The config of a
 * trial that is planned is null, for its params are not drawn.
 */
export function trialRecord({ name }: Pick<StudySummary, 'name'>, trial: TrialRow) {
  const { params, config, failure, tests, curve, ...row } = trial;
  return {
    study: name,
    ...row,
    multiplyAdds: costOf(trial),
    failure,
    tests,
    params,
    config: trial.state === 'planned' ? null : config,
    curve,
  };
}

/** All that is known of one trial as a record: its epochs and attempts too, and what its study rests on. */
export const trialDetailRecord = (
  { name, stoppedBy }: Pick<StudySummary, 'name' | 'stoppedBy'>,
  trial: TrialDetail,
  provenance: Provenance,
) => ({
  study: name,
  stoppedBy,
  ...provenance,
  ...trial,
  multiplyAdds: costOf(trial),
  config: trial.state === 'planned' ? null : trial.config,
});
