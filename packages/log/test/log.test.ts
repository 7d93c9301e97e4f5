import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { parseLine } from '../src/index.js';

const module = new URL('../dist/index.js', import.meta.url).href;
const program = `
  const { stderrLog } = await import(${JSON.stringify(module)});
  const log = stderrLog('worker');
  log.info('training', { trial: 3 });
  log.warn('NATS is unreachable');
  setTimeout(() => process.exit(7), 100);`;

const start = () =>
  spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'ignore', 'pipe'] });

test('a log writes its lines to standard error', async () => {
  const lines = (await text(start().stderr)).trimEnd().split('\n').map(parseLine);
  expect(lines).toEqual([
    { at: expect.any(Date), level: 'info', program: 'worker', message: 'training', fields: { trial: 3 } },
    { at: expect.any(Date), level: 'warn', program: 'worker', message: 'NATS is unreachable', fields: {} },
  ]);
});

test('a log that cannot write, as when a disk is full, does not end its program', async () => {
  const running = start();
  running.stderr.destroy();
  expect(await once(running, 'exit')).toEqual([7, null]);
});
