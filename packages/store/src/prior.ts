import type { Params } from '@ram-sweep/protocol';
import type { StoredPrior } from './schema.js';

/** A trial of an earlier study, as one of the study that learns from it. */
interface PinnedTrial {
  /** Place in the earlier study's search. */
  readonly index: number;
  readonly params: Params;
  /** Validation error; Infinity for a training that diverged. */
  readonly outcome: number;
}

/** What a study took over from an earlier one when it was made: it stays, whatever becomes of that one. */
export interface PinnedPrior {
  /** Name of the earlier study. */
  readonly study: string;
  /** SHA-256 in hex of its trials. */
  readonly digest: string;
  readonly trials: readonly PinnedTrial[];
}

export const storedPrior = ({ study, digest, trials }: PinnedPrior): StoredPrior => ({
  study,
  digest,
  trials: trials.map(({ index, params, outcome }) => ({
    index,
    params,
    outcome: outcome === Infinity ? 'diverged' : outcome,
  })),
});

export const pinnedPrior = ({ study, digest, trials }: StoredPrior): PinnedPrior => ({
  study,
  digest,
  trials: trials.map((trial) => ({
    ...trial,
    outcome: trial.outcome === 'diverged' ? Infinity : trial.outcome,
  })),
});
