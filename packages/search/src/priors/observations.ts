import { createHash } from 'node:crypto';
import type { StudySpec } from '@ram-sweep/protocol';
import type { Observation } from '../samplers/observation.js';
import { canonicalJson } from './canonical-json.js';
import { mapParams } from './map-params.js';

/** An earlier study, with the trials of its search by index. */
export interface PriorStudy {
  readonly spec: StudySpec;
  readonly trials: readonly Observation[];
}

/** What a study takes over from an earlier one. */
export interface PriorTrials {
  /** The trials that lie in the study's space and have an outcome, by their index in the earlier study. */
  readonly trials: readonly Observation[];
  /** SHA-256 in hex of these trials, which pins them. */
  readonly digest: string;
}

/** Trials of an earlier study as trials of this one. `differences` says whether their errors can be compared. */
export function priorTrials(spec: StudySpec, prior: PriorStudy): PriorTrials {
  const trials = prior.trials.flatMap((trial): Observation[] => {
    if (typeof trial.outcome !== 'number') return [];
    const params = mapParams(spec, prior.spec, trial.params);
    return params === null ? [] : [{ ...trial, params }];
  });
  return { trials, digest: digestOf(trials) };
}

/** SHA-256 of trials as canonical JSON. */
function digestOf(trials: readonly Observation[]): string {
  const plain = trials.map(({ index, params, outcome }) => ({
    index,
    params,
    // JSON has no Infinity.
    outcome: outcome === Infinity ? 'diverged' : outcome,
  }));
  return createHash('sha256').update(canonicalJson(plain)).digest('hex');
}

/**
 * The trials of several earlier studies as the head of a history: numbered from −n to −1, study by study in the order
 * in which the study names them, each by its own index.
 */
export function priorObservations(priors: readonly PriorTrials[]): Observation[] {
  const trials = priors.flatMap((prior) => prior.trials.toSorted((one, other) => one.index - other.index));
  return trials.map((trial, place) => ({ ...trial, index: place - trials.length }));
}
