import type { SearchStop, StudySpec } from '@ram-sweep/protocol';
import { insertSorted } from '../pruners/insert-sorted.js';
import { bracketOf } from '../pruners/rungs/brackets.js';
import type { RungOutcome } from '../pruners/rungs/halving.js';
import { Ladder, type LadderVerdict } from '../pruners/rungs/ladder.js';
import { paceOf } from './pace.js';
import { Tally } from './tally.js';

/** A part of a trial whose result is awaited. */
export interface AwaitedLeg {
  /** Place of the trial in the search. */
  readonly index: number;
  /** Epochs at which it ends; null: with the trial. */
  readonly rung: number | null;
}

/** The result of a leg. */
export interface LegResult extends AwaitedLeg {
  /**
   * Validation error at its rung, or Infinity if the trial diverged before; `gap` without one, and at a trial's
   * end.
   */
  readonly outcome: RungOutcome;
  /** The smallest validation error of any epoch of the trial up to there; null if it has none. */
  readonly best: number | null;
  /** Epochs of the trial up to there. */
  readonly epochs: number;
  /** Epochs that the trial has if nothing ends it. */
  readonly epochsTotal: number;
}

interface Leg extends AwaitedLeg {
  /** The rung by the ladder, which may lie beyond the trial's last epoch; null if the study has no rungs. */
  readonly ladderRung: number | null;
  /** Its place in trial order. */
  readonly due: number;
  /** The trial's first, of which each trial has one. */
  readonly isFirst: boolean;
}

type Spec = Pick<StudySpec, 'pruner' | 'config' | 'sampler' | 'budget'>;

/**
 * A search in trial order, with its budgets.
 *
 * Every result has a place in trial order. That of a trial's first rung, or of a whole trial without rungs, is the
 * trial's own. A promotion takes longer, so it has one further on: a leg that is as long as m first rungs, and was
 * granted because of a result at place p, is due at p + m · (lag + 1), which is when lag + 1 equal workers would
 * have it. Places are settled one after the other, each when all results that are due there are known. So what is
 * settled, and at which place a budget is reached, follows from results alone, no matter which worker trained them
 * and in which order they came.
 *
 * At the place where a budget is reached the search is cut: later trials count for nothing, and no promotion is
 * granted because of a result that is due later. Those granted by then still train to their rung. `epochs` counts
 * those of first rungs as they were trained, those of a promotion as they are granted.
 *
 * It holds only what it was told. To restore it, tell it all results again.
 */
export class Timeline {
  readonly #spec: Spec;
  readonly #ladder: Ladder;
  readonly #tally: Tally;
  readonly #pace: number;
  /** Granted and not settled, by their places. */
  readonly #legs: Leg[] = [];
  readonly #epochsTotal = new Map<number, number>();
  #trials = Infinity;
  /** The first trial whose own place is not settled. */
  #next = 0;
  #stop: SearchStop | null = null;

  constructor(spec: Spec) {
    this.#spec = spec;
    this.#ladder = new Ladder(spec);
    this.#tally = new Tally(spec.budget);
    this.#pace = paceOf(spec);
  }

  /** What ended the search; null while nothing has. */
  get stop(): SearchStop | null {
    return this.#stop;
  }

  /** All places before this one are settled. */
  get settled(): number {
    return Math.min(this.#next, this.#legs[0]?.due ?? Infinity);
  }

  /** The search has no more trials than this, unless it is extended. Infinity: as many as its budgets allow. */
  limit(trials: number): void {
    this.#trials = trials;
  }

  /** What the next places wait for, as far as it is known: results of `limit` trials, and of what has been granted. */
  awaited(limit: number): readonly AwaitedLeg[] {
    if (this.#stop) return [];
    const until = Math.min(this.#trials, this.#next + limit);
    const first = Array.from({ length: Math.max(0, until - this.#next) }, (_, place) =>
      this.#first(this.#next + place),
    );
    return [...first, ...this.#legs].map(({ index, rung }) => ({ index, rung }));
  }

  /** Settles as many places as these results suffice for. Verdicts are those that may be applied now. */
  settle(results: readonly LegResult[]): readonly LadderVerdict[] {
    const known = new Map(results.map((result) => [keyOf(result), result]));
    const verdicts: LadderVerdict[] = [];
    while (this.#stop === null) {
      const legs = this.#legsOfNextPlace();
      const found = legs.flatMap((leg) => known.get(keyOf(leg)) ?? []);
      if (legs.length === 0 || found.length < legs.length) break;
      legs.forEach((leg, at) => verdicts.push(...this.#take(leg, found[at]!)));
      this.#judge(legs[0]!.due);
    }
    return verdicts;
  }

  #legsOfNextPlace(): readonly Leg[] {
    const first = this.#next < this.#trials ? [this.#first(this.#next)] : [];
    const place = Math.min(first[0]?.due ?? Infinity, this.#legs[0]?.due ?? Infinity);
    return [...first, ...this.#legs.filter(({ due }) => due === place)].filter(({ due }) => due === place);
  }

  #first(index: number): Leg {
    const rung = bracketOf(this.#spec, index)?.minEpochs ?? null;
    return { index, rung, ladderRung: rung, due: index, isFirst: true };
  }

  #take(leg: Leg, { best, epochs, epochsTotal, outcome }: LegResult): readonly LadderVerdict[] {
    const { index, ladderRung, due } = leg;
    this.#tally.see({ index, best }, due);
    if (leg.isFirst) {
      this.#next += 1;
      this.#tally.spend(epochs);
      this.#epochsTotal.set(index, epochsTotal);
    } else this.#legs.splice(this.#legs.indexOf(leg), 1);
    if (ladderRung === null) return [];
    this.#ladder.admit(index + 1);
    const verdicts = this.#ladder.settle({ index, rung: ladderRung, outcome });
    for (const verdict of verdicts) if (verdict.kind === 'promote') this.#grant(verdict, due);
    return verdicts;
  }

  #grant({ index, rung, nextRung }: LadderVerdict, place: number): void {
    const total = this.#epochsTotal.get(index)!;
    const firstRung = bracketOf(this.#spec, index)!.minEpochs;
    this.#tally.spend(Math.min(nextRung, total) - rung);
    const due = place + Math.ceil((nextRung - rung) / firstRung) * this.#pace;
    const leg = {
      index,
      rung: nextRung < total ? nextRung : null,
      ladderRung: nextRung,
      due,
      isFirst: false,
    };
    insertSorted(this.#legs, leg, (a, b) => a.due - b.due);
  }

  #judge(place: number): void {
    const reached = this.#tally.reached(place, place < this.#trials);
    if (reached) this.#stop = { ...reached, index: Math.min(place, this.#trials - 1) };
  }
}

const keyOf = ({ index, rung }: AwaitedLeg): string => `${index} ${rung ?? 'end'}`;
