import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import {
  findStudy,
  lockStudy,
  openStore,
  recordEvents,
  StoreOptionsError,
  StoreRefusedError,
  StoreUnavailableError,
} from '@ram-sweep/store';
import { openReader, readTrial } from '@ram-sweep/store/read';
import { sql } from 'drizzle-orm';
import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { makeStudy, startAttempt, useOwnPostgres } from '../fixture.js';

const fixture = useOwnPostgres();

describe('opening', () => {
  test('says that no server answers, and that trying again may help', async () => {
    const url = 'postgres://ram:secret@127.0.0.1:1/none';
    for (const open of [openStore, openReader]) {
      const opening = open({ url });
      await expect(opening).rejects.toThrow(StoreUnavailableError);
      await expect(opening).rejects.toMatchObject({
        retryable: true,
        message: expect.stringContaining('127.0.0.1:1'),
      });
      await expect(opening).rejects.not.toThrow('secret');
    }
  });

  test('says so too of a server that takes the connection and is silent, as one that is frozen', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    await expect(openStore({ url: `postgres://ram@127.0.0.1:${port}/none` })).rejects.toThrow(
      StoreUnavailableError,
    );
    silent.close();
  });

  test('says that all connections are taken, of a server that runs', async () => {
    const holding: Client[] = [];
    const hold = async (): Promise<void> => {
      const client = new Client({ connectionString: fixture.url });
      client.on('error', () => {});
      await client.connect();
      holding.push(client);
    };
    try {
      await expect(
        (async () => {
          for (;;) await hold();
        })(),
      ).rejects.toMatchObject({ code: '53300' });
      await expect(openReader({ url: fixture.url })).rejects.toMatchObject({
        message: expect.stringContaining('It runs, and all of its connections are taken'),
        retryable: true,
      });
    } finally {
      await Promise.all(holding.map((client) => client.end()));
    }
  });

  test('says that the password is wrong, or the database missing', async () => {
    const wrong = new URL(fixture.url);
    wrong.password = 'wrong';
    await expect(openStore({ url: wrong.href })).rejects.toThrow(StoreRefusedError);
    await expect(openStore({ url: wrong.href })).rejects.toMatchObject({ retryable: false, code: '28P01' });
    const missing = new URL(fixture.url);
    missing.pathname = '/missing';
    await expect(openStore({ url: missing.href })).rejects.toThrow('"missing" does not exist');
  });

  test.each([
    [{ url: 'mysql://localhost/x' }, 'postgres://'],
    [{ url: 'nonsense' }, 'postgres://'],
    [{ url: 'postgres://localhost/x', poolSize: 0 }, 'poolSize'],
  ])('refuses wrong options: %j', async (options, named) => {
    await expect(openStore(options)).rejects.toThrow(StoreOptionsError);
    await expect(openStore(options)).rejects.toThrow(named);
  });
});

/** Ends every connection to the fixture's database but the asking one. */
const cutConnections = () =>
  fixture.store.query((db) =>
    db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`),
  );

describe('a connection that ends', () => {
  test('in a transaction rolls it back and says that trying again may help', async () => {
    const { store } = fixture;
    const study = await makeStudy(store);
    const broken = store.transaction(async (db) => {
      await db.execute(sql`update ram_sweep.studies set name = 'broken' where id = ${study.id}`);
      await cutConnections();
      await db.execute(sql`select 1`);
    });
    await expect(broken).rejects.toThrow(StoreUnavailableError);
    expect((await findStudy(store, study.id))?.name).toBe(study.name);
  });

  test('while idle is replaced without anyone noticing', async () => {
    await using store = await openStore({ url: fixture.url, poolSize: 3 });
    const study = await makeStudy(store);
    // Three at once, so three connections; then all are idle when they are cut.
    await Promise.all([1, 2, 3].map(() => store.query((db) => db.execute(sql`select pg_sleep(0.1)`))));
    await cutConnections();
    await expect.poll(() => findStudy(store, study.id).catch(() => null)).toEqual(study);
  });
});

test('an error of the caller is the one that comes out of a transaction', async () => {
  const reason = new Error('changed my mind');
  await expect(fixture.store.transaction(() => Promise.reject(reason))).rejects.toBe(reason);
});

test('what Postgres refuses is told with its code, and costs no connection', async () => {
  await using store = await openStore({ url: fixture.url, poolSize: 1 });
  const wrong = () => store.transaction((db) => db.execute(sql`select 1 / 0`));
  await expect(wrong()).rejects.toMatchObject({ name: 'StoreRefusedError', code: '22012', retryable: false });
  const backend = () =>
    store.query((db) => db.execute(sql`select pg_backend_pid()`)).then(({ rows }) => rows);
  const before = await backend();
  await expect(wrong()).rejects.toThrow(StoreRefusedError);
  expect(await backend()).toEqual(before);
});

test('closing twice is closing once', async () => {
  const store = await openStore({ url: fixture.url });
  await Promise.all([store.close(), store.close()]);
});

describe('a study lock', () => {
  test('is held by one at a time', async () => {
    const { store, url } = fixture;
    const [study, other] = [await makeStudy(store), await makeStudy(store)];
    await using elsewhere = await openStore({ url });
    const lock = await lockStudy(store, study.id);
    expect(lock).not.toBeNull();
    expect(await lockStudy(elsewhere, study.id)).toBeNull();
    expect(await lockStudy(store, study.id)).toBeNull();
    await (await lockStudy(elsewhere, other.id))?.release();
    await lock?.release();
    const next = await lockStudy(elsewhere, study.id);
    expect(next).not.toBeNull();
    await next?.release();
  });

  test('goes to one of many that ask at once', async () => {
    const study = await makeStudy(fixture.store);
    const locks = await Promise.all(Array.from({ length: 8 }, () => lockStudy(fixture.store, study.id)));
    const held = locks.filter((lock) => lock !== null);
    expect(held).toHaveLength(1);
    await held[0]?.release();
  });

  test('is told lost when its connection ends, and is free then', async () => {
    const { store } = fixture;
    const study = await makeStudy(store);
    const lock = await lockStudy(store, study.id);
    await cutConnections();
    expect(await lock?.lost).toBeInstanceOf(Error);
    await lock?.release();
    const next = await lockStudy(store, study.id);
    expect(next).not.toBeNull();
    await next?.release();
  });

  test('is not told lost when it is released', async () => {
    const study = await makeStudy(fixture.store);
    const lock = await lockStudy(fixture.store, study.id);
    await lock?.release();
    await lock?.release();
    expect(
      await Promise.race([lock?.lost, new Promise((resolve) => setTimeout(resolve, 200, 'still open'))]),
    ).toBe('still open');
  });

  test('is free when the process that held it is killed', async () => {
    const { store, url } = fixture;
    const study = await makeStudy(store);
    const holder = spawn(process.execPath, ['--input-type=module', '--eval', HOLD, url, study.id], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    expect(await lockStudy(store, study.id)).toBeNull();
    holder.kill('SIGKILL');
    const next = await expect
      .poll(() => lockStudy(store, study.id))
      .not.toBeNull()
      .then(
        () => null,
        (error: unknown) => error,
      );
    expect(next).toBeNull();
  });
});

const HOLD = `
  import { lockStudy, openStore } from '@ram-sweep/store';
  const [, url, study] = process.argv;
  const lock = await lockStudy(await openStore({ url }), study);
  console.log(lock === null ? 'refused' : 'held');`;

// Last: it takes the server of this file down.
describe('Postgres, killed with SIGKILL and started again,', () => {
  test('fails what runs, harms no process, and loses nothing that was recorded', async () => {
    const { store, reader, postgres } = fixture;
    const study = await makeStudy(store);
    const attempt = await startAttempt(store, study, 0);
    const lock = await lockStudy(store, study.id);
    await recordEvents(store, study.id, [attempt.epoch(1)]);
    const running = Promise.allSettled([
      store.query((db) => db.execute(sql`select pg_sleep(60)`)),
      store.transaction((db) => db.execute(sql`select pg_sleep(60)`)),
      reader.query((db) => db.execute(sql`select pg_sleep(60)`)),
    ]);
    await postgres.kill('SIGKILL');
    for (const outcome of await running) {
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: { name: 'StoreUnavailableError', retryable: true },
      });
    }
    expect(await lock?.lost).toBeInstanceOf(Error);
    const events = [attempt.epoch(1), attempt.epoch(2)];
    await expect(recordEvents(store, study.id, events)).rejects.toThrow(StoreUnavailableError);
    await expect(lockStudy(store, study.id)).rejects.toThrow(StoreUnavailableError);

    await postgres.restart();
    const recorded = await recordEvents(store, study.id, events);
    expect(recorded.map(({ outcome }) => outcome)).toEqual(['duplicate', 'recorded']);
    expect((await readTrial(reader, study.id, 0))?.epochs).toHaveLength(2);
    const next = await lockStudy(store, study.id);
    expect(next).not.toBeNull();
    await next?.release();
  });
});
