import { setTimeout as sleep } from 'node:timers/promises';
import { readWorkers } from '@ram-sweep/store/read';
import { startTestNats, startTestNetwork } from '@ram-sweep/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../program/sandbox.js';
import { Gate } from '../gate.js';
import { asCoordinator, asWorker, KEPT, useServers } from '../on-servers.js';

const LEASE_MS = 4_000;
const BROKEN_MS = 1.5 * LEASE_MS;
const BREAKS = ['cut', 'stall'] as const;
const STUDY = [{ epochs: 8 }, { epochs: 8 }];

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
      await using gate = await Gate.at(1);
      await using sweep = servers.start(name, nats, {
        databaseUrl: toPostgres.through(servers.databaseUrl),
        coordinator: asCoordinator(nats, fromCoordinator.through(nats.url)),
        workers: [asWorker(nats), asWorker(nats, fromWorker.through(nats.url))],
        leaseMs: LEASE_MS,
        env: gate.env,
      });
      await servers.atGate(name, gate);
      const before = await servers.attempts(name);
      for (const network of [toPostgres, fromCoordinator, fromWorker]) {
        for (const act of BREAKS) {
          network[act]();
          await gate.letMore();
          await sleep(BROKEN_MS);
          network.mend();
          await servers.atGate(name, gate);
        }
        // Nobody was blamed for what was the coordinator's own trouble.
        if (network !== fromWorker) expect(await servers.attempts(name), sweep.log).toEqual(before);
      }
      await gate.letAll();
      expect(await sweep.finish(), sweep.log).toBe(0);
      // The trial of the worker that was cut off went to another; what it still said about it changed nothing.
      const after = await servers.attempts(name);
      expect(Math.max(...after), sweep.log).toBeGreaterThan(Math.max(...before));
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
      await using gate = await Gate.at(0);
      await using sweep = servers.start(name, nats, {
        coordinator: asCoordinator(nats, network.through(nats.url)),
        workers: [asWorker(nats)],
        leaseMs: LEASE_MS,
        env: gate.env,
      });
      await servers.atGate(name, gate, { running: 1 });
      await eventually('a heartbeat that lists it', async () =>
        (await readWorkers(servers.reader)).some(({ runs }) => runs.length > 0),
      );
      const before = await servers.attempts(name);
      network.stall();
      await sleep(BROKEN_MS);
      network.mend();
      await sleep(BROKEN_MS);
      await gate.letAll();
      expect(await sweep.finish(), sweep.log).toBe(0);
      expect(await servers.attempts(name), sweep.log).toEqual(before);
    },
  );
});
