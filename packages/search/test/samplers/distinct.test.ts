import type { Params, StudySpec } from '@ram-sweep/protocol';
import { describe, expect, test } from 'vitest';
import { sampleTrial, suggest } from '../../src/index.js';
import { suggestAccepted } from '../../src/samplers/draws/accepted.js';
import type { Draw } from '../../src/samplers/draws/draw.js';
import { shuffledCombinations } from '../../src/samplers/draws/shuffled.js';
import { paramsKey } from '../../src/space/params.js';
import { history, spec } from '../specs.js';

const DISTINCT = 'sampler: { name: random, distinct: true }';
const small = [
  'space:',
  '  glimpses: { distribution: integer, low: 1, high: 5 }',
  '  scale: { distribution: categorical, choices: [1, 2, 3] }',
];
const first = (of: StudySpec, count: number): Params[] =>
  Array.from({ length: count }, (_, index) => sampleTrial(of, index).params);

const keys = (of: StudySpec, index?: number): string[] => [...shuffledCombinations(of, index)].map(paramsKey);

describe('random search without repeats', () => {
  test('draws every config of a discrete space once, then none', () => {
    const of = spec(DISTINCT, ...small);
    expect(of.trials).toBe(15);
    expect(new Set(first(of, 15).map(paramsKey)).size).toBe(15);
    expect(suggest(of, 15, [])).toBeNull();
    expect(suggest(of, 40, [])).toBeNull();
  });

  test('is random search until a config would come again', () => {
    const [plain, distinct] = [first(spec(...small), 15), first(spec(DISTINCT, ...small), 15)];
    const plainKeys = plain.map(paramsKey);
    const repeat = plainKeys.findIndex((key, index) => plainKeys.indexOf(key) < index);
    expect(repeat).toBeGreaterThan(0);
    expect(distinct.slice(0, repeat)).toEqual(plain.slice(0, repeat));
    expect(distinct[repeat]).not.toEqual(plain[repeat]);
  });

  test('is plain random search in a continuous space', () => {
    expect(first(spec(DISTINCT), 20)).toEqual(first(spec(), 20));
  });

  test('gives a trial the same params in whatever order trials are requested', () => {
    const forwards = first(spec(DISTINCT, ...small), 15);
    const backwards = spec(DISTINCT, ...small);
    for (const index of [14, 3, 9, 0]) expect(suggest(backwards, index, [])).toEqual(forwards[index]);
  });

  test('goes by the configs that first lists, and by what is required', () => {
    const of = spec(
      DISTINCT,
      ...small,
      'first: [{ glimpses: 2, scale: 2 }]',
      'require: [glimpses >= scale]',
      'trials: 12',
    );
    const drawn = first(of, 12);
    expect(drawn[0]).toEqual({ glimpses: 2, scale: 2 });
    expect(new Set(drawn.map(paramsKey)).size).toBe(12);
    // Of 15, glimpses 1 with scale 2 and 3, and 2 with 3 are out.
    expect(suggest(of, 12, [])).toBeNull();
  });

  test('draws around what a person enqueued', () => {
    const of = spec(DISTINCT, ...small);
    const drawn = first(of, 15);
    // At the fifth place stands what the tenth would have drawn.
    const before = drawn.slice(0, 10).with(5, drawn[10]!);
    const next = suggest(of, 10, history(before))!;
    expect(before.map(paramsKey)).not.toContain(paramsKey(next));
  });

  test('draws many thousands without drawing each again for the next', () => {
    const of = spec(
      DISTINCT,
      'trials: 20000',
      'space:',
      '  hidden: { distribution: integer, low: 1, high: 160 }',
      '  patchHidden: { distribution: integer, low: 1, high: 150 }',
    );
    // Of 24,000 configs. Were each trial drawn from the start, these would be 2 · 10⁸ draws: an hour.
    const seen = new Set<string>();
    for (let index = 0; index < 20_000; index += 1) seen.add(paramsKey(suggest(of, index, [])!));
    expect(seen.size).toBe(20_000);
  });
});

describe('the configs of a space in a random order', () => {
  test('come once each, in another order for each trial', () => {
    const of = spec(...small);
    expect(keys(of, 4)).toHaveLength(15);
    expect(new Set(keys(of, 4)).size).toBe(15);
    expect(keys(of, 4)).toEqual(keys(of, 4));
    expect(keys(of, 4)).not.toEqual(keys(of, 5));
    expect(keys(of)).not.toEqual(keys({ ...of, seed: 2 }));
  });

  test('are none if a field is continuous', () => {
    expect(keys(spec())).toEqual([]);
  });
});

describe('a sampler that may be asked again', () => {
  const of = spec(...small);
  const asked: number[] = [];
  const answers = (...params: Params[]): Draw => {
    asked.length = 0;
    return (_, __, ___, attempt) => {
      asked.push(attempt);
      return params[Math.min(attempt, params.length - 1)]!;
    };
  };
  const [one, two] = [
    { glimpses: 1, scale: 1 },
    { glimpses: 2, scale: 1 },
  ];

  test('decides if its params are new', () => {
    expect(suggestAccepted(of, 1, history([two]), answers(one), { distinct: true })).toEqual(one);
    expect(asked).toEqual([0]);
  });

  test('is asked again if they are not', () => {
    expect(suggestAccepted(of, 1, history([one]), answers(one, two), { distinct: true })).toEqual(two);
    expect(asked).toEqual([0, 1]);
  });

  test('is not asked on and on for the same answer: something new is drawn at random', () => {
    const found = suggestAccepted(of, 1, history([one]), answers(one), { distinct: true })!;
    expect(found).not.toEqual(one);
    expect(asked).toEqual([0, 1]);
  });

  test('ends with the last config of the space', () => {
    const all = first(spec(DISTINCT, ...small), 15);
    const last = suggestAccepted(of, 14, history(all.slice(0, 14)), answers(all[0]!), { distinct: true });
    expect(last).toEqual(all[14]);
    expect(suggestAccepted(of, 15, history(all), answers(all[0]!), { distinct: true })).toBeNull();
  });

  test('may draw what an earlier study drew, or the best of it could not win', () => {
    expect(suggestAccepted(of, 0, history([one], -1), answers(one), { distinct: true })).toEqual(one);
  });

  test('may repeat itself without distinct', () => {
    expect(suggestAccepted(of, 1, history([one]), answers(one))).toEqual(one);
  });

  test('suggests nothing if it has nothing', () => {
    expect(suggestAccepted(of, 1, [], () => null)).toBeNull();
  });

  test('gets help if its draws do not meet the requirements', () => {
    const bound = spec(...small, 'require: [glimpses > 3]');
    expect(suggestAccepted(bound, 1, [], answers(one))!['glimpses']).toBeGreaterThan(3);
  });
});
