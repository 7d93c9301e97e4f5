import {
  createPruner,
  type EpochReport,
  type Pruner,
  type TrialHistory,
  type Verdict,
} from '../../src/pruners/index.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const asha = (minEpochs = 1, reductionFactor = 3): Pruner =>
  createPruner({ name: 'asha', minEpochs, reductionFactor })!;

/** Reports in turn; what each led to, such as "-2 +1": trial 2 pruned, trial 1 promoted. */
function verdicts(pruner: Pruner, epoch: number, errors: readonly (readonly [number, number])[]): string[] {
  return errors.map(([trial, validationError]) =>
    brief(pruner.report({ trial, epoch, validationError, epochsTotal: 9 })),
  );
}

const brief = (all: readonly Verdict[]): string =>
  all.map(({ kind, trial }) => `${kind === 'prune' ? '-' : '+'}${trial}`).join(' ');

describe('asha', () => {
  it('lets the best third of those that reached a rung go on, as they come (Li et al. 2020, algorithm 2)', () => {
    const pruner = asha();
    // By hand: places = ⌊n/3⌋ = 0 0 1 1 1 2 2 2 3 for n = 1 … 9.
    const first = verdicts(pruner, 1, [
      [0, 0.3], // no place yet
      [1, 0.2], // no place yet
      [2, 0.25], // one place: trial 1 has it, which was paused
      [3, 0.1], // one place: its own; trial 1 goes on all the same
      [4, 0.4],
      [5, 0.15], // two places: trials 3 and 5
      [6, 0.5],
      [7, 0.6],
      [8, 0.18], // three places: trials 3, 5 and 8
    ]);
    expect(first).toEqual(['-0', '-1', '-2 +1', '', '-4', '', '-6', '-7', '']);
    const second = verdicts(pruner, 3, [
      [1, 0.12],
      [3, 0.05],
      [5, 0.08], // one place: trial 3
    ]);
    expect(second).toEqual(['-1', '-3', '-5 +3']);
  });

  it('has its rungs at minEpochs · reductionFactor^k, and none at the last epoch', () => {
    const pruner = asha(2, 3);
    const asked = [1, 2, 3, 4, 5, 6, 7, 12, 18].map((epoch) =>
      brief(pruner.report({ trial: 0, epoch, validationError: 0.5, epochsTotal: 18 })),
    );
    expect(asked).toEqual(['', '-0', '', '', '', '-0', '', '', '']);
  });

  it('gives the place to the smaller number where errors are equal', () => {
    const pruner = asha(1, 2);
    expect(
      verdicts(pruner, 1, [
        [7, 0.1],
        [3, 0.1],
      ]),
    ).toEqual(['-7', '']);
  });

  it('says the same of an epoch that is reported again', () => {
    const pruner = asha(1, 2);
    const once = verdicts(pruner, 1, [
      [0, 0.1],
      [1, 0.2],
      [2, 0.3],
    ]);
    expect(once).toEqual(['-0', '-1 +0', '-2']);
    expect(
      verdicts(pruner, 1, [
        [0, 0.1],
        [1, 0.2],
        [2, 0.3],
      ]),
    ).toEqual(['', '-1', '-2']);
  });

  it('knows after a restart what it knew before, whatever the order of restoring', () => {
    const study = fc.record({
      errors: fc.array(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 9, maxLength: 9 }), {
        minLength: 1,
        maxLength: 12,
      }),
      order: fc.infiniteStream(fc.nat()),
      stop: fc.nat(60),
      shuffle: fc.nat(),
    });
    fc.assert(
      fc.property(study, ({ errors, order, stop, shuffle }) => {
        const lived = new Sweep(errors, asha(1, 2));
        for (let step = 0; step < stop; step += 1) lived.advance(order.next().value);
        const histories = lived.histories();
        const turned = histories.map((_, index) => histories[(index + shuffle) % histories.length]!);
        const restored = lived.restart(asha(1, 2), turned);
        for (let step = 0; step < 40; step += 1) {
          const pick = order.next().value;
          expect(restored.advance(pick)).toEqual(lived.advance(pick));
        }
      }),
    );
  });
});

/** Trials that train in any order, and obey. */
class Sweep {
  readonly #errors: readonly (readonly number[])[];
  readonly #pruner: Pruner;
  #epochs: number[];
  #pruned: Set<number>;

  constructor(errors: readonly (readonly number[])[], pruner: Pruner) {
    this.#errors = errors;
    this.#pruner = pruner;
    this.#epochs = errors.map(() => 0);
    this.#pruned = new Set();
  }

  /** One epoch of one of the trials that can go on. */
  advance(pick: number): string {
    const able = this.#epochs.flatMap((done, trial) => (done < 9 && !this.#pruned.has(trial) ? [trial] : []));
    if (able.length === 0) return 'over';
    const trial = able[pick % able.length]!;
    const epoch = (this.#epochs[trial]! += 1);
    const report: EpochReport = {
      trial,
      epoch,
      validationError: this.#errors[trial]![epoch - 1]! / 20,
      epochsTotal: 9,
    };
    const all = this.#pruner.report(report);
    for (const { kind, trial: named } of all) {
      if (kind === 'prune') this.#pruned.add(named);
      else this.#pruned.delete(named);
    }
    if (epoch === 9) this.#pruner.complete(trial);
    return `${trial}.${epoch} ${brief(all)}`;
  }

  histories(): TrialHistory[] {
    return this.#epochs.map((done, trial) => ({
      trial,
      state: this.#pruned.has(trial) ? 'pruned' : done === 9 ? 'complete' : 'other',
      epochsTotal: 9,
      curve: this.#errors[trial]!.slice(0, done).map((error) => error / 20),
    }));
  }

  restart(pruner: Pruner, histories: readonly TrialHistory[]): Sweep {
    for (const history of histories) pruner.restore(history);
    const sweep = new Sweep(this.#errors, pruner);
    sweep.#epochs = [...this.#epochs];
    sweep.#pruned = new Set(this.#pruned);
    return sweep;
  }
}
