import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectBus } from '@ram-sweep/bus';
import { startServices, type NatsAccess } from '@ram-sweep/services';
import { findStudySummary, readTrial, readWorkers } from '@ram-sweep/store/read';
import { startTestNats } from '@ram-sweep/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventually, finish, Sandbox } from '../../program/sandbox.js';
import { Gate } from '../gate.js';
import { asCoordinator, asWorker, KEPT, OnServers, useServers } from '../on-servers.js';
import { jumpingClock } from '../training-threads.js';

const LEASE_MS = 4_000;
const STUDY = [{ epochs: 6 }, { epochs: 6 }];
/** The clock of preloads/jumping-clock.mjs jumps every two seconds, to one of three places. */
const ALL_JUMPS_MS = 8_000;
const FLAGS = ['--plain', '--workers', '2', '--threads', '1', '--engine', 'onnx'];

describe('what a sweep outlives', () => {
  const servers = useServers();
  beforeAll(() => servers.runUndisturbed(STUDY));

  it.concurrent(
    'a worker that was stopped and returns while its successor trains: it is fenced and changes nothing',
    async () => {
      const name = 'returning';
      await servers.makeStudy(name, STUDY);
      await using nats = await startTestNats();
      await using gate = await Gate.at(2);
      // Two slots each, so that either has room for the other's trial.
      const workers = [1, 2].map(() => ({ ...asWorker(nats), slots: 2 }));
      await using sweep = servers.start(name, nats, { leaseMs: LEASE_MS, workers, env: gate.env });
      const [trial] = await servers.atGate(name, gate);
      const stopped = sweep.workers.find(({ pid }) => trial!.worker?.includes(`-${pid}-`));
      stopped!.signal('SIGSTOP');
      await eventually('another worker with its trial', async () => {
        const now = (await servers.trials(name))[trial!.number]!;
        return now.state === 'running' && now.worker !== trial!.worker;
      });
      await gate.letMore(2);
      const taken = (await servers.atGate(name, gate)).find(({ number }) => number === trial!.number)!;
      stopped!.signal('SIGCONT');
      await eventually('the first worker without its trial', async () => {
        const heard = (await readWorkers(servers.reader)).find(({ id }) => id === trial!.worker);
        return heard?.runs.length === 0;
      });
      await gate.letAll();
      expect(await sweep.finish(), sweep.log).toBe(0);

      const { id } = (await findStudySummary(servers.reader, name))!;
      const { attempts, checkpoints } = (await readTrial(servers.reader, id, trial!.number))!;
      expect(attempts[trial!.attempt - 1]).toMatchObject({ outcome: 'lost', worker: trial!.worker });
      expect(attempts.at(-1)).toMatchObject({ outcome: 'complete', worker: taken.worker });
      // What is kept is the successor's: the attempt is part of a checkpoint's name.
      const names = checkpoints.map((each) => each.name.split('/')[2]?.split('-')[0]);
      expect(names).toEqual([`${taken.attempt}`, `${taken.attempt}`]);
      expect(await servers.verdict(name)).toEqual(KEPT);
    },
  );

  it.concurrent(
    'all of JetStream deleted between two runs: continues from Postgres and says what is trained again',
    async () => {
      const name = 'no-jetstream';
      await servers.makeStudy(name, STUDY);
      await using nats = await startTestNats();
      await using gate = await Gate.at(2);
      await using sandbox = await Sandbox.onServers(servers.databaseUrl, nats, gate.env);
      const sweep = sandbox.start('resume', name, ...FLAGS);
      const finished = finish(sweep);
      const interrupted = await servers.atGate(name, gate);
      sweep.kill('SIGINT');
      expect((await finished).code).toBe(130);
      await nats.kill();
      await rm(join(nats.directory, 'jetstream'), { recursive: true });
      await nats.restart();

      await gate.letAll();
      const { code, stdout } = await sandbox.run('resume', name, ...FLAGS);
      expect(code, stdout).toBe(0);
      for (const { number } of interrupted) {
        expect(stdout).toMatch(
          new RegExp(`trial ${number}: cannot resume from epoch \\d+: checkpoint .* is not on`),
        );
        expect(stdout).toContain(
          `trial ${number}: no checkpoint could be used; training starts again from epoch 1`,
        );
      }
      expect(await servers.verdict(name)).toEqual(KEPT);
    },
  );

  it.concurrent(
    'Postgres gone for a while: training continues, and every result waits until it is committed',
    async () => {
      const name = 'no-postgres';
      await using own = await new OnServers().boot();
      await own.makeStudy(name, STUDY);
      await using nats = await startTestNats();
      await using gate = await Gate.at(1);
      await using sandbox = await Sandbox.onServers(own.databaseUrl, nats, gate.env);
      const finished = finish(sandbox.start('resume', name, ...FLAGS));
      await own.atGate(name, gate);
      const before = await own.attempts(name);
      const results = await waitingResults(own, name, nats);

      await own.postgres.kill();
      await gate.letMore();
      await eventually('a result of each worker that waits', async () => (await results.count()) === 2);
      await gate.letMore();
      await eventually('another of each', async () => (await results.count()) === 4);
      expect(await sandbox.pids('worker')).toHaveLength(2);
      await own.postgres.restart();
      await own.atGate(name, gate);
      await results.close();

      await gate.letAll();
      const { code, stderr, stdout } = await finished;
      expect(code, stderr + stdout).toBe(0);
      // No attempt was lost by the outage: every trial ended in the attempt that ran before it.
      expect(await own.attempts(name)).toEqual(before);
      expect(await servers.verdict(name, own)).toEqual(KEPT);
    },
  );

  it.concurrent('a clock that jumps by hours, in every process: no trial is lost', async () => {
    const name = 'jumping';
    await servers.makeStudy(name, STUDY);
    await using nats = await startTestNats();
    await using gate = await Gate.at(1);
    const NODE_OPTIONS = `${gate.env['NODE_OPTIONS']} ${jumpingClock}`;
    await using sandbox = await Sandbox.onServers(servers.databaseUrl, nats, { ...gate.env, NODE_OPTIONS });
    const finished = finish(sandbox.start('resume', name, ...FLAGS));
    await servers.atGate(name, gate);
    const before = await servers.attempts(name);
    await sleep(ALL_JUMPS_MS);
    await gate.letAll();
    const { code, stdout, stderr } = await finished;
    expect(code, stdout + stderr).toBe(0);
    expect(await servers.attempts(name)).toEqual(before);
    expect(await servers.verdict(name)).toEqual(KEPT);
  });

  it.concurrent('kill -9 of the embedded servers: each is started again, on the same data', async () => {
    const name = 'embedded';
    await using gate = await Gate.at(1);
    await using sandbox = await Sandbox.create(gate.env);
    const { databaseUrl: url, readerUrl } = await startServices({ home: sandbox.home });
    await using embedded = await new OnServers().open({ url, readerUrl });
    await embedded.makeStudy(name, STUDY);
    const finished = finish(sandbox.start('resume', name, ...FLAGS));
    await embedded.atGate(name, gate);
    const before = await embedded.attempts(name);
    for (const server of ['nats-server', 'postgres'] as const) {
      const [pid] = await sandbox.serverPids(server);
      process.kill(pid!, 'SIGKILL');
      await eventually(`another ${server}`, async () => {
        const [now] = await sandbox.serverPids(server);
        return now !== undefined && now !== pid;
      });
      await gate.letMore();
      await eventually('Postgres', () => embedded.attempts(name).catch(() => null));
      await embedded.atGate(name, gate);
    }
    await gate.letAll();
    const { code, stderr, stdout } = await finished;
    expect(code, stderr + stdout).toBe(0);
    expect(await embedded.attempts(name)).toEqual(before);
    expect(await servers.verdict(name, embedded)).toEqual(KEPT);
  });
});

/** The results of a study that are in JetStream and not in Postgres. */
async function waitingResults(servers: OnServers, name: string, nats: NatsAccess) {
  const { id } = (await findStudySummary(servers.reader, name))!;
  const bus = await connectBus({ ...asCoordinator(nats), name: 'test', role: 'cli' });
  return { count: () => bus.events.waiting(id), close: () => bus.close() };
}
