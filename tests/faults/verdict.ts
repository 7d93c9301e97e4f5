import { findStudyResult } from '@ram-sweep/results';
import { readTrial, readTrials, type Reader, type TrialDetail } from '@ram-sweep/store/read';

/** Everything that must be the same to the last bit, however often a study was interrupted. */
export interface Outcome {
  readonly best: string;
  /** Number of the trial → its state, curve and final errors as JSON: without attempts and what the clock says. */
  readonly trials: ReadonlyMap<number, string>;
  /** Trials that did not complete exactly once, or that have an epoch twice. */
  readonly duplicated: readonly string[];
  /** Trials that are neither complete nor pruned, and epochs that are missing. */
  readonly lost: readonly string[];
}

export interface Verdict {
  readonly lost: readonly string[];
  readonly duplicated: readonly string[];
  readonly differing: readonly string[];
}

export async function readOutcome(reader: Reader, name: string): Promise<Outcome> {
  const study = await findStudyResult(reader, name);
  if (!study) throw new Error(`there is no study ${name}`);
  const rows = await readTrials(reader, study.id, { sort: 'number' });
  const details = await Promise.all(rows.map(({ number }) => readTrial(reader, study.id, number)));
  const trials = details.filter((detail) => detail !== null);
  const { best } = study;
  return {
    best: JSON.stringify({ state: study.state, trial: best?.trial, error: best?.validation.mean }),
    trials: new Map(trials.map((trial) => [trial.number, numbersOf(trial)])),
    duplicated: trials.filter(isDuplicated).map((trial) => `${name} trial ${trial.number}`),
    lost: trials.flatMap((trial) => missing(trial).map((what) => `${name} trial ${trial.number}: ${what}`)),
  };
}

/** What the disturbed study has less, more or different than the undisturbed one. */
export function compare(name: string, disturbed: Outcome, undisturbed: Outcome): Verdict {
  const numbers = [...undisturbed.trials.keys()];
  const absent = numbers.filter((number) => !disturbed.trials.has(number));
  const surplus = [...disturbed.trials.keys()].filter((number) => !undisturbed.trials.has(number));
  const different = numbers.filter(
    (number) => disturbed.trials.get(number) !== undisturbed.trials.get(number),
  );
  const trial = (number: number): string => `${name} trial ${number}`;
  return {
    lost: [...disturbed.lost, ...absent.map(trial)],
    duplicated: [...disturbed.duplicated, ...surplus.map(trial)],
    differing: [
      ...different.map(trial),
      ...(disturbed.best === undisturbed.best ? [] : [`${name}: its best`]),
    ],
  };
}

function numbersOf({
  number,
  state,
  params,
  config,
  bestEpoch,
  bestValidationError,
  epochs,
}: TrialDetail): string {
  const curve = epochs.map(({ seconds: _seconds, ...result }) => result);
  return JSON.stringify({ number, state, params, config, bestEpoch, bestValidationError, curve });
}

function isDuplicated({ attempts, epochs }: TrialDetail): boolean {
  const completions = attempts.filter(({ outcome }) => outcome === 'complete').length;
  return completions > 1 || new Set(epochs.map(({ epoch }) => epoch)).size < epochs.length;
}

function missing({ state, epochs, config }: TrialDetail): string[] {
  const recorded = new Set(epochs.map(({ epoch }) => epoch));
  const last = state === 'pruned' ? Math.max(0, ...recorded) : config.epochs;
  const gaps = Array.from({ length: last }, (_, index) => index + 1).filter((epoch) => !recorded.has(epoch));
  return [
    ...(state === 'complete' || state === 'pruned' ? [] : [`is ${state}`]),
    ...gaps.map((epoch) => `epoch ${epoch} is missing`),
  ];
}
