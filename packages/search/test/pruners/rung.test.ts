import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rung, type RungOutcome } from '../../src/pruners/rungs/halving.js';
import { inShort } from './in-short.js';

/** Tells a rung the outcomes of the trials 0, 1, …; what each led to, such as "-2 +1": 2 pruned, 1 promoted. */
function judged(rung: Rung, outcomes: readonly RungOutcome[]): string[] {
  return outcomes.map((outcome, index) => inShort(rung.judge(index, outcome)));
}

describe('a rung', () => {
  it('promotes the best third of those that reached it, as they come (Li et al. 2020, algorithm 2)', () => {
    // By hand: places = ⌊n/3⌋ = 0 0 1 1 1 2 2 2 3 for n = 1 … 9.
    const outcomes = [
      0.3, // no place yet
      0.2, // no place yet
      0.25, // one place: trial 1 has it
      0.1, // one place: its own; trial 1 continues all the same
      0.4,
      0.15, // two places: trials 3 and 5
      0.5,
      0.6,
      0.18, // three places: trials 3, 5 and 8
    ];
    expect(judged(new Rung(1, 3), outcomes)).toEqual([
      '-0',
      '-1',
      '-2 +1',
      '+3',
      '-4',
      '+5',
      '-6',
      '-7',
      '+8',
    ]);
  });

  it('counts a trial that diverged, and never promotes it', () => {
    // Of two that diverged and one that did not, one place: 0.9 has it. Of four that diverged none has the second.
    expect(judged(new Rung(1, 3), [Infinity, Infinity, 0.9])).toEqual(['', '', '+2']);
    expect(judged(new Rung(1, 2), [Infinity, Infinity, Infinity, Infinity])).toEqual(['', '', '', '']);
    expect(judged(new Rung(1, 2), [0.9, Infinity])).toEqual(['-0', '+0']);
  });

  it('does not count a gap', () => {
    // Without the gap there would be a second trial, and a place.
    expect(judged(new Rung(1, 2), [0.5, 'gap', 0.6])).toEqual(['-0', '', '-2 +0']);
  });

  it('gives the place to the smaller index if errors are equal', () => {
    expect(judged(new Rung(1, 2), [0.1, 0.1, 0.1, 0.1])).toEqual(['-0', '-1 +0', '-2', '-3 +1']);
  });

  it('says what was compared', () => {
    const rung = new Rung(3, 2);
    expect(rung.judge(4, 0.25).map(({ reason }) => reason)).toEqual([
      'for now, as 1 in 2 trials continues and only 1 has reached epoch 3',
    ]);
    expect(rung.judge(6, 0.5)).toEqual([
      {
        kind: 'prune',
        index: 6,
        rung: 3,
        reason: '50.00% is not enough for now: the best 1 of 2 continues after epoch 3',
      },
      { kind: 'promote', index: 4, rung: 3, reason: 'the best 1 of 2 continues after epoch 3' },
    ]);
  });

  it('has promoted, after any trial, all that were among the best ⌊n/η⌋ after this or an earlier one', () => {
    const outcome = fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 0, max: 6 }).map((tenths) => tenths / 10) },
      { weight: 1, arbitrary: fc.constant(Infinity) },
      { weight: 1, arbitrary: fc.constant('gap' as const) },
    );
    fc.assert(
      fc.property(
        fc.array(outcome, { maxLength: 40 }),
        fc.integer({ min: 2, max: 4 }),
        (outcomes, factor) => {
          const rung = new Rung(1, factor);
          const [promoted, expected] = [new Set<number>(), new Set<number>()];
          const reached: { index: number; error: number }[] = [];
          for (const [index, each] of outcomes.entries()) {
            if (each !== 'gap') reached.push({ index, error: each });
            // The definition, without the shortcuts of the rung: sort all, take the best.
            reached.sort((a, b) => (a.error === b.error ? a.index - b.index : a.error - b.error));
            for (const best of reached.slice(0, Math.floor(reached.length / factor)))
              if (best.error < Infinity) expected.add(best.index);
            const verdicts = rung.judge(index, each);
            for (const { kind, index: named } of verdicts) {
              if (kind === 'prune') expect(named).toBe(index);
              else expect(promoted.has(named)).toBe(false);
              if (kind === 'promote') promoted.add(named);
            }
            expect(promoted).toEqual(expected);
            // Where it stands is never left open.
            const isReal = typeof each === 'number' && each < Infinity;
            expect(verdicts.filter((verdict) => verdict.index === index)).toHaveLength(isReal ? 1 : 0);
          }
        },
      ),
    );
  });
});
