import { randomUUID } from 'node:crypto';
import { connectBus } from '@ram-sweep/bus';
import { natsAccess, natsConfig, newNatsCredentials } from '@ram-sweep/services';
import { findStudySummary } from '@ram-sweep/store/read';
import { askPostgres, startOwnNats, startTestNats, type TestNats } from '@ram-sweep/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventually, Sandbox } from '../../program/sandbox.js';
import { Gate } from '../gate.js';
import { asCoordinator, KEPT, useServers } from '../on-servers.js';

const STUDY = [{ epochs: 6 }, { epochs: 6 }];
const FLAGS = ['--plain', '--workers', '2', '--threads', '1', '--engine', 'onnx'];
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
  const servers = useServers((each) => each.boot());
  beforeAll(() => servers.runUndisturbed(STUDY));

  it.concurrent(
    'Postgres, its disk full, then read-only: training continues, results wait, those who follow learn why',
    async () => {
      const name = 'no-space';
      await servers.makeStudy(name, STUDY);
      await using nats = await startTestNats();
      await using gate = await Gate.at(1);
      await using sandbox = await Sandbox.onServers(servers.databaseUrl, nats, gate.env);
      const sweep = sandbox.start('resume', name, ...FLAGS);
      let told = '';
      sweep.stdout?.setEncoding('utf8').on('data', (text: string) => (told += text));
      const ended = new Promise((resolve) => sweep.once('close', resolve));
      await servers.atGate(name, gate);
      const before = await servers.attempts(name);
      const study = (await findStudySummary(servers.reader, name))!;
      const bus = await connectBus({ ...asCoordinator(nats), name: 'test', role: 'cli' });
      const waiting = async (count: number) => (await bus.events.waiting(study.id)) === count;

      await askPostgres(servers.databaseUrl, FILL_DISK);
      await gate.letMore(2);
      await eventually('two results of each worker that wait', () => waiting(4));
      await eventually('a word of the full disk', async () => told.includes('Its disk is full'));
      expect(told).toContain('coordinator: results wait');
      await askPostgres(servers.databaseUrl, FREE_SPACE);
      await servers.atGate(name, gate);

      await askPostgres(servers.databaseUrl, READ_ONLY);
      await gate.letMore(2);
      await eventually('two results of each worker that wait', () => waiting(4));
      await eventually('a word of writes', async () => told.includes('It takes no writes'));
      await askPostgres(servers.databaseUrl, READ_WRITE);
      await servers.atGate(name, gate);
      await bus.close();

      await gate.letAll();
      expect(await ended, told).toBe(0);
      expect(await servers.attempts(name)).toEqual(before);
      expect(await servers.verdict(name)).toEqual(KEPT);
    },
  );

  it.concurrent(
    'JetStream, its storage full: trainings wait, and continue when it has room and was restarted',
    async () => {
      const name = 'no-room';
      await servers.makeStudy(name, STUDY);
      const room = { bytes: JETSTREAM_BYTES };
      await using nats = await startNatsWith(room);
      await using gate = await Gate.at(1);
      await using sweep = servers.start(name, nats, { env: gate.env });
      await servers.atGate(name, gate);
      const before = await servers.attempts(name);

      const bus = await connectBus({ ...asCoordinator(nats), name: 'test', role: 'coordinator' });
      await fill(bus, randomUUID());
      await gate.letAll();
      await eventually('a word of it', async () =>
        sweep.log.includes('the storage of JetStream may be full'),
      );
      expect((await servers.trials(name)).map(({ epochs }) => epochs)).toEqual([1, 1]);
      await bus.close();
      // nats-server switches JetStream off when its storage is full, and on again when it starts.
      room.bytes *= 10;
      await nats.restart();

      expect(await sweep.finish(), sweep.log).toBe(0);
      expect(await servers.attempts(name), sweep.log).toEqual(before);
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
