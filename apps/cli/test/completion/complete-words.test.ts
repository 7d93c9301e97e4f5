import { Command, Option } from 'commander';
import { describe, expect, test } from 'vitest';
import { completeWords } from '../../src/completion/complete-words.js';
import { outlineOf, outlineSchema } from '../../src/completion/outline.js';
import { completionCommand } from '../../src/commands/machine/completion.js';
import { bestCommand } from '../../src/commands/results/best.js';
import { exportCommand } from '../../src/commands/results/export.js';
import { validateCommand } from '../../src/commands/study-file/validate.js';
import { startCommand } from '../../src/commands/sweep/start.js';

const program = new Command('ram-sweep');
const all = [bestCommand(), exportCommand(), startCommand(), validateCommand(), completionCommand()];
for (const command of all) program.addCommand(command);
// As it comes back from the cache.
const outline = outlineSchema.parse(JSON.parse(JSON.stringify(outlineOf(program))));

const complete = (...words: string[]) => completeWords(outline, words);
const words = (...typed: string[]) => complete(...typed).candidates.map(({ word }) => word);

describe('what may come next', () => {
  test('is a command at first, with what it does', () => {
    expect(words('')).toEqual(['best', 'export', 'start', 'validate', 'completion', 'help']);
    expect(words('st')).toEqual(['start']);
    expect(complete('val').candidates[0]?.description).toMatch(/check study files/);
    expect(words('help', 'be')).toEqual(['best']);
  });

  test('is nothing behind a command that there is not', () => {
    expect(complete('nonsense', '')).toEqual({ candidates: [], wants: null, before: '' });
  });

  test('is a flag of the command behind a dash, each once, none that is hidden', () => {
    expect(words('best', '--fo')).toEqual(['--format']);
    expect(words('best', '--f')).toEqual(['--full', '--format']);
    expect(words('best', '--format', 'json', '--fo')).toEqual([]);
    expect(words('best', '--format=json', '--fo')).toEqual([]);
    // The NATS server is none of its business.
    expect(words('best', '--nats')).toEqual([]);
    expect(words('start', '--set', 'a=1', '--se')).toEqual(['--seed', '--set', '--service']);
    expect(words('export', '-o', 'file', '--o')).toEqual([]);
  });

  test('is a value where a flag waits for one', () => {
    expect(words('best', '--format', '')).toEqual(['table', 'json', 'yaml', 'csv']);
    expect(words('best', '--format', 'y')).toEqual(['yaml']);
    expect(words('best', '--format=y')).toEqual(['--format=yaml']);
    expect(words('start', '--device', 'g')).toEqual(['gpu']);
    expect(complete('start', '--epochs', '')).toMatchObject({ candidates: [], wants: null });
    // Hidden, but known: what follows it is no study.
    expect(complete('best', '--nats', '')).toMatchObject({ wants: null });
  });

  test.each([
    ['files', ['start', '']],
    ['files', ['validate', 'a.yaml', 'b.yaml', '']],
    ['files', ['export', '-o', '']],
    ['folders', ['start', '--data-dir', '']],
    ['studies', ['best', '']],
    ['studies', ['best', '--format', 'json', 'm']],
    ['studies', ['start', '--from', '']],
    [null, ['best', 'mnist-28', '']],
  ] as const)('is %s behind %o', (wants, typed) => {
    expect(complete(...typed)).toMatchObject({ wants });
  });

  test('keeps the flag before a study that is looked up', () => {
    expect(complete('start', '--from=m')).toMatchObject({ wants: 'studies', before: '--from=' });
  });
});

test('a command whose argument has choices offers them', () => {
  expect(words('completion', '')).toEqual(['bash', 'zsh', 'fish']);
  const own = new Command('ram-sweep');
  own.addCommand(new Command('x').addOption(new Option('--level <level>', 'how').choices(['a', 'b'])));
  const { candidates } = completeWords(outlineOf(own), ['x', '--level', '']);
  expect(candidates.map(({ word }) => word)).toEqual(['a', 'b']);
});
