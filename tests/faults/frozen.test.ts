import { setTimeout as sleep } from 'node:timers/promises';
import { startTestNats } from '@ram-sweep/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../program/sandbox.js';
import { asWorker, KEPT, OnServers, useServers } from './on-servers.js';
import type { SweepProcesses } from './sweep-processes.js';
import { paced } from './training-threads.js';

const LEASE_MS = 2_000;
const STUDY = [{ epochs: 60 }, { epochs: 60 }];

/** An answer is waited for up to 10 s, the next question comes 5 s later, ending takes up to 7 s more. */
const COORDINATOR_ENDS_WITHIN_S = 40;

describe('frozen with SIGSTOP for longer than a lease, then going on,', () => {
  const servers = useServers();
  beforeAll(() => servers.runUndisturbed(STUDY));

  /** Every trial in its first attempt, with the numbers of a sweep that nobody froze. */
  async function completesUndisturbed(name: string, own: OnServers, sweep: SweepProcesses): Promise<void> {
    expect(await sweep.finish(), sweep.log).toBe(0);
    expect(
      (await own.trials(name)).map(({ attempt }) => attempt),
      sweep.log,
    ).toEqual([1, 1]);
    expect(await servers.verdict(name, own)).toEqual(KEPT);
  }

  it.concurrent('the coordinator, nats-server and Postgres cost no worker its trial', async () => {
    const name = 'all-in-turn';
    await using own = await new OnServers().boot();
    await own.makeStudy(name, STUDY);
    await using nats = await startTestNats();
    await using sweep = own.start(name, nats, { env: paced(200) });
    await own.trained(name, { running: 2, epochs: 2 });
    const freeze = [
      (signal: NodeJS.Signals) => Promise.resolve(sweep.coordinator.signal(signal)),
      (signal: NodeJS.Signals) => nats.kill(signal),
      (signal: NodeJS.Signals) => own.postgres.kill(signal),
    ];
    for (const send of freeze) {
      const before = await own.trials(name);
      await send('SIGSTOP');
      await sleep(1.5 * LEASE_MS);
      await send('SIGCONT');
      await own.trainedOn(name, before);
    }
    await completesUndisturbed(name, own, sweep);
  });

  it.concurrent(
    'a whole sweep costs no trial an attempt, though its trainings stood still for so long',
    async () => {
      const name = 'lid-closed';
      // Longer than a thread takes to its first step on a machine that is busy.
      const hangMs = 15_000;
      await using own = await new OnServers().boot();
      await own.makeStudy(name, STUDY);
      await using nats = await startTestNats();
      const workers = [
        { ...asWorker(nats), hangMs },
        { ...asWorker(nats), hangMs },
      ];
      await using sweep = own.start(name, nats, { workers, env: paced(200) });
      const before = await own.trained(name, { running: 2, epochs: 2 });
      const all = [sweep.coordinator, ...sweep.workers];
      for (const each of all) each.signal('SIGSTOP');
      await sleep(1.2 * hangMs);
      for (const each of all) each.signal('SIGCONT');
      await own.trainedOn(name, before);
      await completesUndisturbed(name, own, sweep);
    },
  );

  it.concurrent(
    'a Postgres that does not come back does not hold the coordinator up: it is started again',
    async () => {
      const name = 'frozen-postgres';
      await using own = await new OnServers().boot();
      await own.makeStudy(name, STUDY);
      await using nats = await startTestNats();
      await using sweep = own.start(name, nats, { env: paced(200) });
      await own.trained(name, { running: 2, epochs: 2 });
      await own.postgres.kill('SIGSTOP');
      await eventually('the end of the coordinator', COORDINATOR_ENDS_WITHIN_S, async () =>
        sweep.coordinator.exits.includes(5),
      );
      await own.postgres.kill('SIGCONT');
      await completesUndisturbed(name, own, sweep);
    },
  );
});
