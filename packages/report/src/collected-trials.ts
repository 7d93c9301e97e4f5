import type { CostedConfig } from '@ram-sweep/ram/cost';
import type { TrialRow } from '@ram-sweep/store/read';
import { MOST_MARKS } from './charts/plot.js';
import { MOST_CONFIGS } from './page/study/trials/trials-section.js';
import type { ReportTrial } from './report-trial.js';

/**
 * What a report needs of a study's trials, which are added page by page in the order of their ranks: a little of each,
 * and all of those that its table lists. So the memory of a report depends little on what a trial has of config and
 * epochs.
 */
export class CollectedTrials {
  /** Every trial, in the order in which they were added. */
  readonly trials: ReportTrial[] = [];
  /** Those of the search that are listed in full. */
  readonly listed: TrialRow[] = [];
  readonly #repeated: ReadonlySet<number>;
  /** One curve of so many is kept: the charts draw an even choice of as many as they can show. */
  readonly #stride: number;
  readonly #configs = new Map<string, CostedConfig>();
  #searched = 0;

  /** `total`: trials of the study. `repeated`: numbers of those that finalists repeat, which are listed too. */
  constructor(total: number, repeated: ReadonlySet<number>) {
    this.#stride = Math.max(1, Math.floor(total / MOST_MARKS));
    this.#repeated = repeated;
  }

  add(rows: readonly TrialRow[]): void {
    for (const row of rows) this.#add(row);
  }

  #add(row: TrialRow): void {
    const isRepeated = this.#repeated.has(row.number);
    const isDrawn = isRepeated || row.phase !== 'search' || this.#searched % this.#stride === 0;
    this.trials.push(this.#compact(row, isDrawn));
    if (row.phase !== 'search') return;
    if (isRepeated || this.#searched < MOST_CONFIGS) this.listed.push(row);
    this.#searched += 1;
  }

  #compact(row: TrialRow, isDrawn: boolean): ReportTrial {
    const { number, phase, searchIndex, state, params, epochs, epochsTotal } = row;
    const { bestValidationError, bestEpoch, trainSeconds, finishedAt, failure } = row;
    return {
      number,
      phase,
      searchIndex,
      state,
      params,
      epochs,
      epochsTotal,
      bestValidationError,
      bestEpoch,
      trainSeconds,
      finishedAt,
      config: this.#costed(row.config),
      curve: isDrawn ? row.curve : NO_CURVE,
      failure: failure && { class: failure.class },
    };
  }

  /** One for all trials that cost the same. */
  #costed(config: CostedConfig): CostedConfig {
    const { patchSize, scale, glimpses, patchHidden, locationHidden, hidden } = config;
    const { policy, locator, locatorHidden, evaluationRollouts } = config;
    const costed = {
      patchSize,
      scale,
      glimpses,
      patchHidden,
      locationHidden,
      hidden,
      policy,
      locator,
      locatorHidden,
      evaluationRollouts,
    };
    const key = Object.values(costed).join(' ');
    const known = this.#configs.get(key);
    if (known) return known;
    this.#configs.set(key, costed);
    return costed;
  }
}

const NO_CURVE: readonly number[] = [];
