import type { PrunerSpec } from '@ram-sweep/protocol';
import { percent } from '@ram-sweep/format';
import { insertSorted } from './insert-sorted.js';
import type { EpochReport, Pruner, TrialHistory, Verdict } from './pruner.js';

type AshaSpec = Pick<Extract<PrunerSpec, { name: 'asha' }>, 'minEpochs' | 'reductionFactor'>;

interface Reached {
  readonly trial: number;
  readonly error: number;
}

/** The trials that reached a rung, best first, and which of them may go past it. */
interface Rung {
  readonly ranked: Reached[];
  readonly reached: Set<number>;
  readonly promoted: Set<number>;
}

/**
 * Asynchronous successive halving (Li et al. 2020, "A System for Massively Parallel Hyperparameter Tuning",
 * algorithm 2, with early-stopping rate 0).
 *
 * Rung k stands at r·η^k epochs (r `minEpochs`, η `reductionFactor`). Of the n trials that have reached it so
 * far, the best ⌊n/η⌋ may go on. A trial that is not among them is pruned, which is a pause: its checkpoint stays.
 * As n grows it may come to be among them, and is promoted then. Who may go on may do so for good. Equal errors
 * go by number. A trial's last epoch is no rung.
 */
export class AshaPruner implements Pruner {
  readonly #spec: AshaSpec;
  /** By their epochs. */
  readonly #rungs = new Map<number, Rung>();

  constructor(spec: AshaSpec) {
    this.#spec = spec;
  }

  restore({ trial, state, epochsTotal, curve }: TrialHistory): void {
    for (const epochs of this.#rungsUpTo(Math.min(curve.length, epochsTotal - 1))) {
      const rung = this.#rung(epochs);
      reach(rung, { trial, error: curve[epochs - 1]! });
      if (epochs < curve.length || state !== 'pruned') rung.promoted.add(trial);
    }
  }

  report({ trial, epoch, validationError: error, epochsTotal }: EpochReport): Verdict[] {
    if (epoch >= epochsTotal || !this.#rungsUpTo(epoch).includes(epoch)) return [];
    const rung = this.#rung(epoch);
    const reached = { trial, error };
    reach(rung, reached);
    const places = Math.floor(rung.ranked.length / this.#spec.reductionFactor);
    const reason = `the best ${places} of ${rung.ranked.length} go on from epoch ${epoch}`;
    const promoted = promote(rung, reached, places).map((each): Verdict => ({
      kind: 'promote',
      trial: each,
      reason,
    }));
    if (rung.promoted.has(trial)) return promoted;
    return [{ kind: 'prune', trial, reason: `${percent(error)} is not enough: ${reason}` }, ...promoted];
  }

  complete(): void {
    // Rungs compare what was reached on the way; an end says nothing new.
  }

  #rungsUpTo(epoch: number): number[] {
    const rungs: number[] = [];
    const { minEpochs, reductionFactor } = this.#spec;
    for (let rung = minEpochs; rung <= epoch; rung *= reductionFactor) rungs.push(rung);
    return rungs;
  }

  #rung(epochs: number): Rung {
    const rung = this.#rungs.get(epochs) ?? { ranked: [], reached: new Set(), promoted: new Set() };
    this.#rungs.set(epochs, rung);
    return rung;
  }
}

const byError = (a: Reached, b: Reached): number => a.error - b.error || a.trial - b.trial;

/** A trial whose epoch was trained again after a fault reaches the rung once; the numbers are the same. */
function reach(rung: Rung, reached: Reached): void {
  if (rung.reached.has(reached.trial)) return;
  rung.reached.add(reached.trial);
  insertSorted(rung.ranked, reached, byError);
}

/**
 * Lets those go on who are among the best now. One report can add two at most: the trial itself, and the one at
 * the last place where there is a place more than before. Returns those that were paused.
 */
function promote(rung: Rung, reporter: Reached, places: number): number[] {
  const last = rung.ranked[places - 1];
  if (last === undefined) return [];
  const best = byError(reporter, last) <= 0 ? [reporter.trial, last.trial] : [last.trial];
  const fresh = best.filter((trial) => !rung.promoted.has(trial));
  for (const trial of fresh) rung.promoted.add(trial);
  return fresh.filter((trial) => trial !== reporter.trial);
}
