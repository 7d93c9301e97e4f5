import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { requireKnownWords, withoutHelp } from '../../src/beside-help.js';

const argv = (line: string): string[] => ['node', 'ram-sweep', ...line.split(' ').filter(Boolean)];

it.each([
  ['--help', ''],
  ['help', ''],
  ['help best', 'best'],
  ['best -h', 'best'],
  ['start a.yaml --help --trials 3', 'start a.yaml --trials 3'],
  ['--help bset', 'bset'],
])('%s asks for help beside "%s"', (line, rest) => {
  expect(withoutHelp(argv(line))).toEqual(argv(rest));
});

it.each(['', 'best', 'best help', 'show -- --help'])('"%s" asks for none', (line) => {
  expect(withoutHelp(argv(line))).toBeNull();
});

describe('what stands beside a question for help', () => {
  let ran = false;
  const load = (): Promise<Command> => {
    const best = new Command('best').option('--top <count>').option('--set <value>');
    best.argument('<study>').action(() => void (ran = true));
    const root = new Command('ram-sweep').addCommand(best);
    for (const command of [root, best])
      command.exitOverride().configureOutput({ outputError: () => undefined });
    return Promise.resolve(root);
  };

  it.each(['', '-V', 'best', 'best --top 3', 'best --set --top'])('may be "%s"', async (line) => {
    await expect(requireKnownWords(argv(line), load)).resolves.toBeUndefined();
    expect(ran).toBe(false);
  });

  it.each([
    ['bset', /unknown command 'bset'[^]*mean best/],
    ['best mnist --tpo 3', /unknown option '--tpo'[^]*mean --top/],
    ['--nonsense', /unknown option '--nonsense'/],
  ])('may not be %s, and nothing runs', async (line, message) => {
    await expect(requireKnownWords(argv(line), load)).rejects.toThrow(message);
    expect(ran).toBe(false);
  });
});
