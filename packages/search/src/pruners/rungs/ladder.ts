import type { StudySpec } from '@ram-sweep/protocol';
import { bracketAt, bracketsOf, type Bracket } from './brackets.js';
import { Rung, type RungOutcome, type RungVerdict } from './halving.js';

/** A trial that a rung judges next, once its result is known. */
export interface Awaited {
  /** Place of the trial in the search. */
  readonly index: number;
  /** Epochs of the rung. */
  readonly rung: number;
}

/** A result at a rung. */
export interface RungResult extends Awaited {
  readonly outcome: RungOutcome;
}

/** A verdict, and the rung that a promoted trial trains for, which may lie beyond its last epoch. */
export interface LadderVerdict extends RungVerdict {
  readonly nextRung: number;
}

/**
 * All rungs of a search. The first rung of a bracket judges its trials by index, every other in the order in which
 * the one below promoted them: so all verdicts follow from the trials' results, no matter which worker trained them
 * and in which order they came.
 *
 * It holds only what it was told. To restore it, tell it all results again.
 */
export class Ladder {
  readonly #brackets: readonly Bracket[];
  readonly #chains: readonly Chain[];
  #admitted = 0;

  constructor(spec: Pick<StudySpec, 'pruner' | 'config'>) {
    this.#brackets = bracketsOf(spec);
    this.#chains = this.#brackets.map((bracket) => new Chain(bracket));
  }

  /** For each rung the next trials that it judges, in order, at most `limit`; for a search with `trials` so far. */
  awaited(trials: number, limit: number): readonly (readonly Awaited[])[] {
    this.admit(trials);
    return this.#chains.flatMap((chain) => chain.awaited(limit));
  }

  /** Adds the result of the trial that its rung awaits first. Throws a RangeError for any other. */
  settle(result: RungResult): readonly LadderVerdict[] {
    return this.#chains[bracketAt(this.#brackets, result.index)]!.settle(result);
  }

  /** From now on the search has this many trials. */
  admit(trials: number): void {
    if (this.#brackets.length === 0) return;
    for (; this.#admitted < trials; this.#admitted += 1)
      this.#chains[bracketAt(this.#brackets, this.#admitted)]!.admit(this.#admitted);
  }
}

interface Step {
  readonly rung: Rung;
  /** In the order in which they are judged. */
  readonly entrants: number[];
  judged: number;
}

/** The rungs of one bracket. */
class Chain {
  readonly #reductionFactor: number;
  readonly #steps: Step[];

  constructor({ minEpochs, reductionFactor }: Bracket) {
    this.#reductionFactor = reductionFactor;
    this.#steps = [step(minEpochs, reductionFactor)];
  }

  admit(index: number): void {
    this.#steps[0]!.entrants.push(index);
  }

  awaited(limit: number): Awaited[][] {
    return this.#steps.map(({ rung, entrants, judged }) =>
      entrants.slice(judged, judged + limit).map((index) => ({ index, rung: rung.epochs })),
    );
  }

  settle({ index, rung: epochs, outcome }: RungResult): LadderVerdict[] {
    const place = this.#steps.findIndex(({ rung }) => rung.epochs === epochs);
    const at = this.#steps[place];
    if (at === undefined || at.entrants[at.judged] !== index)
      throw new RangeError(`rung ${epochs} does not await trial ${index} of the search`);
    at.judged += 1;
    const nextRung = epochs * this.#reductionFactor;
    return at.rung.judge(index, outcome).map((verdict) => {
      if (verdict.kind === 'promote') this.#enter(place + 1, nextRung, verdict.index);
      return { ...verdict, nextRung };
    });
  }

  #enter(place: number, epochs: number, index: number): void {
    const entered = (this.#steps[place] ??= step(epochs, this.#reductionFactor));
    entered.entrants.push(index);
  }
}

const step = (epochs: number, reductionFactor: number): Step => ({
  rung: new Rung(epochs, reductionFactor),
  entrants: [],
  judged: 0,
});
