import { isUnfinished, type TrialConfig, type TrialPhase, type TrialState } from '@ram-sweep/protocol';
import { meanInterval, type MeanInterval } from './mean-interval.js';

/** What the ranking reads of a trial. */
export interface RankedTrial {
  readonly number: number;
  readonly phase: TrialPhase;
  readonly repeats: number | null;
  readonly config: TrialConfig;
  readonly state: TrialState;
  readonly bestValidationError: number | null;
}

/** One config with its seeds. */
export interface RepeatGroup<Trial extends RankedTrial = RankedTrial> {
  readonly phase: 'finalist' | 'control';
  /** The trial of the search that had the config first. */
  readonly repeats: number;
  readonly policy: TrialConfig['policy'];
  /** All of its trials, by number. */
  readonly trials: readonly Trial[];
  /** Over the complete ones; null as long as there is none. */
  readonly validation: MeanInterval | null;
}

/**
 * Finalists, best mean validation error first, then controls in the same order. In each group, configs with a seed
 * that failed or was ended come behind the others, because their mean would be that of the lucky seeds; those
 * without any complete seed come last. Trials of the search are skipped.
 */
export function rankFinalists<Trial extends RankedTrial>(trials: readonly Trial[]): RepeatGroup<Trial>[] {
  const groups = new Map<string, Trial[]>();
  for (const trial of trials.toSorted((a, b) => a.number - b.number)) {
    if (trial.phase === 'search' || trial.phase === 'surplus') continue;
    const key = `${trial.phase} ${trial.repeats} ${trial.config.policy}`;
    groups.set(key, [...(groups.get(key) ?? []), trial]);
  }
  return [...groups.values()].map(groupOf).toSorted(byStanding);
}

/**
 * The first finalist of a ranking that is decided; null before one is, or if none of those has a complete seed. Decided
 * are finalists once all that were added together are over: those that a longer search adds later do not undo what was
 * found.
 */
export function winningFinalist<Group extends RepeatGroup>(ranking: readonly Group[]): Group | null {
  const finalists = ranking.filter(({ phase }) => phase === 'finalist');
  const undecided = undecidedTrials(finalists.flatMap(({ trials }) => trials));
  const first = finalists.find(({ trials }) => !trials.some(({ number }) => undecided.has(number)));
  return first?.validation ? first : null;
}

/** How many finalists of a ranking still have a seed that is not over. */
export const finalistsInTraining = (ranking: readonly RepeatGroup[]): number =>
  ranking.filter(
    ({ phase, trials }) => phase === 'finalist' && trials.some(({ state }) => isUnfinished(state)),
  ).length;

/**
 * Finalists of a round, one of which is not over. A round has numbers without a gap: between two, others were added.
 */
function undecidedTrials(finalists: readonly RankedTrial[]): Set<number> {
  const undecided = new Set<number>();
  let round: RankedTrial[] = [];
  const close = (): void => {
    if (round.some(({ state }) => isUnfinished(state))) for (const { number } of round) undecided.add(number);
    round = [];
  };
  for (const trial of finalists.toSorted((a, b) => a.number - b.number)) {
    if (round.length > 0 && trial.number !== round.at(-1)!.number + 1) close();
    round.push(trial);
  }
  close();
  return undecided;
}

/** The validation errors that a mean is over: those of the seeds that are complete. */
export const errorsOf = (trials: readonly RankedTrial[]): number[] =>
  trials.flatMap(({ state, bestValidationError }) =>
    state === 'complete' && bestValidationError !== null ? [bestValidationError] : [],
  );

function groupOf<Trial extends RankedTrial>(trials: readonly Trial[]): RepeatGroup<Trial> {
  const { phase, repeats, config } = trials[0]!;
  const errors = errorsOf(trials);
  return {
    phase: phase === 'control' ? 'control' : 'finalist',
    repeats: repeats ?? 0,
    policy: config.policy,
    trials,
    validation: errors.length > 0 ? meanInterval(errors) : null,
  };
}

function byStanding(a: RepeatGroup, b: RepeatGroup): number {
  if (a.phase !== b.phase) return a.phase === 'finalist' ? -1 : 1;
  const errors = (a.validation?.mean ?? 0) - (b.validation?.mean ?? 0);
  return doubt(a) - doubt(b) || errors || a.repeats - b.repeats;
}

/** 0: no seed failed or was ended; 1: one was; 2: there is no complete one. */
function doubt({ validation, trials }: RepeatGroup): number {
  if (!validation) return 2;
  return trials.some(({ state }) => state !== 'complete' && !isUnfinished(state)) ? 1 : 0;
}
