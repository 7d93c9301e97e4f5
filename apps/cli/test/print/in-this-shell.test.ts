import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { commandsInThisShell, helpInThisShell } from '../../src/print/command/in-this-shell.js';
import type { Shell } from '../../src/print/command/shell.js';

const checkout = fileURLToPath(new URL('../../../..', import.meta.url)).replace(/\/$/, '');

const shell: Shell = {
  argv: ['node', 'ram-sweep', 'stop', 'mn', '--home', '/srv/sweeps'],
  folder: checkout,
  workingFolder: checkout,
  path: ['/usr/bin'],
  home: undefined,
};

describe('a message of a package', () => {
  it('has its commands as this shell takes them, on the same home', () => {
    const message =
      'study mn has no coordinator; start one with `ram-sweep resume`, or see `ram-sweep studies`';
    const said = commandsInThisShell(message, shell);
    expect(said).toBe(
      'study mn has no coordinator; start one with `npx ram-sweep resume --home /srv/sweeps`, ' +
        'or see `npx ram-sweep studies --home /srv/sweeps`',
    );
    // What was proposed already stays as it is, also where the program is installed.
    expect(commandsInThisShell(said, shell)).toBe(said);
    const proposed = 'see `ram-sweep studies --home /srv/sweeps`';
    expect(commandsInThisShell(proposed, shell)).toBe('see `npx ram-sweep studies --home /srv/sweeps`');
  });

  it('keeps what is no command', () => {
    const message = 'digits that ram-sweep draws; `nats-server -v`; ram-sweep resume';
    expect(commandsInThisShell(message, shell)).toBe(message);
  });
});

const help = (text: string) => helpInThisShell(text, ['best', 'start'], shell);

describe('a help', () => {
  it('names the program as it is typed wherever a command or flags follow, in pipes too', () => {
    expect(help('Usage: ram-sweep [options] [command]')).toBe('Usage: npx ram-sweep [options] [command]');
    expect(help('see `ram-sweep --help`')).toBe('see `npx ram-sweep --help`');
    expect(help('ram-sweep best --format yaml > best.yaml && ram-sweep start best.yaml')).toBe(
      'npx ram-sweep best --format yaml > best.yaml && npx ram-sweep start best.yaml',
    );
  });

  it('keeps other words, and a script that shells run anywhere', () => {
    for (const text of [
      'the home of ram-sweep',
      'ram-sweep draws digits',
      'source <(ram-sweep completion bash)',
    ])
      expect(help(text)).toBe(text);
  });
});
