import { expect, it } from 'vitest';
import {
  collectAssignments,
  parseCount,
  parseImage,
  parseLease,
  parseMagnitude,
  parseSeed,
  parseTrial,
  parseWorkers,
} from '../../src/commands/options/arguments.js';
import { testCommand } from '../../src/commands/results/test.js';
import { resumeCommand } from '../../src/commands/sweep/resume.js';
import { parseThreads } from '../../src/commands/options/parse-threads.js';

const NO_NUMBERS = ['', ' ', '-1', '1.5', '1e3', '0x10', 'one', '9'.repeat(16)];

it.each([parseCount, parseImage, parseSeed, parseThreads, parseTrial])(
  '$name takes digits alone: the empty text of an unset variable is no 0',
  (parse) => {
    for (const text of NO_NUMBERS) expect(() => parse(text), JSON.stringify(text)).toThrow(/must be/);
    expect(parse('12')).toBe(12);
  },
);

it.each([
  [parseCount, '0', /1 or more/],
  [parseThreads, '257', /from 1 to 256/],
  [parseLease, '86401', /of seconds from 2 to 86400/],
  [parseLease, '1e99', /of seconds from 2 to 86400/],
  [parseWorkers, '-1', /from 0 to 256/],
])('%o refuses %s', (parse, text, message) => {
  expect(() => parse(text)).toThrow(message);
});

it.each([
  ['5M', 5e6],
  ['2.5e6', 2.5e6],
  ['800k', 8e5],
  ['5K', 5e3],
  ['12', 12],
  ['1.5G', 1.5e9],
])('%s is a magnitude', (text, value) => {
  expect(parseMagnitude(text)).toBe(value);
});

it.each(['', '0', '-5M', '5m', 'M', '1.2.3', '5 M', '1e999'])('"%s" is no magnitude', (text) => {
  expect(() => parseMagnitude(text)).toThrow('such as 5M');
});

it('what is set needs a value, if only an empty one', () => {
  expect(collectAssignments('seed=', ['trials=3'])).toEqual(['trials=3', 'seed=']);
  for (const text of ['nothing', '=', '=3'])
    expect(() => collectAssignments(text)).toThrow('write --set FIELD=VALUE');
});

it.each([
  ['resume', '--trials', '20', 'such as +20', resumeCommand()],
  ['resume', '--trials', '+1e9', 'whole number', resumeCommand()],
  ['resume', '--workers', '257', 'from 0 to 256', resumeCommand()],
  ['test', '--rollouts', '10001', 'from 1 to 10000', testCommand()],
])('%s refuses %s %s: %s', (_, flag, value, said, command) => {
  command.exitOverride().configureOutput({ outputError: () => undefined });
  expect(() => command.parseOptions([flag, value])).toThrow(said);
});
