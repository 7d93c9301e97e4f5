import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectBus } from '@ram-sweep/bus';
import { findServices, natsAccess, natsConfig, newNatsCredentials } from '@ram-sweep/services';
import { findStudySummary } from '@ram-sweep/store/read';
import { askPostgres, startOwnNats, type TestNats } from '@ram-sweep/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventually, Sandbox } from '../program/sandbox.js';
import { asCoordinator, asWorker, KEPT, useServers } from './on-servers.js';
import { paced } from './training-threads.js';

const STUDY = [{ epochs: 50 }, { epochs: 50 }];
const FLAGS = ['--plain', '--workers', '2', '--threads', '1', '--lease', '2'];
const HANG_MS = 10_000;
const JETSTREAM_BYTES = 16 * 1024 * 1024;

/** What Postgres answers when a file of a table cannot grow (SQLSTATE disk_full). */
const FILL_DISK = `
  create function ram_sweep.no_space() returns trigger language plpgsql as $$ begin
    raise exception 'could not extend file "base/5/16384": No space left on device' using errcode = '53100';
  end $$;
  create trigger no_space before insert on ram_sweep.epochs execute function ram_sweep.no_space()`;
const FREE_SPACE = `drop function ram_sweep.no_space() cascade`;

/** As after a failover to a standby: connections end, new ones may only read. */
const READ_ONLY = `
  alter role current_user set default_transaction_read_only = on;
  select pg_terminate_backend(pid) from pg_stat_activity
    where usename = current_user and pid <> pg_backend_pid()`;
const READ_WRITE = `set transaction read write; alter role current_user reset default_transaction_read_only`;

describe('a server that takes nothing more', () => {
  const servers = useServers();
  beforeAll(() => servers.runUndisturbed(STUDY));

  it.concurrent(
    'Postgres, its disk full, then read-only: training goes on, results wait, who follows is told why',
    async () => {
      const name = 'no-space';
      await servers.makeStudy(name, STUDY);
      await using sandbox = await Sandbox.create();
      const sweep = sandbox
        .with(paced(250))
        .start('resume', name, ...FLAGS, '--database', servers.databaseUrl);
      let told = '';
      sweep.stdout?.setEncoding('utf8').on('data', (text: string) => (told += text));
      const ended = new Promise((resolve) => sweep.once('close', resolve));
      await servers.trained(name, { running: 2, epochs: 1 });
      const study = (await findStudySummary(servers.reader, name))!;
      const { nats } = (await findServices(sandbox.home))!;
      const bus = await connectBus({ ...asCoordinator(nats), name: 'test', role: 'cli' });
      const waiting = async (more: number) => (await bus.events.waiting(study.id)) >= more;

      await askPostgres(servers.databaseUrl, FILL_DISK);
      await eventually('results of both workers that wait', 30, () => waiting(4));
      await eventually('a word of the full disk', 30, async () => told.includes('Its disk is full'));
      expect(told).toContain('coordinator: results wait');
      await askPostgres(servers.databaseUrl, FREE_SPACE);
      await eventually('results that are recorded', 30, async () => !(await waiting(3)));

      const before = await servers.trials(name);
      await askPostgres(servers.databaseUrl, READ_ONLY);
      await eventually('results that wait', 30, () => waiting(4));
      await eventually('a word of writes', 30, async () => told.includes('It takes no writes'));
      await askPostgres(servers.databaseUrl, READ_WRITE);
      await servers.trainedOn(name, before);
      await bus.close();

      expect(await ended, told).toBe(0);
      expect((await servers.trials(name)).map(({ attempt }) => attempt)).toEqual([1, 1]);
      expect(await servers.verdict(name)).toEqual(KEPT);
    },
  );

  it.concurrent(
    'JetStream, its storage full: trainings wait, not called hung, and go on when it has room and was restarted',
    async () => {
      const name = 'no-room';
      await servers.makeStudy(name, STUDY);
      const room = { bytes: JETSTREAM_BYTES };
      await using nats = await startNatsWith(room);
      const workers = [1, 2].map(() => ({ ...asWorker(nats), hangMs: HANG_MS }));
      await using sweep = servers.start(name, nats, { workers, env: paced(400) });
      await servers.trained(name, { running: 2, epochs: 1 });

      const bus = await connectBus({ ...asCoordinator(nats), name: 'test', role: 'coordinator' });
      const ballast = randomUUID();
      await fill(bus, ballast);
      await eventually('a word of it', 60, async () =>
        sweep.log.includes('the storage of JetStream may be full'),
      );
      await sleep(HANG_MS + 2_000);
      const before = await servers.trials(name);
      expect(before.map(({ state, attempt }) => `${state} ${attempt}`)).toEqual(['running 1', 'running 1']);
      await bus.close();
      // nats-server switches JetStream off when its storage is full, and on again when it starts.
      room.bytes *= 10;
      await nats.restart();

      expect(await sweep.finish(), sweep.log).toBe(0);
      expect(
        (await servers.trials(name)).map(({ attempt }) => attempt),
        sweep.log,
      ).toEqual([1, 1]);
      expect(await servers.verdict(name)).toEqual(KEPT);
    },
  );
});

/** A nats-server as the embedded one, with so much room for its streams whenever it starts. */
async function startNatsWith(room: { bytes: number }): Promise<TestNats> {
  const credentials = newNatsCredentials();
  const place = (directory: string) => ({ directory, name: 'ram-sweep-test', port: 0, credentials });
  const server = await startOwnNats((directory) => {
    const config = JSON.parse(natsConfig(place(directory))) as { jetstream: object };
    return { ...config, jetstream: { ...config.jetstream, max_file_store: room.bytes } };
  });
  return { ...natsAccess(place(server.directory)), ...server };
}

/** Stores checkpoints of nobody until not even a small one is taken. */
async function fill(bus: Awaited<ReturnType<typeof connectBus>>, study: string): Promise<void> {
  let epoch = 0;
  for (const bytes of [1024 * 1024, 32 * 1024, 1024]) {
    let isTaken = true;
    while (isTaken) {
      epoch += 1;
      const at = { epoch, step: 0, signal: AbortSignal.timeout(2_000) };
      isTaken = await bus.checkpoints.put(`${study}/0/1-${epoch}-0`, new Uint8Array(bytes), at).then(
        () => true,
        () => false,
      );
    }
  }
}
