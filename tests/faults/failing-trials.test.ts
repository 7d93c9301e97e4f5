import type { Failure } from '@ram-sweep/protocol';
import { startTestNats } from '@ram-sweep/testkit';
import { expect, it } from 'vitest';
import { Sandbox } from '../program/sandbox.js';
import { asWorker, useServers } from './on-servers.js';
import { failing } from './training-threads.js';

const servers = useServers();

/** What `glimpses` does: see preloads/failing-thread.mjs. A learning rate of 10 makes a training diverge by itself. */
const STUDY = [
  { epochs: 8, glimpses: 2 },
  { epochs: 8, glimpses: 3 },
  { epochs: 8, glimpses: 4 },
  { epochs: 8, glimpses: 5, learningRate: 10, optimizer: 'sgd' as const },
  { epochs: 8, glimpses: 5 },
];

/** Longer than any thread takes to its first step. */
const HANG_MS = 20_000;

interface Printed {
  readonly number: number;
  readonly attempt: number;
  readonly epochs: number;
  readonly failure: Failure;
}

it('trials that hang, run out of memory, throw or diverge fail with class, last epoch and attempt; others do not mind', async () => {
  await servers.makeStudy('failing', STUDY, { retries: 0 });
  await using sandbox = await Sandbox.create();
  await using nats = await startTestNats();
  const workers = [{ ...asWorker(nats), slots: 2, hangMs: HANG_MS }];
  await using sweep = servers.start('failing', nats, { workers, env: failing });
  expect(await sweep.finish(), sweep.log).toBe(0);

  const at = ['--database', servers.databaseUrl];
  const failed = await sandbox.json<Printed[]>(
    'trials',
    'failing',
    '--state',
    'failed',
    '--sort',
    'number',
    ...at,
  );
  // They fail in their third epoch, but for the one that diverges: its first loss is none.
  expect(failed).toMatchObject([
    { number: 0, attempt: 1, epochs: 2, failure: { class: 'hung', epoch: 2, retryable: true } },
    { number: 1, attempt: 1, epochs: 2, failure: { class: 'out-of-memory', epoch: 2, retryable: true } },
    { number: 2, attempt: 1, epochs: 2, failure: { class: 'error', epoch: 2, message: 'a step went wrong' } },
    { number: 3, attempt: 1, epochs: 0, failure: { class: 'diverged', epoch: 0, retryable: false } },
  ]);
  expect((await servers.trials('failing'))[4]).toMatchObject({ state: 'complete', attempt: 1, epochs: 8 });
  // Nobody was lost: all of it happened in the threads of one worker process.
  expect(sweep.workers[0]?.exits).toEqual([0]);

  const { stdout } = await sandbox.run('show', '0', 'failing', ...at);
  expect(stdout).toContain('trial 0 of study failing: failed, 2 of 8 epochs');
  expect(stdout).toMatch(/failed \(hung\) after epoch 2: trial 0 made no training step for \d+ s/);
  expect(stdout).toMatch(/^ +1 .* failed /m);
});
