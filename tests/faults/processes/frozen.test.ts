import { setTimeout as sleep } from 'node:timers/promises';
import { startTestNats } from '@ram-sweep/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../program/sandbox.js';
import { Gate } from '../gate.js';
import { asWorker, KEPT, OnServers, useServers } from '../on-servers.js';

const LEASE_MS = 4_000;
const FROZEN_MS = 2 * LEASE_MS;
const STUDY = [{ epochs: 7 }, { epochs: 7 }];
/** Longer than any thread takes to its first step. */
const HANG_MS = 20_000;
/** A coordinator's exit code where a server is unreachable. */
const UNAVAILABLE = 5;

describe('frozen with SIGSTOP for longer than a lease, then going on,', () => {
  const servers = useServers();
  beforeAll(() => servers.runUndisturbed(STUDY));

  it.concurrent(
    'the coordinator, nats-server and Postgres cost no worker its trial; Postgres does not hold the coordinator up',
    async () => {
      const name = 'all-in-turn';
      await using own = await new OnServers().boot();
      await own.makeStudy(name, STUDY);
      await using nats = await startTestNats();
      await using gate = await Gate.at(1);
      await using sweep = own.start(name, nats, { leaseMs: LEASE_MS, env: gate.env });
      const freeze = [
        (signal: NodeJS.Signals) => Promise.resolve(sweep.coordinator.signal(signal)),
        (signal: NodeJS.Signals) => nats.kill(signal),
        (signal: NodeJS.Signals) => own.postgres.kill(signal),
      ];
      await own.atGate(name, gate);
      const before = await own.attempts(name);
      for (const send of freeze) {
        await send('SIGSTOP');
        await gate.letMore();
        await sleep(FROZEN_MS);
        await send('SIGCONT');
        await own.atGate(name, gate);
      }

      await own.postgres.kill('SIGSTOP');
      await gate.letMore();
      await eventually('the end of the coordinator', async () =>
        sweep.coordinator.exits.includes(UNAVAILABLE),
      );
      await own.postgres.kill('SIGCONT');
      await own.atGate(name, gate);

      await gate.letAll();
      expect(await sweep.finish(), sweep.log).toBe(0);
      expect(await own.attempts(name), sweep.log).toEqual(before);
      expect(await servers.verdict(name, own)).toEqual(KEPT);
    },
  );

  it.concurrent(
    'a whole sweep costs no trial an attempt, though its training stood still for so long',
    async () => {
      const name = 'lid-closed';
      await servers.makeStudy(name, STUDY);
      await using nats = await startTestNats();
      await using gate = await Gate.at(1);
      const workers = [{ ...asWorker(nats), hangMs: HANG_MS }];
      await using sweep = servers.start(name, nats, { leaseMs: LEASE_MS, workers, env: gate.env });
      await servers.atGate(name, gate, { running: 1 });
      const before = await servers.attempts(name);
      const all = [sweep.coordinator, ...sweep.workers];
      for (const each of all) each.signal('SIGSTOP');
      await gate.letAll();
      await sleep(1.2 * HANG_MS);
      for (const each of all) each.signal('SIGCONT');
      expect(await sweep.finish(), sweep.log).toBe(0);
      const after = await servers.attempts(name);
      expect(after[0], sweep.log).toBe(before[0]);
      expect(await servers.verdict(name)).toEqual(KEPT);
    },
  );
});
