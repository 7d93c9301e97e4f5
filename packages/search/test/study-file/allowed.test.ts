import { expect, test } from 'vitest';
import { mistakes, study } from './mistakes.js';

test('of a name that only begins wrongly it says how names begin', () => {
  expect(mistakes("name: '.'\ndataset: { name: mnist }")).toEqual([
    'a.yaml:1:7  name is "."; allowed: at most 63 letters, digits, ".", "_" and "-", of which the first is a letter or a digit',
  ]);
});

test('of an empty list it says that it takes one', () => {
  expect(mistakes(study('space: { scale: { distribution: categorical, choices: [] } }'))).toEqual([
    'a.yaml:3:55  space.scale.choices is an empty list; allowed: a list of 1 to 10000',
  ]);
});

test('a number that breaks two rules, which read the same, is one mistake', () => {
  expect(mistakes(study('seed: 99999999999999999999'))).toEqual([
    'a.yaml:3:7  seed is 100000000000000000000; allowed: an integer from 0 to 4294967295',
  ]);
});
