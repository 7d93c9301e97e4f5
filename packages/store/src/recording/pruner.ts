import type { EpochEvent, TrialFacts } from './trial-machine.js';

/** What becomes of a trial because of an epoch: the one that reported it ends. */
export interface Verdict {
  readonly trial: number;
  /** For people. */
  readonly reason: string;
}

/**
 * Decides about trials of the search from their epochs, in the order in which these are recorded and within the
 * same transaction: an epoch stands in the tables if and only if it was judged.
 *
 *   running | waiting ── prune ──▶ pruned
 */
export interface EpochPruner {
  report(epoch: {
    readonly trial: number;
    readonly epoch: number;
    readonly validationError: number;
    readonly epochsTotal: number;
  }): readonly Verdict[];
  complete(trial: number): void;
}

/** Asks the pruner about an epoch that is recorded. */
export function judgeEpoch(
  pruner: EpochPruner,
  trial: TrialFacts,
  { result }: EpochEvent,
): readonly Verdict[] {
  if (trial.phase !== 'search' || (trial.state !== 'running' && trial.state !== 'waiting')) return [];
  const { number, epochsTotal } = trial;
  const { epoch, validationError } = result;
  return pruner.report({ trial: number, epoch, validationError, epochsTotal });
}

/** Brings the facts in line with a verdict. */
export function prune(trial: TrialFacts): void {
  trial.state = 'pruned';
  if (trial.attempts.get(trial.attempt) === 'running') trial.attempts.set(trial.attempt, 'pruned');
}
