import { setTimeout as sleep } from 'node:timers/promises';
import { startTestNats, startTestNetwork } from '@ram-sweep/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { asCoordinator, asWorker, KEPT, useServers } from './on-servers.js';
import { paced } from './training-threads.js';

const BROKEN_MS = 3_000;
const BREAKS = ['cut', 'stall'] as const;
const STUDY = [{ epochs: 110 }, { epochs: 110 }];

describe('a network that is cut or a black hole for one and a half leases', () => {
  const servers = useServers();
  beforeAll(() => servers.runUndisturbed(STUDY));

  it.concurrent(
    'between any two of a sweep: every trial and epoch comes once, with the numbers of a whole network',
    async () => {
      const name = 'broken';
      await servers.makeStudy(name, STUDY);
      await using nats = await startTestNats();
      await using toPostgres = await startTestNetwork(servers.databaseUrl);
      await using fromCoordinator = await startTestNetwork(nats.url);
      await using fromWorker = await startTestNetwork(nats.url);
      await using sweep = servers.start(name, nats, {
        databaseUrl: toPostgres.through(servers.databaseUrl),
        coordinator: asCoordinator(nats, fromCoordinator.through(nats.url)),
        workers: [asWorker(nats), asWorker(nats, fromWorker.through(nats.url))],
        env: paced(250),
      });
      await servers.trained(name, { running: 2, epochs: 1 });
      for (const network of [toPostgres, fromCoordinator, fromWorker]) {
        for (const act of BREAKS) {
          // Nobody was blamed for what was the coordinator's own trouble.
          if (network !== fromWorker)
            expect(
              (await servers.trials(name)).map(({ attempt }) => attempt),
              sweep.log,
            ).toEqual([1, 1]);
          const before = await servers.trained(name, { running: 1, epochs: 1 });
          network[act]();
          await sleep(BROKEN_MS);
          network.mend();
          await servers.trainedOn(name, before);
        }
      }
      expect(await sweep.finish(), sweep.log).toBe(0);
      // The trial of the worker that was cut off went to another; what it still said about it changed nothing.
      expect(
        Math.max(...(await servers.trials(name)).map(({ attempt }) => attempt)),
        sweep.log,
      ).toBeGreaterThan(1);
      expect(await servers.verdict(name)).toEqual(KEPT);
    },
  );

  it.concurrent(
    'between the coordinator and NATS in a long epoch, of which nothing waits to be read: nobody is blamed',
    async () => {
      const name = 'long-epoch';
      await servers.makeStudy(name, [{ epochs: 1 }]);
      await using nats = await startTestNats();
      await using network = await startTestNetwork(nats.url);
      const coordinator = asCoordinator(nats, network.through(nats.url));
      await using sweep = servers.start(name, nats, {
        coordinator,
        workers: [asWorker(nats)],
        env: paced(2.5 * BROKEN_MS),
      });
      await servers.trained(name, { running: 1, epochs: -1 });
      await sleep(1_000);
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
});
