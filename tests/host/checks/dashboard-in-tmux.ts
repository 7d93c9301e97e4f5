import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { smallStudy } from '../../program/small-study.js';
import { install, type Installed } from '../installed.js';
import { tmux } from '../needs.js';
import type { Check } from '../run-checks.js';
import { Terminal } from '../terminal.js';

const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
];

/** `start` on a real terminal: the frame that it draws, and what is left of it after `q`. */
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
  { columns, rows }: (typeof SIZES)[number],
  tell: (text: string) => void,
): Promise<void> {
  const study = `screen-${columns}`;
  // Far more than it trains while it is looked at.
  await sandbox.writeStudy(`${study}.yaml`, smallStudy(study, { trials: 3, epochs: 5_000 }));
  using terminal = await Terminal.open(sandbox.home, { columns, rows, env });
  await terminal.type('stty -g > before; echo from before');
  await terminal.type(`ram-sweep start ${study}.yaml --workers 1 --threads 1`);
  await terminal.until(/^best so far: \d/);
  const frame = await terminal.until(/ 1\/1 busy /);
  tell(`${columns}x${rows}: the frame\n\n${frame.join('\n')}\n`);
  assertFrame(frame, study, { columns, rows });

  await terminal.press('q');
  const after = await terminal.prompt();
  tell(`${columns}x${rows}: after q\n\n${after.join('\n')}\n`);
  assert(
    after.some((line) => line.includes(`study ${study} goes on in the background`)),
    'it says that the sweep goes on',
  );
  assert(after.includes('from before'), 'what stood on the screen before is there again');
  assert(!after.some((line) => line.includes('q leave it running')), 'nothing of the frame is left');
  assert.equal(await terminal.ask('alternate_on'), '0', "the terminal's other screen is left");
  assert.equal(await terminal.ask('cursor_flag'), '1', 'the cursor is shown');
  await terminal.type('stty -g > after; echo typed-$((1 + 1))');
  const shown = await terminal.prompt();
  assert(shown.includes('typed-2'), 'the shell takes lines');
  assert(shown.includes('$ stty -g > after; echo typed-$((1 + 1))'), 'what is typed is shown');
  assert.equal(
    await readFile(join(sandbox.home, 'after'), 'utf8'),
    await readFile(join(sandbox.home, 'before'), 'utf8'),
    "the terminal's settings are those from before",
  );
  assert.equal((await sandbox.run('stop', study)).code, 0, 'the sweep ran on until it was stopped');
}

function assertFrame(lines: readonly string[], study: string, size: { columns: number; rows: number }): void {
  assert(lines.length <= size.rows && lines.every(({ length }) => length <= size.columns), 'it fits');
  assert.match(
    lines[0]!,
    new RegExp(`^ram-sweep ${study} glyphs, .* active$`),
    'its first line is the first',
  );
  assert(
    lines.some((line) => /^ +# trial state +val error +epoch/.test(line)),
    'the leaderboard has its heading',
  );
  assert.match(lines.at(-1)!, /s sort \(.*\) .*q leave it running/, 'the keys are in its last line');
}
