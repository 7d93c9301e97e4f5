/** An epoch of a trial of the search, as it was recorded. */
export interface EpochReport {
  readonly trial: number;
  /** Counted from 1. */
  readonly epoch: number;
  /** Share of validation images, in [0, 1]. */
  readonly validationError: number;
  /** Epochs that the trial has if nothing ends it. */
  readonly epochsTotal: number;
}

/** The outcome of a report: the reporting trial ends here. */
export interface Verdict {
  readonly trial: number;
  /** What was compared, in words. */
  readonly reason: string;
}

/** What is known of a trial when a pruner takes over a running study. */
export interface TrialHistory {
  readonly trial: number;
  readonly state: 'pruned' | 'complete' | 'other';
  readonly epochsTotal: number;
  /** Validation error by epoch, from the first. */
  readonly curve: readonly number[];
}

/**
 * Decides from recorded epochs which trials are worth continuing.
 *
 * Deterministic: the verdicts follow only from the reports and their order. The same report again leads to the
 * same verdict on its trial. What a pruner knows follows from the trials' histories, in any order of restoring, so
 * it can be lost at any moment.
 */
export interface Pruner {
  restore(history: TrialHistory): void;
  report(report: EpochReport): readonly Verdict[];
  /** The trial ran to its end. */
  complete(trial: number): void;
}
