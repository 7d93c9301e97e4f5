import { countRepeats } from '@ram-sweep/search/finalists';
import type { RunStart, StudySummary, WorkerRow } from '@ram-sweep/store/read';

/** What of a study its progress follows from. */
type Driven = Pick<
  StudySummary,
  'spec' | 'state' | 'phases' | 'stoppedBy' | 'drivenSeconds' | 'firstStartedAt' | 'lastEventAt'
> & {
  /** What it had come to when its present run began; nothing by default. */
  readonly runStart?: RunStart | null;
};

/** One phase of a study and how far it is, from the first trial of the search on. */
export interface PlannedPhase {
  readonly name: 'search' | 'finalists' | 'controls';
  /** Trials that are over. */
  readonly over: number;
  /** All that it is to have, also those that are not there yet; null where that is open. */
  readonly trials: number | null;
}

/** Training steps per second of all workers together, in this study. */
export function stepRate(study: Pick<StudySummary, 'id'>, workers: readonly WorkerRow[]): number {
  return workers
    .flatMap(({ runs }) => runs)
    .filter((run) => run.study === study.id)
    .reduce((sum, { stepsPerSecond }) => sum + stepsPerSecond, 0);
}

/** The phases that a study has or is to have, in their order. */
export function plannedPhases(study: Driven): PlannedPhase[] {
  const { search, finalist, control } = study.phases;
  const planned = plannedTrials(study);
  const phases: PlannedPhase[] = [
    { name: 'search', over: search.over, trials: planned.search },
    { name: 'finalists', over: finalist.over, trials: planned.finalists },
    { name: 'controls', over: control.over, trials: planned.controls },
  ];
  return phases.filter(({ name, trials }) => name === 'search' || trials !== 0);
}

function plannedTrials(study: Driven): {
  readonly search: number | null;
  readonly finalists: number;
  readonly controls: number;
} {
  const { spec, phases, state } = study;
  const search = plannedSearch(study);
  // Once they are there, or the study is complete without them, what is there is all.
  const repeats = countRepeats(spec, search ?? Infinity);
  const settle = (there: number, planned: number): number =>
    there > 0 || state === 'complete' ? there : planned;
  return {
    search,
    finalists: settle(phases.finalist.trials, repeats.finalists),
    controls: settle(phases.control.trials, repeats.controls),
  };
}

function plannedSearch({ spec, phases, stoppedBy, state }: Driven): number | null {
  if (stoppedBy !== null || state === 'complete') return phases.search.trials;
  return spec.trials === null ? null : Math.max(spec.trials, phases.search.trials);
}

/** Epochs that are done, and that the study comes to if each trial runs to its end; null where that is open. */
export function plannedEpochs(study: Driven): { readonly done: number; readonly total: number | null } {
  const { search, finalist, control } = study.phases;
  const done = search.epochsDone + finalist.epochsDone + control.epochsDone;
  return { done, total: plannedTrials(study).search === null ? null : foreseenEpochs(study) };
}

/** The same of all that is there or is known to follow: where the search is open, that is no end. */
export function foreseenEpochs(study: Driven): number {
  const { search, finalist, control } = study.phases;
  const planned = plannedTrials(study);
  const missing = [
    ((planned.search ?? search.trials) - search.trials) * epochsOfTrial(study),
    (planned.finalists - finalist.trials) * epochsOfRepeat(study),
    (planned.controls - control.trials) * epochsOfRepeat(study),
  ];
  const there = search.epochsTotal + finalist.epochsTotal + control.epochsTotal;
  return missing.reduce((sum, epochs) => sum + epochs, there);
}

/** Whether pruning may still end trials early, so that epochs and time left are so many at most. */
export function mayPrune(study: Driven): boolean {
  const { search } = study.phases;
  const planned = plannedTrials(study).search;
  return (
    study.spec.pruner.name !== 'none' && (planned === null || search.over < planned || search.running > 0)
  );
}

const epochsOfRepeat = (study: Driven): number => study.spec.finalists?.epochs ?? epochsOfTrial(study);

/** What is fixed, or the default; where trials differ in it, what those that are there have on average. */
function epochsOfTrial({ spec, phases }: Driven): number {
  const { trials, epochsTotal } = phases.search;
  if (spec.space.epochs !== undefined && trials > 0) return epochsTotal / trials;
  return spec.config.epochs ?? 10;
}

/**
 * Seconds that the study was driven, without pauses and stops; null before its first trial. Where nothing was counted
 * (a study of an older version), those from its first trial to its last event.
 */
export function secondsElapsed({ firstStartedAt, lastEventAt, drivenSeconds }: Driven): number | null {
  if (firstStartedAt === null) return null;
  if (drivenSeconds > 0 || lastEventAt === null) return drivenSeconds;
  return (lastEventAt.getTime() - firstStartedAt.getTime()) / 1000;
}

/**
 * Seconds until the study is complete, if epochs continue as fast as they have in its present run, or before that has
 * any as fast as in all of them; no more than its budget of hours leaves. Null while that cannot be told, as where the
 * number of trials is open.
 */
export function secondsLeft(study: Driven): number | null {
  const { spec, state, drivenSeconds } = study;
  if (state !== 'active' || drivenSeconds === 0) return null;
  const { done, total } = plannedEpochs(study);
  const byEpochs = total === null || done === 0 ? Infinity : secondsPerEpoch(study, done) * (total - done);
  const byHours = (spec.budget.hours ?? Infinity) * 3600 - drivenSeconds;
  const left = Math.max(0, Math.min(byEpochs, byHours));
  return left === Infinity ? null : left;
}

/** Runs differ in machines and workers, so an earlier one says little of the present one. */
function secondsPerEpoch({ drivenSeconds, runStart }: Driven, done: number): number {
  const { seconds = 0, epochs = 0 } = runStart ?? {};
  const [spent, trained] = [drivenSeconds - seconds, done - epochs];
  return spent > 0 && trained > 0 ? spent / trained : drivenSeconds / done;
}
