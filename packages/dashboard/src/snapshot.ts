import type { ActivityRow, StudySummary, TrialDetail, TrialRow, WorkerRow } from '@ram-sweep/store/read';

/** All that the dashboard shows, read at one moment. */
export interface Snapshot {
  readonly study: StudySummary;
  /** The visible page of the leaderboard, and the position of its first row among all trials. */
  readonly page: readonly TrialRow[];
  readonly offset: number;
  readonly best: TrialRow | null;
  readonly workers: readonly WorkerRow[];
  /** Newest last. */
  readonly activity: readonly ActivityRow[];
  /** The trial that is open, if one is. */
  readonly opened: TrialDetail | null;
  readonly now: Date;
}

/** Training steps per second of all workers together, in this study. */
export function stepRate({ study, workers }: Pick<Snapshot, 'study' | 'workers'>): number {
  return workers
    .flatMap(({ runs }) => runs)
    .filter((run) => run.study === study.id)
    .reduce((sum, { stepsPerSecond }) => sum + stepsPerSecond, 0);
}

/**
 * Seconds until the study is complete, if epochs go on as fast as they have since the first trial started.
 * Null while that cannot be told.
 */
export function secondsLeft({ study, now }: Pick<Snapshot, 'study' | 'now'>): number | null {
  const { firstStartedAt, epochsDone, epochsTotal, state } = study;
  if (!firstStartedAt || epochsDone === 0 || state !== 'active') return null;
  const elapsed = (now.getTime() - firstStartedAt.getTime()) / 1000;
  return (elapsed / epochsDone) * Math.max(0, epochsTotal - epochsDone);
}
