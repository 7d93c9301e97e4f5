import type { StudySummary, TrialDetail, TrialRow } from '@ram-sweep/store/read';
import { actualTrialState } from '../progress/actual-state.js';
import type { Provenance } from '../provenance.js';
import { costOf } from './cost.js';

/**
 * A trial of a list as one record for JSON and YAML: what it cost, params and config by field name. The config of a
 * trial that is planned is null, for its params are not drawn.
 */
export function trialRecord(study: Pick<StudySummary, 'name' | 'driven'>, trial: TrialRow) {
  const { params, config, failure, tests, curve, ...row } = trial;
  return {
    study: study.name,
    ...row,
    state: actualTrialState(study, trial),
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
  study: Pick<StudySummary, 'name' | 'stoppedBy' | 'driven'>,
  trial: TrialDetail,
  provenance: Provenance,
) => ({
  study: study.name,
  stoppedBy: study.stoppedBy,
  ...provenance,
  ...trial,
  state: actualTrialState(study, trial),
  multiplyAdds: costOf(trial),
  config: trial.state === 'planned' ? null : trial.config,
});
