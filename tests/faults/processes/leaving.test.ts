import { setTimeout as sleep } from 'node:timers/promises';
import { startTestNats } from '@ram-sweep/testkit';
import { expect, it } from 'vitest';
import { finish, Sandbox } from '../../program/sandbox.js';
import { Gate } from '../gate.js';
import { asWorker, useServers } from '../on-servers.js';

const servers = useServers();
/** Much longer than two signals count as one, and shorter than the minute that it waits for NATS. */
const AGAIN_AFTER_MS = 5_000;

it('a worker whose trial cannot be given back, as NATS is unreachable, ends at the second Ctrl-C', async () => {
  const name = 'left';
  await servers.makeStudy(name, [{ epochs: 4 }]);
  await using nats = await startTestNats();
  await using sweep = servers.start(name, nats, { workers: [] });
  await using gate = await Gate.at(2);
  await using sandbox = await Sandbox.create(gate.env);
  const { servers: url, user, password } = asWorker(nats);
  const address = url.replace('//', `//${user}:${password}@`);
  const worker = sandbox.start('worker', '--nats', address, '--threads', '1', '--engine', 'onnx');
  const left = finish(worker);
  await servers.atGate(name, gate, { running: 1 });
  await nats.kill();
  worker.kill('SIGINT');
  // It waits for NATS. A signal that a shell or npm has doubled is not a second one.
  worker.kill('SIGINT');
  await sleep(AGAIN_AFTER_MS);
  expect(worker.exitCode, sweep.log).toBeNull();
  worker.kill('SIGINT');
  const { code, stderr } = await left;
  expect(code).toBe(130);
  expect(stderr).toContain('the worker leaves before its trials are given back');
});
