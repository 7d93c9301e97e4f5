import { defaultCacheDir } from '@ram-sweep/services';
import { startTestNats, type TestNats } from '@ram-sweep/testkit';
import { expect, it, onTestFinished } from 'vitest';
import { eventually } from '../../program/sandbox.js';
import { Gate } from '../gate.js';
import { asWorker, useServers } from '../on-servers.js';
import { KeptProcess } from '../sweep-processes.js';

const servers = useServers();
/** How a worker ends that found no server. */
const UNAVAILABLE = 5;

function startWorker(nats: TestNats, { env, ...limits }: { cutOffMs?: number; env?: Gate['env'] } = {}) {
  const options = {
    bus: { ...asWorker(nats), name: 'worker', role: 'worker' },
    cacheDir: defaultCacheDir(process.env['XDG_CACHE_HOME']),
    engine: 'onnx',
    heartbeatMs: 200,
    ...limits,
  };
  const worker = new KeptProcess('worker', options, env);
  onTestFinished(() => worker.stop('SIGKILL'));
  return worker;
}

const says = (worker: KeptProcess, text: string): Promise<true> =>
  eventually(`a worker that says ${text}`, async () => worker.log.includes(text));

const count = (text: string, part: string): number => text.split(part).length - 1;

it('a worker says once that NATS is lost, and where, and once that it is back', async () => {
  await using nats = await startTestNats();
  await using sweep = servers.start(await newStudy('back'), nats, { workers: [] });
  const worker = startWorker(nats);
  await says(worker, 'worker ready');
  await nats.kill();
  const lost = `NATS is unreachable; waiting for it server="${new URL(nats.url).host}"`;
  await says(worker, lost);
  await nats.restart();
  await says(worker, 'connected to NATS again');
  expect(await sweep.coordinator.ended, sweep.log).toBe(0);
  await worker.stop();
  expect(worker.exits).toEqual([0]);
  expect([count(worker.log, lost), count(worker.log, 'connected to NATS again')]).toEqual([1, 1]);
});

it('a worker that reaches no server for too long ends, though it has a trial in hand', async () => {
  await using nats = await startTestNats();
  await using gate = await Gate.at(2);
  const name = await newStudy('gone');
  await using sweep = servers.start(name, nats, { workers: [] });
  const worker = startWorker(nats, { cutOffMs: 1_000, env: gate.env });
  await servers.atGate(name, gate, { running: 1 });
  await nats.kill();
  await eventually('its end', async () => worker.exits.length > 0);
  expect(worker.exits[0], sweep.log).toBe(UNAVAILABLE);
  expect(worker.log).toContain('the NATS server could not be reached for 1 s, so the worker ends');
});

it('a worker that is asked to end while NATS is unreachable says what it waits for, and for how long', async () => {
  await using nats = await startTestNats();
  await using gate = await Gate.at(2);
  const name = await newStudy('told');
  await using sweep = servers.start(name, nats, { workers: [] });
  const worker = startWorker(nats, { env: gate.env });
  await servers.atGate(name, gate, { running: 1 });
  await nats.kill();
  await says(worker, 'NATS is unreachable');
  worker.signal('SIGTERM');
  await says(worker, 'waiting up to 60 s for NATS, to give running trials back trials=1');
  await nats.restart();
  await worker.stop();
  expect(worker.exits, sweep.log).toEqual([0]);
});

async function newStudy(name: string): Promise<string> {
  await servers.makeStudy(name, [{ epochs: 4 }]);
  return name;
}
