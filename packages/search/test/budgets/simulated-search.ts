import type { StudySpec } from '@ram-sweep/protocol';
import { Timeline, type AwaitedLeg, type LegResult } from '../../src/budgets/timeline.js';
import { Ladder, type LadderVerdict } from '../../src/pruners/index.js';

/** What each trial would reach, no matter which worker trains it. */
export interface World {
  readonly spec: StudySpec;
  readonly trials: number;
  readonly lag: number;
  readonly epochs: number;
  /** Validation error of a trial by epoch, from 1; null if it fails in that epoch. */
  readonly error: (index: number, epoch: number) => number | null;
}

/** The outcome of a search. */
export interface Outcome {
  readonly stop: Timeline['stop'];
  readonly verdicts: readonly string[];
  /** Trials that were drawn. */
  readonly drawn: number;
}

/**
 * Runs a search to its end. Of the n running trainings, `pick(n)` says which one ends next; `restarts()` says
 * whether the coordinator restarts after it.
 */
export function simulate(
  world: World,
  pick: (count: number) => number,
  restarts: () => boolean = () => false,
): Outcome {
  const results: LegResult[] = [];
  let timeline = newTimeline(world);
  const verdicts = new Map<string, LadderVerdict>();
  let drawn = 0;
  const advance = (): void => {
    for (let more = true; more;) {
      const settled = timeline.settle(resultsOf(timeline, results));
      for (const verdict of settled) verdicts.set(nameOf(verdict), verdict);
      more = settled.length > 0;
    }
    if (timeline.stop === null)
      drawn = Math.max(drawn, Math.min(world.trials, timeline.settled + world.lag + 1));
  };
  advance();
  for (;;) {
    const under = legsUnderWay(
      world,
      drawn,
      [...verdicts.values()],
      results,
      timeline.stop?.index ?? Infinity,
    );
    const next = under[pick(under.length)];
    if (next === undefined) break;
    results.push(train(world, next));
    if (restarts()) timeline = newTimeline(world);
    advance();
  }
  return { stop: timeline.stop, verdicts: [...verdicts.keys()].toSorted(), drawn };
}

/** The verdicts of a search without budgets, as names. */
export function ladderVerdicts(world: World): string[] {
  const ladder = new Ladder(world.spec);
  const verdicts = new Set<string>();
  for (let more = true; more;) {
    const awaited = ladder.awaited(world.trials, 1).flat();
    more = awaited.length > 0;
    for (const { index, rung } of awaited) {
      const { outcome } = train(world, { index, rung: rung < world.epochs ? rung : null });
      for (const verdict of ladder.settle({ index, rung, outcome })) verdicts.add(nameOf(verdict));
    }
  }
  return [...verdicts].toSorted();
}

const nameOf = ({ kind, index, rung }: LadderVerdict): string => `${kind} ${index} ${rung}`;

function newTimeline({ spec, trials }: World): Timeline {
  const timeline = new Timeline(spec);
  timeline.limit(trials);
  return timeline;
}

const resultsOf = (timeline: Timeline, results: readonly LegResult[]): LegResult[] =>
  timeline.awaited(16).flatMap((leg) => results.find((result) => isSame(leg, result)) ?? []);

const isSame = (one: AwaitedLeg, other: AwaitedLeg): boolean =>
  one.index === other.index && one.rung === other.rung;

/** First rungs of drawn trials, and promotions, except those that have ended and trials behind the cut. */
function legsUnderWay(
  { spec, epochs }: World,
  drawn: number,
  verdicts: readonly LadderVerdict[],
  results: readonly LegResult[],
  last: number,
): AwaitedLeg[] {
  const timeline = new Timeline(spec);
  timeline.limit(drawn);
  const first = timeline.awaited(drawn);
  const promoted = verdicts
    .filter(({ kind }) => kind === 'promote')
    .map(({ index, nextRung }) => ({ index, rung: nextRung < epochs ? nextRung : null }));
  return [...first, ...promoted].filter(
    (leg) => leg.index <= last && !results.some((result) => isSame(leg, result)),
  );
}

function train({ error, epochs }: World, { index, rung }: AwaitedLeg): LegResult {
  const curve: number[] = [];
  for (let epoch = 1; epoch <= (rung ?? epochs); epoch += 1) {
    const reached = error(index, epoch);
    if (reached === null) break;
    curve.push(reached);
  }
  const reached = rung === null ? undefined : curve[rung - 1];
  return {
    index,
    rung,
    epochs: curve.length,
    epochsTotal: epochs,
    best: curve.length > 0 ? Math.min(...curve) : null,
    outcome: reached ?? 'gap',
  };
}
