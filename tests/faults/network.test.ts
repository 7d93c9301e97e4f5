import { setTimeout as sleep } from 'node:timers/promises';
import { startTestNats, startTestNetwork, type TestNetwork } from '@ram-sweep/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { asCoordinator, asWorker, KEPT, useServers } from './on-servers.js';
import type { SweepProcesses } from './sweep-processes.js';

const LEASE_MS = 2_000;
const BROKEN_MS = 1.5 * LEASE_MS;
const STUDY = [{ epochs: 80 }, { epochs: 80 }];

describe('a network that is cut, then a black hole, each for longer than a lease,', () => {
  const servers = useServers();

  beforeAll(async () => {
    await servers.makeStudy('undisturbed', STUDY);
    await using nats = await startTestNats();
    await using sweep = servers.start('undisturbed', nats);
    expect(await sweep.finish(), sweep.log).toBe(0);
    await servers.rememberUndisturbed('undisturbed');
  });

  /** Breaks the network in both ways while both trials run, and sees the study end as if nothing had been. */
  async function survives(name: string, network: TestNetwork, sweep: SweepProcesses): Promise<void> {
    await servers.trained(name, { running: 2, epochs: 3 });
    for (const act of ['cut', 'stall'] as const) {
      network[act]();
      await sleep(BROKEN_MS);
      const before = await servers.trials(name);
      network.mend();
      await servers.trainedOn(name, before);
    }
    expect(await sweep.finish(), sweep.log).toBe(0);
    expect(await servers.verdict(name)).toEqual(KEPT);
  }

  it.concurrent(
    'between a worker and NATS: its trial goes to another, and it changes nothing late',
    async () => {
      const name = 'worker-nats';
      await servers.makeStudy(name, STUDY);
      await using nats = await startTestNats();
      await using network = await startTestNetwork(nats.url);
      const workers = [asWorker(nats), asWorker(nats, network.through(nats.url))];
      await using sweep = servers.start(name, nats, { workers });
      await survives(name, network, sweep);
      const [lost] = (await servers.trials(name)).filter(({ attempt }) => attempt > 1);
      expect(lost, sweep.log).toBeDefined();
    },
  );

  it.concurrent('between the coordinator and NATS: no worker is blamed for it', async () => {
    const name = 'coordinator-nats';
    await servers.makeStudy(name, STUDY);
    await using nats = await startTestNats();
    await using network = await startTestNetwork(nats.url);
    const coordinator = asCoordinator(nats, network.through(nats.url));
    await using sweep = servers.start(name, nats, { coordinator });
    await survives(name, network, sweep);
    expect(
      (await servers.trials(name)).map(({ attempt }) => attempt),
      sweep.log,
    ).toEqual([1, 1]);
  });

  it.concurrent(
    'between the coordinator and NATS in a long epoch, of which nothing waits to be read',
    async () => {
      const name = 'long-epoch';
      await servers.makeStudy(name, [{ epochs: 1, rollouts: 60, glimpses: 10 }]);
      await using nats = await startTestNats();
      await using network = await startTestNetwork(nats.url);
      const coordinator = asCoordinator(nats, network.through(nats.url));
      await using sweep = servers.start(name, nats, { coordinator });
      await servers.trained(name, { running: 1, epochs: -1 });
      network.stall();
      await sleep(BROKEN_MS);
      network.mend();
      expect(await sweep.finish(), sweep.log).toBe(0);
      expect(
        (await servers.trials(name)).map(({ attempt }) => attempt),
        sweep.log,
      ).toEqual([1]);
    },
  );

  it.concurrent(
    'between the coordinator and Postgres: training goes on, and no worker is blamed',
    async () => {
      const name = 'coordinator-postgres';
      await servers.makeStudy(name, STUDY);
      await using nats = await startTestNats();
      await using network = await startTestNetwork(servers.databaseUrl);
      await using sweep = servers.start(name, nats, { databaseUrl: network.through(servers.databaseUrl) });
      await survives(name, network, sweep);
      expect(
        (await servers.trials(name)).map(({ attempt }) => attempt),
        sweep.log,
      ).toEqual([1, 1]);
    },
  );
});
