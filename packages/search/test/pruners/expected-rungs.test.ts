import { studySpecSchema } from '@ram-sweep/protocol';
import { expect, test } from 'vitest';
import { expectedSearch } from '../../src/pruners/index.js';

const expected = (pruner: object, trials: number, epochs: number) =>
  expectedSearch(
    studySpecSchema.parse({ name: 'a', dataset: { name: 'glyphs' }, pruner, config: { epochs } }),
    trials,
    () => epochs,
  );

test('without rungs every trial has all of its epochs', () => {
  expect(expected({ name: 'none' }, 10, 27)).toEqual({ rungs: [], epochs: 270 });
  expect(expected({ name: 'median' }, 10, 27)).toEqual({ rungs: [], epochs: 270 });
});

test('with asha about one in η of the trials of a rung comes to the next', () => {
  const { rungs, epochs } = expected({ name: 'asha', minEpochs: 1, reductionFactor: 3 }, 900, 27);
  expect(rungs.map((rung) => rung.epochs)).toEqual([1, 3, 9, 27]);
  const counts = rungs.map(({ trials }) => trials);
  expect(counts[0]).toBe(900);
  // Promotions are never taken back, so a few more than a third of them come on: Li et al. 2020, 3.2: of the order of
  // √n.
  for (const [index, ideal] of [300, 100, 33].entries()) {
    expect(counts[index + 1]).toBeGreaterThanOrEqual(ideal);
    expect(counts[index + 1]).toBeLessThan(ideal + 4 * Math.sqrt(900));
  }
  // 900 to 1, those of each rung 2, 6 and 18 epochs more.
  expect(epochs).toBe(900 + 2 * counts[1]! + 6 * counts[2]! + 18 * counts[3]!);
});

test('hyperband has the first rungs of its brackets', () => {
  const { rungs } = expected({ name: 'hyperband', minEpochs: 1, brackets: 3 }, 100, 9);
  expect(rungs.map((rung) => rung.epochs)).toEqual([1, 3, 9]);
  expect(rungs[0]).toMatchObject({ trials: 100 });
});

test('a first rung beyond the last epoch is none', () => {
  expect(expected({ name: 'asha', minEpochs: 50 }, 10, 5)).toMatchObject({ epochs: 50 });
});

test('as many trials as a study may have are answered at once, in proportion', () => {
  const few = expected({ name: 'asha' }, 5_000, 27);
  const many = expected({ name: 'asha' }, 1_000_000, 27);
  expect(many.epochs / few.epochs).toBeCloseTo(200, 6);
});
