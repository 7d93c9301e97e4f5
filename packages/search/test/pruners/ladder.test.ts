import { studySpecSchema, type StudySpec } from '@ram-sweep/protocol';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bracketAt, bracketOf, bracketsOf, firstGrant } from '../../src/pruners/rungs/brackets.js';
import { Ladder, type RungOutcome } from '../../src/pruners/index.js';
import { inShort } from './in-short.js';

const study = (pruner: object, config: object = { epochs: 81 }): StudySpec =>
  studySpecSchema.parse({ name: 'study', dataset: { name: 'glyphs' }, pruner, config });

const asha = (minEpochs: number, reductionFactor: number) =>
  study({ name: 'asha', minEpochs, reductionFactor });
const hyperband = (values: object = {}, config?: object) => study({ name: 'hyperband', ...values }, config);

/** What each rung awaits, such as "1: 0 1 2". */
const awaited = (ladder: Ladder, trials: number, limit = 99): string[] =>
  ladder
    .awaited(trials, limit)
    .filter((each) => each.length > 0)
    .map((each) => `${each[0]!.rung}: ${each.map(({ index }) => index).join(' ')}`);

/** Tells the first rung one outcome after another, from trial `from` on. */
const settle = (
  ladder: Ladder,
  rung: number,
  outcomes: readonly (readonly [number, RungOutcome])[],
): string[] => outcomes.map(([index, outcome]) => inShort(ladder.settle({ index, rung, outcome })));

describe('a ladder', () => {
  it('has its first rung at minEpochs, and each next one reductionFactor times as far', () => {
    const ladder = new Ladder(asha(2, 2));
    ladder.awaited(4, 99);
    const verdicts = [0.1, 0.2].flatMap((outcome, index) => ladder.settle({ index, rung: 2, outcome }));
    expect(verdicts.map(({ kind, index, rung, nextRung }) => [kind, index, rung, nextRung])).toEqual([
      ['prune', 0, 2, 4],
      ['prune', 1, 2, 4],
      ['promote', 0, 2, 4],
    ]);
    expect(awaited(ladder, 4)).toEqual(['2: 2 3', '4: 0']);
  });

  it('judges by index at its first rung, and above in the order in which the rung below promoted', () => {
    const ladder = new Ladder(asha(1, 2));
    expect(awaited(ladder, 6)).toEqual(['1: 0 1 2 3 4 5']);
    expect(awaited(ladder, 6, 2)).toEqual(['1: 0 1']);
    // Places 0 1 1 2 2 3: trial 1 first, then 3; after trial 5 the three best are 5, 3 and 1.
    const first = [
      [0, 0.5],
      [1, 0.4],
      [2, 0.6],
      [3, 0.3],
      [4, 0.7],
      [5, 0.1],
    ] as const;
    expect(settle(ladder, 1, first)).toEqual(['-0', '+1', '-2', '+3', '-4', '+5']);
    expect(awaited(ladder, 6)).toEqual(['2: 1 3 5']);
    // Trial 3 is the better of the first two there.
    const second = [
      [1, 0.35],
      [3, 0.25],
    ] as const;
    expect(settle(ladder, 2, second)).toEqual(['-1', '+3']);
    expect(awaited(ladder, 6)).toEqual(['2: 5', '4: 3']);
  });

  it('accepts only the result that a rung awaits first', () => {
    const ladder = new Ladder(asha(1, 2));
    ladder.awaited(3, 99);
    expect(() => ladder.settle({ index: 1, rung: 1, outcome: 0.1 })).toThrow(RangeError);
    expect(() => ladder.settle({ index: 0, rung: 2, outcome: 0.1 })).toThrow(RangeError);
    ladder.settle({ index: 0, rung: 1, outcome: 0.1 });
    expect(() => ladder.settle({ index: 0, rung: 1, outcome: 0.1 })).toThrow(RangeError);
  });

  it('continues after an extension as if the search had had all trials from the start', () => {
    const errors = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(errors, fc.nat(30), (found, cut) => {
        const [whole, extended] = [new Ladder(asha(1, 2)), new Ladder(asha(1, 2))];
        const short = climb(extended, found, Math.min(cut, found.length));
        const rest = climb(extended, found, found.length);
        const all = climb(whole, found, found.length);
        expect([...short, ...rest].toSorted()).toEqual(all.toSorted());
      }),
    );
  });
});

/** Settles all that is awaited, the error of trial `index` being `errors[index]` at every rung up to 9 epochs. */
function climb(ladder: Ladder, errors: readonly number[], trials: number): string[] {
  const said: string[] = [];
  for (;;) {
    const next = ladder.awaited(trials, 1).flat()[0];
    if (next === undefined) return said;
    const outcome = next.rung < 9 ? errors[next.index]! : 'gap';
    said.push(
      ...ladder.settle({ ...next, outcome }).map(({ kind, index, rung }) => `${kind} ${index} ${rung}`),
    );
  }
}

describe('the brackets of hyperband', () => {
  it('have first rungs r·η^s, and weights ⌈B·η^t/(t+1)⌉ (Li et al. 2018, algorithm 1)', () => {
    // R = 81, η = 3, r = 1: s_max = 4, so B = 5. ⌈5·81/5⌉ ⌈5·27/4⌉ ⌈5·9/3⌉ ⌈5·3/2⌉ ⌈5·1/1⌉.
    const brackets = bracketsOf(hyperband({ minEpochs: 1, reductionFactor: 3, brackets: 6 }));
    expect(brackets.map(({ minEpochs, weight }) => [minEpochs, weight])).toEqual([
      [1, 81],
      [3, 34],
      [9, 15],
      [27, 8],
      [81, 5],
    ]);
  });

  it('are as many as the study asks for at most, from the shortest on', () => {
    // B = 2: ⌈2·3/2⌉ and ⌈2·1/1⌉.
    const brackets = bracketsOf(hyperband({ minEpochs: 2, reductionFactor: 3, brackets: 2 }));
    expect(brackets.map(({ minEpochs, weight }) => [minEpochs, weight])).toEqual([
      [2, 3],
      [6, 2],
    ]);
  });

  it('take trials by index, spread as the points 0, ½, ¼, ¾, ⅛, … are over the shares', () => {
    const spec = hyperband({ reductionFactor: 3, brackets: 2 });
    const brackets = bracketsOf(spec);
    expect(Array.from({ length: 10 }, (_, index) => bracketAt(brackets, index))).toEqual([
      // Shares ⅗ and ⅖: those from 0.6 on are the second's, ¾ ⅝ ⅞.
      0, 0, 0, 1, 0, 1, 0, 1, 0, 0,
    ]);
    expect([0, 3, 5, 9].map((index) => bracketOf(spec, index)?.minEpochs)).toEqual([1, 3, 3, 1]);
    // Each has rungs of its own.
    expect(awaited(new Ladder(spec), 7)).toEqual(['1: 0 1 2 4 6', '3: 3 5']);
  });

  it('rank within the bracket', () => {
    const ladder = new Ladder(hyperband({ reductionFactor: 2, brackets: 2, minEpochs: 1 }));
    // ⌈2·2/2⌉ = 2 and ⌈2·1/1⌉ = 2: every other trial.
    expect(awaited(ladder, 8)).toEqual(['1: 0 2 4 6', '2: 1 3 5 7']);
    const worse = [
      [1, 0.9],
      [3, 0.8],
    ] as const;
    expect(settle(ladder, 2, worse)).toEqual(['-1', '+3']);
    const better = [
      [0, 0.2],
      [2, 0.1],
    ] as const;
    expect(settle(ladder, 1, better)).toEqual(['-0', '+2']);
    // Trial 2 comes to a rung of as many epochs as the other bracket's first: its own.
    expect(awaited(ladder, 8)).toEqual(['1: 4 6', '2: 2', '2: 5 7', '4: 3']);
  });
});

describe('the first grant', () => {
  it('is the first rung of the bracket', () => {
    expect(firstGrant(asha(3, 3), 0, 81)).toBe(3);
    expect(firstGrant(hyperband({ brackets: 2 }), 3, 81)).toBe(3);
  });

  it('is to the end if there is no rung, or none before the end', () => {
    expect(firstGrant(study({ name: 'none' }), 0, 81)).toBeNull();
    expect(firstGrant(study({ name: 'median' }), 0, 81)).toBeNull();
    expect(firstGrant(asha(9, 3), 0, 9)).toBeNull();
    expect(firstGrant(asha(9, 3), 0, 10)).toBe(9);
    // The last bracket of R = 81 trains to the end.
    // Its share is 5 of 143, the last: 127 is 127/128 there.
    expect(firstGrant(hyperband({ brackets: 6 }), 127, 81)).toBeNull();
  });
});
