import { Ladder, type LadderVerdict } from '@ram-sweep/search/pruners';
import { judgeTrials, trialOutcomes, type JudgedTrial, type Store, type Study } from '@ram-sweep/store';

/** How many trials of a rung have their results read at a time. */
const READ_AT_ONCE = 256;

/**
 * Judges the trials at a rung, in the order of the search, as far as results are known.
 *
 * What it remembers follows from the recorded results. So whenever the database did not accept a verdict, it
 * forgets everything and reads it again.
 */
export class Rungs {
  readonly #store: Store;
  readonly #study: Study;
  #ladder: Ladder;

  constructor(store: Store, study: Study) {
    this.#store = store;
    this.#study = study;
    this.#ladder = new Ladder(study.spec);
  }

  /** Returns the trials that were moved, of a search that has `trials` so far. */
  async judge(trials: number): Promise<readonly JudgedTrial[]> {
    try {
      const judged: JudgedTrial[] = [];
      for (let more = true; more;) {
        const { verdicts, isSettled } = await this.#settle(trials);
        judged.push(...(await judgeTrials(this.#store, this.#study.id, verdicts)));
        more = isSettled;
      }
      return judged;
    } catch (error) {
      this.#ladder = new Ladder(this.#study.spec);
      throw error;
    }
  }

  /** One round over all rungs. `isSettled`: results were known that some rung waited for. */
  async #settle(trials: number): Promise<{ verdicts: LadderVerdict[]; isSettled: boolean }> {
    const verdicts: LadderVerdict[] = [];
    let isSettled = false;
    for (const awaited of this.#ladder.awaited(trials, READ_AT_ONCE)) {
      const [first] = awaited;
      if (first === undefined) continue;
      const indices = awaited.map(({ index }) => index);
      for (const { index, outcome } of await this.#known(indices, first.rung)) {
        verdicts.push(...this.#ladder.settle({ index, rung: first.rung, outcome }));
        isSettled = true;
      }
    }
    return { verdicts, isSettled };
  }

  /** The results of the first of these trials, in their order, up to the first that is pending. */
  async #known(indices: readonly number[], rung: number) {
    const found = await trialOutcomes(this.#store, this.#study.id, { indices, rung });
    const byIndex = new Map(found.map(({ index, outcome }) => [index, outcome]));
    const known: { index: number; outcome: number | 'gap' }[] = [];
    for (const index of indices) {
      const outcome = byIndex.get(index) ?? 'pending';
      if (outcome === 'pending') break;
      known.push({ index, outcome });
    }
    return known;
  }
}
