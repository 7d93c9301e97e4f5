import { datasetSpecSchema } from '@ram-sweep/protocol';
import { multiplyAdds } from '@ram-sweep/ram/cost';
import { describe, expect, it } from 'vitest';
import { bestSoFar } from '../../src/derive/best-so-far.js';
import { comparedErrors } from '../../src/derive/compared-errors.js';
import { configGroups } from '../../src/derive/config-groups.js';
import { costFront, costPoints } from '../../src/derive/cost-points.js';
import { publishedErrors } from '../../src/published/published-errors.js';
import { after, record, repeated, searched, trial } from '../sample-study.js';

const glyphs = datasetSpecSchema.parse({ name: 'glyphs' });

const study = [
  searched(3, {}, 0.1),
  searched(1, {}, 0.2),
  repeated(4, 1, 0.12),
  repeated(5, 1, 0.14),
  repeated(6, 3, 0.15),
  repeated(7, 1, 0.3, 'random'),
  repeated(8, 1, 0.4, 'frozen'),
];

describe('errors side by side', () => {
  it('are the winner’s and its controls’, as means over seeds', () => {
    const { winner } = record(study);
    expect(comparedErrors(winner!, glyphs)).toMatchObject([
      // 0.12 and 0.14: s = 0.0141, t = 12.706 with one degree of freedom: 12.706 · 0.0141 / √2 = 0.127
      { kind: 'learned', measure: 'validation', mean: 0.13, halfWidth: expect.closeTo(0.127, 3), count: 2 },
      { kind: 'random', measure: 'validation', mean: 0.3, halfWidth: null, count: 1 },
      { kind: 'frozen', measure: 'validation', mean: 0.4, halfWidth: null, count: 1 },
    ]);
  });

  it('keep each way of measuring together, validation first', () => {
    const [first, ...others] = record(study).repeats.filter(({ repeats }) => repeats === 1);
    const test = { policy: 'mean', rollouts: 1, mean: 0.15, count: 2, halfWidth: 0.01 } as const;
    const sampled = { ...test, policy: 'sampled', rollouts: 10 } as const;
    const group = { ...first!, tests: [test, sampled] };
    const controls = others.map((control) => ({ ...control, tests: [test] }));
    const measures = comparedErrors({ trial: study[2]!, group, controls }, glyphs).map(
      ({ kind, measure }) => `${kind}: ${measure}`,
    );
    expect(measures).toEqual([
      'learned: validation',
      'random: validation',
      'frozen: validation',
      'learned: test, mean policy',
      'random: test, mean policy',
      'frozen: test, mean policy',
      'learned: test, sampled, 10 rollouts',
    ]);
  });

  it('are those of one trial before there are finalists', () => {
    const tested = trial(0, {
      bestValidationError: 0.2,
      tests: [{ policy: 'mean', rollouts: 1, error: 0.25 }],
      testError: 0.25,
    });
    expect(comparedErrors(record([tested]).winner!, glyphs)).toMatchObject([
      { measure: 'validation', mean: 0.2, halfWidth: null, count: 1 },
      { measure: 'test, mean policy', mean: 0.25, halfWidth: null, count: 1 },
    ]);
  });
});

const of = (dataset: object) =>
  publishedErrors(datasetSpecSchema.parse(dataset)).map(
    ({ source, error }) => `${source}: ${(100 * error).toFixed(2)}`,
  );

describe('published errors', () => {
  it('are the paper’s of NIPS 2014 and the best public run, by canvas', () => {
    expect(of({ name: 'mnist' })).toContain('paper, 7 glimpses: 1.07');
    expect(of({ name: 'mnist', canvas: 'translated' })).toContain('paper, 8 glimpses: 1.20');
    expect(of({ name: 'mnist', canvas: 'cluttered' })).toContain('paper, 8 random glimpses: 14.40');
    expect(of({ name: 'mnist', canvas: 'cluttered', size: 100, clutter: 8 })[0]).toMatch(
      /^paper, 8 glimpses: 8.11/,
    );
  });

  it('are none for other images, other canvases, and parts of the data', () => {
    expect(of({ name: 'glyphs' })).toEqual([]);
    expect(of({ name: 'mnist', canvas: 'translated', size: 48 })).toEqual([]);
    expect(of({ name: 'mnist', canvas: 'cluttered', size: 100 })).toEqual([]);
    expect(of({ name: 'mnist', train: 1000 })).toEqual([]);
  });
});

describe('trials by config', () => {
  it('hold a config’s seeds together: finalists by their mean, then the search by rank, then controls', () => {
    const all = [...study, searched(2, {}, 0.3)];
    const { listed, repeats } = record(all);
    const groups = configGroups(listed, repeats);
    expect(groups.map(({ origin, kind }) => `${origin} ${kind}`)).toEqual([
      '1 finalist',
      '3 finalist',
      '2 search',
      '1 random',
      '1 frozen',
    ]);
    expect(groups[0]?.again?.trials.map(({ number }) => number)).toEqual([4, 5]);
  });

  it('have no cost before their params are drawn', () => {
    const planned = trial(0, { state: 'planned', bestValidationError: null });
    expect(configGroups([planned], [])[0]?.cost).toBeNull();
  });
});

const glimpses = (number: number, count: number, error: number) => {
  const row = searched(number, {}, error);
  return { ...row, config: { ...row.config, glimpses: count } };
};

describe('error against cost', () => {
  it('has the multiply-adds of each trial, and the front of those that no other beats', () => {
    const trials = [glimpses(0, 6, 0.1), glimpses(1, 4, 0.2), glimpses(2, 5, 0.3), glimpses(3, 2, 0.4)];
    const points = costPoints(trials);
    expect(points[0]?.cost).toBe(multiplyAdds(trials[0]!.config));
    // Trial 2 costs more than trial 1 and is worse.
    expect(costFront(points).map((point) => point.trial)).toEqual([3, 1, 0]);
  });

  it('leaves out what has no epoch', () => {
    expect(costPoints([trial(0, { bestValidationError: null })])).toEqual([]);
  });
});

const ended = (number: number, seconds: number, epochs: number, error: number) =>
  trial(number, { finishedAt: after(seconds), epochs, bestValidationError: error });

describe('the best so far', () => {
  it('falls as trials end, over the epochs that all of them have spent', () => {
    const trials = [ended(0, 30, 4, 0.2), ended(1, 10, 10, 0.3), ended(2, 40, 2, 0.25), repeated(3, 0, 0.01)];
    expect(bestSoFar(trials)).toEqual([
      { epochs: 10, error: 0.3 },
      { epochs: 14, error: 0.2 },
      { epochs: 16, error: 0.2 },
    ]);
  });

  it('is nothing before the first epoch', () => {
    expect(bestSoFar([trial(0, { bestValidationError: null })])).toEqual([]);
  });
});
