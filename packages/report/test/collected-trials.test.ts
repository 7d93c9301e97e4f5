import { describe, expect, it } from 'vitest';
import { CollectedTrials } from '../src/index.js';
import { repeated, searched } from './sample-study.js';

/** Numbers from 0, best first; trial 3,999 is repeated by finalists, though it is the worst. */
const COUNT = 4_000;
const search = Array.from({ length: COUNT }, (_, number) => ({
  ...searched(number, { glimpses: 2 + (number % 3) }, 0.1 + number / 1e5),
  curve: [0.9, 0.5],
}));
const finalists = [repeated(COUNT, COUNT - 1, 0.05), repeated(COUNT + 1, 0, 0.06)];

const collected = new CollectedTrials(COUNT + 2, new Set([0, COUNT - 1]));
for (const page of [finalists, search.slice(0, 500), search.slice(500)]) collected.add(page);

const curves = collected.trials.filter(({ curve }) => curve.length > 0).map(({ number }) => number);

describe('the trials that a report is made of', () => {
  it('are all of them, in their order, with what the charts need', () => {
    expect(collected.trials).toHaveLength(COUNT + 2);
    const { number, params, bestValidationError } = search[7]!;
    expect(collected.trials[9]).toMatchObject({ number, params, bestValidationError });
  });

  it('are listed in full where they are among the best 300, or repeated by finalists', () => {
    const listed = collected.listed.map(({ number }) => number);
    expect(listed).toEqual([...Array.from({ length: 300 }, (_, number) => number), COUNT - 1]);
    expect(collected.listed.at(-1)).toBe(search.at(-1));
  });

  it('have the curves of an even choice, of the best, and of those that finalists repeat', () => {
    // 4,002 / 1,500, rounded down: every second one; the last as it is repeated, and both finalists
    expect(curves.length).toBe(COUNT / 2 + 3);
    expect(curves).toEqual(expect.arrayContaining([0, 2, COUNT - 1]));
  });

  it('share the fields that cost the same', () => {
    const costs = new Set(collected.trials.map(({ config }) => config));
    expect(costs.size).toBe(1);
  });
});
