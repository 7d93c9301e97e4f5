import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { smallStudy } from '../../program/small-study.js';
import { install } from '../installed.js';
import { tmux } from '../needs.js';
import type { Check } from '../run-checks.js';
import { Terminal } from '../terminal.js';
import { assertTerminalAsBefore, KEYS } from './dashboard-in-tmux.js';

type Tell = (text: string) => void;

const ESCAPE = '\u001B';
const COLOURED = new RegExp(`${ESCAPE}\\[[0-9;]*3[0-7]m`);

/** `watch` on terminals that can be drawn on and on others, and how it leaves them when it is ended from outside. */
export const kindsOfTerminal: Check = {
  name: 'kinds-of-terminal',
  needs: [tmux],
  run: async (tell) => {
    await using installed = await install();
    const { sandbox, env } = installed;
    const file = await sandbox.writeStudy('kinds.yaml', smallStudy('kinds', { trials: 3, epochs: 5_000 }));
    const { code } = await sandbox.run('start', file, '--detach', '--workers', '1', '--threads', '1');
    assert.equal(code, 0, 'a study runs in the background');
    using terminal = await Terminal.open(sandbox.home, { columns: 80, rows: 24, env });
    await terminal.type('stty -g > before');
    await plainLines(terminal, tell);
    await drawnLines(terminal, tell);
    for (const signal of ['TERM', 'HUP', 'INT']) await endFromOutside(terminal, sandbox.home, signal, tell);
    assert.equal((await sandbox.run('stop', 'kinds')).code, 0, 'the sweep ran on until it was stopped');
  },
};

async function plainLines(terminal: Terminal, tell: Tell): Promise<void> {
  await terminal.type('clear; TERM=dumb ram-sweep watch');
  await terminal.until(/plain lines instead of the dashboard: TERM is dumb/);
  await terminal.until(/ trial 0 epoch \d+\/5000: /);
  await terminal.press('C-c');
  tell('TERM=dumb: plain lines');

  await terminal.type('clear; stty cols 0 rows 0; ram-sweep watch; stty cols 80 rows 24');
  await terminal.until(/plain lines instead of the dashboard: the terminal says that it has no size/);
  await terminal.press('C-c');
  tell('a terminal of 0x0: plain lines');

  await terminal.type('clear; ram-sweep watch & wait; echo over');
  await terminal.until(/plain lines instead of the dashboard: this is a background job/);
  await terminal.until(/ trial 0 epoch \d+\/5000: /);
  await terminal.press('C-c');
  await terminal.type("kill $!; wait; echo 'not stopped'");
  await terminal.until(/^not stopped/);
  tell('a background job: plain lines');
}

async function drawnLines(terminal: Terminal, tell: Tell): Promise<void> {
  for (const [variable, colours] of [
    ['CI=1', true],
    ['NO_COLOR=1', false],
  ] as const) {
    await terminal.type(`clear; ${variable} ram-sweep watch`);
    await terminal.until(KEYS);
    assert.equal(COLOURED.test(await terminal.styles()), colours, `${variable}: colours are as they should`);
    await terminal.press('q');
    tell(`${variable}: the dashboard, ${colours ? 'in colours' : 'without colours'}`);
  }
}

async function endFromOutside(terminal: Terminal, folder: string, signal: string, tell: Tell): Promise<void> {
  await terminal.type("clear; sh -c 'echo $$ > pid; exec ram-sweep watch'");
  await terminal.until(KEYS);
  process.kill(Number(await readFile(join(folder, 'pid'), 'utf8')), `SIG${signal}`);
  await terminal.prompt();
  await assertTerminalAsBefore(terminal, folder);
  tell(`SIG${signal}: the terminal is as before`);
}
