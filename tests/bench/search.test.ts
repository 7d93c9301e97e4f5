import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Params } from '@ram-sweep/protocol';
import { chooseSampler, suggest } from '@ram-sweep/search/samplers';
import { describe, expect, it } from 'vitest';
import { cellsOf } from '../../bench/search/cells.mjs';
import { contestants } from '../../bench/search/contestants.mjs';
import { figure } from '../../bench/search/figures.mjs';
import { estimate } from '../../bench/search/intervals.mjs';
import { lookUp } from '../../bench/search/look-up.mjs';
import { openFunction, type Space } from '../../bench/search/problems.mjs';
import { openResults } from '../../bench/search/results.mjs';
import { runStudy } from '../../bench/search/run-study.mjs';
import { bestOf, ratio, standing } from '../../bench/search/standings.mjs';
import { studySpec } from '../../bench/search/study-spec.mjs';

const counted = (index: number): Params => ({ x: index });

describe('a search of ours', () => {
  it('draws trial n when 0 … n − 1 − lag are known and the others pending', async () => {
    const seen: unknown[] = [];
    const next = (index: number, history: readonly { outcome: unknown }[]) => {
      seen.push(history.map(({ outcome }) => outcome));
      return { x: index };
    };
    await runStudy({ next, evaluate: ({ x }) => 10 - Number(x), trials: 4, lag: 2 });
    expect(seen).toEqual([[], ['pending'], ['pending', 'pending'], [10, 'pending', 'pending']]);
  });

  it('keeps the trials that were better than all before them', async () => {
    const values = [5, 7, 3, 3, 1];
    const evaluate = ({ x }: Params) => values[Number(x)]!;
    const { best } = await runStudy({ next: counted, evaluate, trials: 5, lag: 0 });
    expect(best).toEqual([
      [0, 5],
      [2, 3],
      [4, 1],
    ]);
  });

  it('ends where the space is exhausted', async () => {
    const values = [5, 4, 3];
    const evaluate = ({ x }: Params) => values[Number(x)]!;
    const { best } = await runStudy({
      next: (index) => (index < 2 ? counted(index) : null),
      evaluate,
      trials: 9,
      lag: 0,
    });
    expect(best).toHaveLength(2);
  });
});

describe('a table', () => {
  const space: Space = {
    depth: { distribution: 'integer', low: 0, high: 1 },
    rate: { distribution: 'categorical', choices: ['a', 'b', 'c'] },
  };
  const values = [10, 11, 12, 20, 21, 22];

  it('has its configs in the order of an odometer', () => {
    expect(lookUp({ space, values }, { depth: 0, rate: 'c' })).toBe(12);
    expect(lookUp({ space, values }, { depth: 1, rate: 'a' })).toBe(20);
  });

  it('has no row for a value outside of the space', () => {
    expect(() => lookUp({ space, values }, { depth: 2, rate: 'a' })).toThrow(RangeError);
    expect(() => lookUp({ space, values }, { depth: 0 })).toThrow(RangeError);
  });
});

describe('the figure of a search', () => {
  it('is the share of configs that are as good: those that are better, and one', () => {
    const table = { sorted: [1, 2, 2, 3] };
    expect(figure(table, [[0, 1]], 10)).toBe(1 / 4);
    expect(figure(table, [[0, 2]], 10)).toBe(2 / 4);
    expect(figure(table, [[0, 3]], 10)).toBe(1);
  });

  it('counts no trial beyond the budget, and is the worst without any', () => {
    const table = { sorted: [1, 2, 3, 4] };
    const best: [number, number][] = [
      [0, 4],
      [3, 2],
      [9, 1],
    ];
    expect(figure(table, best, 9)).toBe(2 / 4);
    expect(figure(table, best, 3)).toBe(1);
    expect(figure(table, [], 9)).toBe(1);
  });

  it('is the regret on a function, none smaller than the final target of COCO', () => {
    expect(figure({ sorted: null }, [[0, 0.5]], 1)).toBe(0.5);
    expect(figure({ sorted: null }, [[0, 0]], 1)).toBe(1e-8);
  });
});

describe('an estimate', () => {
  it('is the geometric mean over problems of that over seeds, however many seeds each has', () => {
    // First problem: √(1 · 4) = 2. Second: 8. √(2 · 8) = 4.
    expect(estimate([[1, 4], [8]])?.mean).toBeCloseTo(4, 12);
  });

  it('has an interval that its mean lies in, and none where all figures agree', () => {
    const { mean, low, high } = estimate([[1, 2, 4, 8]])!;
    expect(low).toBeLessThan(mean);
    expect(high).toBeGreaterThan(mean);
    expect(estimate([[3, 3, 3]])).toMatchObject({ low: expect.closeTo(3, 12), high: expect.closeTo(3, 12) });
  });

  it('passes over problems without a search, and is null without any', () => {
    expect(estimate([[], [2]])?.mean).toBeCloseTo(2, 12);
    expect(estimate([[], []])).toBeNull();
  });
});

describe('standings', () => {
  const problem = openFunction('bbob-sphere-2');
  const [tpe, random] = ['tpe', 'random'].map((name) => ({
    contestant: contestants.find((each) => each.name === name)!,
    inFlight: 8,
  })) as [Entry, Entry];
  type Entry = Parameters<typeof standing>[1];
  const regrets: Record<string, (number | undefined)[]> = { 'tpe 8': [2, 6, 1], 'random 1': [4, 3] };
  const race = {
    problems: [problem],
    seeds: 3,
    find: ({ contestant, inFlight }: Entry, _: unknown, seed: number) => {
      const regret = regrets[`${contestant.name} ${inFlight}`]?.[seed];
      return regret === undefined ? null : ({ best: [[0, regret]] } as never);
    },
  };

  it('compare two samplers over the searches that both have', () => {
    // Seeds 0 and 1: √(2/4 · 6/3) = 1. Random's searches are those of one trial after another.
    expect(ratio(race, tpe, random, 1)?.mean).toBeCloseTo(1, 12);
    expect(standing(race, tpe, 1)?.mean).toBeCloseTo(12 ** (1 / 3), 12);
  });

  it('find the better one', () => {
    regrets['random 1'] = [4, 4];
    expect(bestOf(race, [tpe, random], 1)).toBe(tpe);
    regrets['random 1'] = [2, 2];
    expect(bestOf(race, [tpe, random], 1)).toBe(random);
  });
});

it('a sampler that does not learn is run with one trial at a time only', () => {
  const problems = [openFunction('bbob-sphere-2')];
  const cells = cellsOf({ contestants, problems, inFlight: [1, 8], seeds: 1, budgets: [10] });
  const flights = (name: string) =>
    cells.filter(({ contestant }) => contestant.name === name).map(({ inFlight }) => inFlight);
  expect(flights('tpe')).toEqual([1, 8]);
  expect(flights('sobol')).toEqual([1]);
});

describe('finished searches', () => {
  const key = { contestant: 'tpe', version: 'a', problem: 'p', seed: 0, inFlight: 1, trials: 50 };
  const result = { ...key, best: [[0, 1]] as [number, number][], seconds: 1, wall: 1 };

  it('are found again by the next run, a line that was cut off apart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ram-sweep-search-'));
    const file = join(folder, 'results.jsonl');
    await (await openResults(file)).add(result);
    const text = await readFile(file, 'utf8');
    await writeFile(file, `${text}${text.trim().slice(0, 20)}`);
    await (await openResults(file)).add({ ...result, seed: 1 });
    const again = await openResults(file);
    await rm(folder, { recursive: true });
    expect(again.find(key)).toEqual(result);
    expect(again.find({ ...key, seed: 1 })).not.toBeNull();
    expect(again.find({ ...key, seed: 2 })).toBeNull();
  });

  it('stand for shorter ones, not for longer ones or those of other code', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ram-sweep-search-'));
    const results = await openResults(join(folder, 'results.jsonl'));
    await results.add(result);
    await rm(folder, { recursive: true });
    expect(results.find({ ...key, trials: 25 })).toEqual(result);
    expect(results.find({ ...key, trials: 100 })).toBeNull();
    expect(results.find({ ...key, version: 'b' })).toBeNull();
  });
});

it.each(['random', 'sobol', 'tpe', 'gp', 'auto'])('a study of the benchmark can be drawn by %s', (name) => {
  const space = { x0: { distribution: 'uniform', low: -5, high: 5 } };
  const spec = studySpec({ seed: 1, trials: 25, space, sampler: { name, lag: 0 } });
  const chosen = { ...spec, sampler: chooseSampler(spec).sampler };
  const history = Array.from({ length: 12 }, (_, index) => ({
    index,
    params: { x0: index - 5 },
    outcome: (index - 5) ** 2,
  }));
  const x = suggest(chosen, 12, history)?.['x0'];
  expect(x).toBeGreaterThanOrEqual(-5);
  expect(x).toBeLessThanOrEqual(5);
});
