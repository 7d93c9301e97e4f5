import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { smallStudy } from '../../program/small-study.js';
import { install, type Installed } from '../installed.js';
import { tmux } from '../needs.js';
import type { Check } from '../run-checks.js';
import { Terminal, type Size } from '../terminal.js';

const SIZES: readonly Size[] = [
  { columns: 60, rows: 20 },
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
];

/** In the line of keys, which is the last of the dashboard. */
export const KEYS = /q leave/;

/** What a window becomes while the dashboard runs: too low for it, far too small, and as it was. */
const RESIZED: readonly Size[] = [
  { columns: 100, rows: 12 },
  { columns: 40, rows: 5 },
];

/** `start` on a real terminal: the frame that it draws at each size, and what is left of it after `q`. */
export const dashboardInTmux: Check = {
  name: 'dashboard-in-tmux',
  needs: [tmux],
  run: async (tell) => {
    await using installed = await install();
    for (const size of SIZES) await showAndLeave(installed, size, tell);
  },
};

async function showAndLeave(
  { sandbox, env }: Installed,
  size: Size,
  tell: (text: string) => void,
): Promise<void> {
  const { columns, rows } = size;
  const study = `screen-${columns}`;
  // Far more than it trains while it is looked at.
  await sandbox.writeStudy(`${study}.yaml`, smallStudy(study, { trials: 3, epochs: 5_000 }));
  using terminal = await Terminal.open(sandbox.home, { ...size, env });
  await terminal.type('stty -g > before; seq 300; echo from before');
  await terminal.type(`ram-sweep start ${study}.yaml --workers 1 --threads 1`);
  await terminal.until(/best so far: \d/);
  const frame = await terminal.until(/ 1\/1 busy/);
  tell(`${columns}x${rows}: the frame\n\n${frame.join('\n')}\n`);
  assertFrame(frame, study, size);
  const history = Number(await terminal.ask('history_size'));
  await resize(terminal, size, study);

  await showPages(terminal, size, tell);

  await terminal.press('q');
  const after = await terminal.prompt();
  tell(`${columns}x${rows}: after q\n\n${after.slice(-8).join('\n')}\n`);
  assert(
    after.some((line) => line.includes(`study ${study} continues in the background`)),
    'it says that the sweep continues',
  );
  assert(after.includes('from before'), 'what stood on the screen before is there again');
  assert(Number(await terminal.ask('history_size')) >= history, 'the scrollback is as long as it was');
  assert(!after.some((line) => KEYS.test(line)), 'nothing of the frame is left');
  await assertTerminalAsBefore(terminal, sandbox.home);
  assert.equal((await sandbox.run('stop', study)).code, 0, 'the sweep ran on until it was stopped');
}

/** Where the best model looks, and its config, in the dashboard's place. */
async function showPages(
  terminal: Terminal,
  { columns, rows }: Size,
  tell: (text: string) => void,
): Promise<void> {
  await terminal.press('v');
  const glimpses = await terminal.until(/glimpse \d\/2/);
  assert(glimpses.length < rows && glimpses.every(({ length }) => length <= columns), 'glimpses fit');
  tell(`${columns}x${rows}: v\n\n${glimpses.slice(0, 2).join('\n')}\n`);
  await terminal.press('Escape');
  await terminal.until(KEYS);
  await terminal.press('y');
  const config = await terminal.until(/learningRate: 0\.003/);
  assert(config.length < rows, 'the config fits');
  assert(!config.some((line) => /\bseed:/.test(line)), 'each trial keeps a seed of its own');
  await terminal.press('n');
  await terminal.until(KEYS);
}

/** Other sizes while it runs, then the first one again. */
async function resize(terminal: Terminal, size: Size, study: string): Promise<void> {
  for (const other of RESIZED) {
    await terminal.resize(other);
    // Its first lines, with a row to spare.
    await terminal.atMost(other.rows - 1);
    await terminal.until(new RegExp(`^ram-sweep ${study}`));
  }
  await terminal.resize(size);
  await terminal.until(/ 1\/1 busy/);
  assertFrame(await terminal.until(KEYS), study, size);
}

/** The shell is as it was: its screen, its cursor, what it shows of what is typed. */
export async function assertTerminalAsBefore(terminal: Terminal, folder: string): Promise<void> {
  assert.equal(await terminal.ask('alternate_on'), '0', "the terminal's other screen is left");
  assert.equal(await terminal.ask('cursor_flag'), '1', 'the cursor is shown');
  assert.equal(await terminal.ask('wrap_flag'), '1', 'long lines are wrapped');
  await terminal.type('stty -g > after; echo typed-$((1 + 1))');
  const shown = await terminal.prompt();
  assert(shown.includes('typed-2'), 'the shell takes lines');
  assert(shown.includes('$ stty -g > after; echo typed-$((1 + 1))'), 'what is typed is shown');
  assert.equal(
    await readFile(join(folder, 'after'), 'utf8'),
    await readFile(join(folder, 'before'), 'utf8'),
    "the terminal's settings are those from before",
  );
}

function assertFrame(lines: readonly string[], study: string, { columns, rows }: Size): void {
  assert(lines.length < rows && lines.every(({ length }) => length <= columns), 'it fits');
  assert.match(lines[0]!, new RegExp(`^ram-sweep ${study} `), 'its first line is the first');
  assert(
    lines.some((line) => /\btrial +state\b/.test(line)),
    'the leaderboard has its heading',
  );
  assert.match(lines.at(-1)!, KEYS, 'the keys are in its last line');
}
