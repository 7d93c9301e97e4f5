import { setTimeout as sleep } from 'node:timers/promises';
import { startTestNats } from '@ram-sweep/testkit';
import { expect, it } from 'vitest';
import { finish, Sandbox } from '../program/sandbox.js';
import { asWorker, useServers } from './on-servers.js';
import { paced } from './training-threads.js';

const servers = useServers();

it('a worker whose trial cannot be given back, as NATS is away, ends at the second Ctrl-C', async () => {
  const name = 'left';
  await servers.makeStudy(name, [{ epochs: 1_000 }]);
  await using nats = await startTestNats();
  await using sweep = servers.start(name, nats, { workers: [] });
  await using sandbox = await Sandbox.create(paced(200));
  const { servers: url, user, password } = asWorker(nats);
  const worker = sandbox.start(
    'worker',
    '--nats',
    url.replace('//', `//${user}:${password}@`),
    '--threads',
    '1',
  );
  const left = finish(worker);
  await servers.trained(name, { running: 1, epochs: 2 });
  await nats.kill();
  worker.kill('SIGINT');
  // It waits for NATS, for a minute. A signal that a shell or npm has doubled is not a second one.
  worker.kill('SIGINT');
  await sleep(2_000);
  expect(worker.exitCode, sweep.log).toBeNull();
  worker.kill('SIGINT');
  expect((await left).code).toBe(130);
});
