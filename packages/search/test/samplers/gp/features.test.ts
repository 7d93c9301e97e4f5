import type { Params, StudySpec } from '@ram-sweep/protocol';
import { expect, test } from 'vitest';
import { pairwiseDistances, squaredDistance } from '../../../src/samplers/gp/distance.js';
import { encode, featuresOf, masked, paramsAt, placeAt } from '../../../src/samplers/gp/features.js';

const space: StudySpec['space'] = {
  optimizer: { distribution: 'categorical', choices: ['sgd', 'adam'] },
  std: { distribution: 'log-uniform', low: 0.01, high: 1 },
  glimpses: { distribution: 'integer', low: 2, high: 6 },
  momentum: { distribution: 'uniform', low: 0, high: 0.8, when: { optimizer: 'sgd' } },
  scale: { distribution: 'categorical', choices: [1, 2, 3], when: { glimpses: [2, 3] } },
  hidden: { distribution: 'integer', low: 64, high: 64 },
};
const features = featuresOf({ space, config: {} });
const names = features.map(({ field }) => field);
const encoded = (params: Params): Record<string, number> => {
  const point = encode(features, params)!;
  return Object.fromEntries(names.map((name, place) => [name, point[place]!]));
};
const sgd = { optimizer: 'sgd', std: 0.1, glimpses: 5, momentum: 0.2, hidden: 64 };
const adam = { optimizer: 'adam', std: 1, glimpses: 2, scale: 3, hidden: 64 };

test('numbers have places from 0 to 1, choices their number; fields that are not drawn have none', () => {
  expect(encoded(sgd)).toEqual({
    optimizer: 0,
    std: expect.closeTo(0.5, 12) as number,
    glimpses: 0.75,
    momentum: 0.25,
    scale: NaN,
    hidden: 0,
  });
  expect(encoded(adam)).toEqual({ optimizer: 1, std: 1, glimpses: 0, momentum: NaN, scale: 2, hidden: 0 });
});

test('a point is decoded to the params it is from', () => {
  expect(paramsAt(features, encode(features, adam)!)).toEqual(adam);
  const { std, momentum, ...rest } = paramsAt(features, encode(features, sgd)!);
  expect(rest).toEqual({ optimizer: 'sgd', glimpses: 5, hidden: 64 });
  expect(std).toBeCloseTo(0.1, 12);
  expect(momentum).toBeCloseTo(0.2, 12);
});

test('params outside the space are not a point', () => {
  expect(encode(features, { ...adam, std: 2 })).toBeUndefined();
  expect(encode(features, { ...adam, optimizer: 'rmsprop' })).toBeUndefined();
  const { scale: _, ...lacking } = adam;
  expect(encode(features, lacking)).toBeUndefined();
});

test('fields come after those that their conditions name, whatever the order of the file', () => {
  const reversed = Object.fromEntries(Object.entries(space).toReversed());
  expect(featuresOf({ space: reversed, config: {} }).map(({ field }) => field)).toEqual(names);
  expect(names.indexOf('momentum')).toBeGreaterThan(names.indexOf('optimizer'));
});

test('a field whose conditions can never hold is not a feature', () => {
  const { optimizer: _, ...rest } = space;
  const fixed = featuresOf({ space: rest, config: { optimizer: 'adam' } });
  expect(fixed.map(({ field }) => field)).not.toContain('momentum');
  expect(featuresOf({ space: rest, config: { optimizer: 'sgd' } }).map(({ field }) => field)).toContain(
    'momentum',
  );
});

test('equal shares of the unit interval go to each whole number and each choice', () => {
  const glimpses = features[names.indexOf('glimpses')]!;
  expect([0, 0.19, 0.2, 0.59, 0.99].map((share) => placeAt(glimpses, share))).toEqual([0, 0, 0.25, 0.5, 1]);
  const optimizer = features[names.indexOf('optimizer')]!;
  expect([0, 0.49, 0.5, 0.99].map((share) => placeAt(optimizer, share))).toEqual([0, 0, 1, 1]);
});

test('a field that is not drawn is in the middle of the numbers, and equally far from each choice', () => {
  const [momentum, scale] = ['momentum', 'scale'].map((name) => features[names.indexOf(name)]!);
  expect(squaredDistance(momentum!, NaN, NaN)).toBe(0);
  expect(squaredDistance(momentum!, NaN, 0)).toBe(0.25);
  expect(squaredDistance(momentum!, 0.75, NaN)).toBe(0.0625);
  // The corners of a regular triangle with sides of 1 are 1/√3 from its centre.
  expect(squaredDistance(scale!, 2, NaN)).toBeCloseTo(1 / 3, 12);
  expect(squaredDistance(scale!, 2, 0)).toBe(1);
  expect(squaredDistance(scale!, 2, 2)).toBe(0);
});

test('distances of all pairs, a feature after the other', () => {
  const points = [sgd, adam, sgd].map((params) => encode(features, params)!);
  const distances = pairwiseDistances(features, points);
  expect([...distances[names.indexOf('glimpses')]!]).toEqual([0.5625, 0, 0.5625]);
  expect([...distances[names.indexOf('hidden')]!]).toEqual([0, 0, 0]);
});

test('a mask hides what hangs on another choice, and all that hangs on that', () => {
  const chained: StudySpec['space'] = {
    optimizer: { distribution: 'categorical', choices: ['sgd', 'adam'] },
    scale: { distribution: 'categorical', choices: [1, 2], when: { optimizer: 'sgd' } },
    std: { distribution: 'uniform', low: 0, high: 1, when: { scale: 2 } },
  };
  const of = featuresOf({ space: chained, config: {} });
  expect([...masked(of, Float64Array.of(0, 1, 0.3))]).toEqual([0, 1, 0.3]);
  expect([...masked(of, Float64Array.of(0, 0, 0.3))]).toEqual([0, 0, NaN]);
  expect([...masked(of, Float64Array.of(1, 1, 0.3))]).toEqual([1, NaN, NaN]);
});
