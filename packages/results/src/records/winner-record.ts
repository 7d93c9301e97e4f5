import { actualTrialState } from '../progress/actual-state.js';
import { attentionVerdict } from '../verdict/attention-verdict.js';
import { costOf } from './cost.js';
import type { Asked, FoundWinner } from './found-winner.js';

/**
 * All that is known of a winner, for scripts. Its config is that of `trial` to the last field, seed and restarts
 * included.
 */
export function winnerRecord({ study, winner, provenance, asked }: FoundWinner) {
  const { source, trial, group, controls, inTraining } = winner;
  return {
    study: study.name,
    dataset: study.spec.dataset,
    source,
    trial: trial.number,
    searchTrial: group?.repeats ?? trial.number,
    state: actualTrialState(study, trial),
    validationError: group?.validation?.mean ?? trial.bestValidationError,
    halfWidth95: group?.validation?.halfWidth ?? null,
    seeds: group?.validation?.count ?? 1,
    finalistsInTraining: inTraining,
    testError: group ? (group.tests[0]?.mean ?? null) : trial.testError,
    tests: group?.tests ?? [],
    controls: controls.map(({ policy, validation, tests }) => ({ policy, validation, tests })),
    verdict: attentionVerdict(winner),
    stoppedBy: study.stoppedBy,
    epoch: trial.bestEpoch,
    epochs: trial.epochs,
    seed: trial.config.seed,
    multiplyAdds: costOf(trial),
    trainSeconds: trial.trainSeconds,
    ...(asked === undefined ? {} : standingRecord(asked)),
    ...provenance,
    params: trial.params,
    config: trial.config,
  };
}

const standingRecord = ({ under, winner: { finalistRank, finalists, searchRank } }: Asked) => ({
  under,
  finalistRank,
  finalists,
  searchRank,
});
