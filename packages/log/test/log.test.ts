import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseLine } from '../src/index.js';

const module = new URL('../dist/index.js', import.meta.url).href;
const program = `
  const { stderrLog } = await import(${JSON.stringify(module)});
  const log = stderrLog('worker');
  log.info('training', { trial: 3 });
  log.warn('NATS is away');
  setTimeout(() => process.exit(7), 50);`;

function run(stderr: number | 'pipe') {
  return spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', stderr],
    encoding: 'utf8',
  });
}

test('a log writes its lines to standard error', () => {
  const { stderr, status } = run('pipe');
  const lines = stderr.trimEnd().split('\n').map(parseLine);
  expect(lines).toEqual([
    { at: expect.any(Date), level: 'info', program: 'worker', message: 'training', fields: { trial: 3 } },
    { at: expect.any(Date), level: 'warn', program: 'worker', message: 'NATS is away', fields: {} },
  ]);
  expect(status).toBe(7);
});

// /dev/full takes no byte: ENOSPC, as from a full disk. Linux has it.
test.runIf(existsSync('/dev/full'))('a log whose disk is full does not end its program', () => {
  const full = openSync('/dev/full', 'w');
  try {
    expect(run(full).status).toBe(7);
  } finally {
    closeSync(full);
  }
});
