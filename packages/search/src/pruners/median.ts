import type { PrunerSpec } from '@ram-sweep/protocol';
import { percent } from '@ram-sweep/format';
import { insertSorted } from './insert-sorted.js';
import type { EpochReport, Pruner, TrialHistory, Verdict } from './pruner.js';

type MedianSpec = Pick<Extract<PrunerSpec, { name: 'median' }>, 'minEpochs' | 'startupTrials'>;

/**
 * The median stopping rule (Golovin et al. 2017, "Google Vizier", §3.2.2): a trial is ended after epoch s if its
 * best error by then is strictly worse than the median of the means of the errors of epochs 1 … s of the
 * complete trials that had as many epochs.
 */
export class MedianPruner implements Pruner {
  readonly #spec: MedianSpec;
  /** Errors by epoch of the trials that are not complete. */
  readonly #curves = new Map<number, number[]>();
  /** For each epoch the means of the complete trials up to it, ascending. */
  readonly #means: number[][] = [];
  readonly #complete = new Set<number>();

  constructor(spec: MedianSpec) {
    this.#spec = spec;
  }

  restore({ trial, state, curve }: TrialHistory): void {
    this.#curves.set(trial, [...curve]);
    if (state === 'complete') this.complete(trial);
  }

  report({ trial, epoch, validationError, epochsTotal }: EpochReport): Verdict[] {
    if (this.#complete.has(trial)) return [];
    const curve = this.#curves.get(trial) ?? [];
    curve[epoch - 1] = validationError;
    this.#curves.set(trial, curve);
    const means = this.#means[epoch - 1] ?? [];
    const { minEpochs, startupTrials } = this.#spec;
    if (epoch < minEpochs || epoch >= epochsTotal || means.length < startupTrials) return [];
    const best = Math.min(...curve.slice(0, epoch));
    const bar = median(means);
    if (best <= bar) return [];
    const reason = `${percent(best)} by epoch ${epoch} is worse than ${percent(bar)}, the median of ${means.length} complete trials`;
    return [{ trial, reason }];
  }

  complete(trial: number): void {
    const curve = this.#curves.get(trial);
    if (curve === undefined || this.#complete.has(trial)) return;
    this.#complete.add(trial);
    this.#curves.delete(trial);
    let sum = 0;
    curve.forEach((error, index) => {
      sum += error;
      insertSorted((this.#means[index] ??= []), sum / (index + 1), (a, b) => a - b);
    });
  }
}

function median(ascending: readonly number[]): number {
  const middle = Math.floor(ascending.length / 2);
  return ascending.length % 2 === 1 ? ascending[middle]! : (ascending[middle - 1]! + ascending[middle]!) / 2;
}
