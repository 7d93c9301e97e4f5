import type { StudySummary, WorkerRow } from '@ram-sweep/store/read';

/** Training steps per second of all workers together, in this study. */
export function stepRate(study: Pick<StudySummary, 'id'>, workers: readonly WorkerRow[]): number {
  return workers
    .flatMap(({ runs }) => runs)
    .filter((run) => run.study === study.id)
    .reduce((sum, { stepsPerSecond }) => sum + stepsPerSecond, 0);
}

/** Seconds since the first trial of the study started; null before. */
export function secondsElapsed({ firstStartedAt }: StudySummary, now: Date): number | null {
  return firstStartedAt && (now.getTime() - firstStartedAt.getTime()) / 1000;
}

/**
 * Seconds until the study is complete, if epochs go on as fast as they have since the first trial started.
 * Null while that cannot be told, as where the number of trials is open.
 */
export function secondsLeft(study: StudySummary, now: Date): number | null {
  const { epochsDone, epochsTotal, state, spec } = study;
  const elapsed = secondsElapsed(study, now);
  if (elapsed === null || epochsDone === 0 || state !== 'active') return null;
  if (spec.trials === null && study.stoppedBy === null) return null;
  return (elapsed / epochsDone) * Math.max(0, epochsTotal - epochsDone);
}
