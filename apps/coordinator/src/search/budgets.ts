import type { SearchStop } from '@ram-sweep/protocol';
import { Timeline } from '@ram-sweep/search/budgets';
import { judgeTrials, legResults, type JudgedTrial, type Store, type Study } from '@ram-sweep/store';

/** Trials whose results are read at a time. */
const READ_AT_ONCE = 256;

/**
 * Compares recorded results with the study's budgets, in trial order, and judges trials at a rung up to the point
 * where a budget is reached.
 *
 * What it remembers follows from the recorded results. So whenever the database did not accept a verdict, it
 * forgets everything and reads it again.
 */
export class Budgets {
  readonly #store: Store;
  readonly #study: Study;
  #timeline: Timeline;

  constructor(store: Store, study: Study) {
    this.#store = store;
    this.#study = study;
    this.#timeline = new Timeline(study.spec);
  }

  /** What ended the search; null while nothing has. */
  get stop(): SearchStop | null {
    return this.#timeline.stop;
  }

  /** All results before this place in trial order are known. */
  get settled(): number {
    return this.#timeline.settled;
  }

  /** Returns the trials that were moved. `trials`: the most that the search may have. */
  async judge(trials: number): Promise<readonly JudgedTrial[]> {
    try {
      this.#timeline.limit(trials);
      const judged: JudgedTrial[] = [];
      for (let before = -1; this.#timeline.stop === null && this.#timeline.settled > before;) {
        before = this.#timeline.settled;
        judged.push(...(await this.#settle()));
      }
      return judged;
    } catch (error) {
      this.#timeline = new Timeline(this.#study.spec);
      throw error;
    }
  }

  async #settle(): Promise<readonly JudgedTrial[]> {
    const awaited = this.#timeline.awaited(READ_AT_ONCE);
    const verdicts = this.#timeline.settle(await legResults(this.#store, this.#study.id, awaited));
    return judgeTrials(this.#store, this.#study.id, verdicts);
  }
}
