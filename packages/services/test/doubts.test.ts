import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { findServices, startServices, stopServices } from '../src/index.js';
import { isAlive } from '../src/process/process.js';
import { homeOfFile, readServicesFile, temporaryHome } from './running-services.js';

const usedHome = homeOfFile();

afterEach(() => vi.unstubAllEnvs());

/** Settings of other servers, each of which alone would keep us from ours. */
const OF_OTHER_SERVERS = {
  PGHOST: 'db.example',
  PGPORT: '1',
  PGUSER: 'someone',
  PGDATABASE: 'elsewhere',
  PGPASSWORD: 'not-this-one',
  PGPASSFILE: '/nonexistent',
  PGSSLMODE: 'require',
  PGSSLNEGOTIATION: 'direct',
  PGOPTIONS: '-c no_such_setting=1',
  PGCLIENTENCODING: 'LATIN1',
  PGCLIENT_ENCODING: 'NONSENSE',
  PGREPLICATION: 'database',
  PGTZ: 'Nowhere/None',
  PGDATA: '/nonexistent',
  PGAPPNAME: 'somebody else',
  PGSERVICE: 'elsewhere',
  NATS_URL: 'nats://nats.example:1',
  NATS_USER: 'someone',
  NATS_PASSWORD: 'not-this-one',
  LC_ALL: 'xx_XX.nonsense',
  TZ: 'Nowhere/None',
};

test.each(Object.entries(OF_OTHER_SERVERS))(
  'with %s=%s in the environment, running servers are found and left running',
  async (name, value) => {
    const home = usedHome();
    const before = await startServices({ home });
    const { postgres, nats } = await readServicesFile(home);
    vi.stubEnv(name, value);
    expect(await findServices(home)).toEqual({ ...before, startedNow: false });
    expect(await startServices({ home })).toEqual({ ...before, startedNow: false });
    expect(await readServicesFile(home)).toMatchObject({
      postgres: { pid: postgres.pid },
      nats: { pid: nats.pid },
    });
  },
);

test('with all of them set, servers are made and reached by anyone who has their address', async () => {
  for (const [name, value] of Object.entries(OF_OTHER_SERVERS)) vi.stubEnv(name, value);
  const home = await temporaryHome();
  const { databaseUrl, readerUrl } = await startServices({ home });
  for (const [connectionString, isReadOnly] of [
    [databaseUrl, 'off'],
    [readerUrl, 'on'],
  ] as const) {
    const client = await connected(connectionString);
    const { rows } = await client.query('select current_setting($1) as value', [
      'default_transaction_read_only',
    ]);
    expect(rows).toEqual([{ value: isReadOnly }]);
  }
});

test('a Postgres whose connections are all taken runs, and is left alone', async () => {
  const home = usedHome();
  const before = await startServices({ home });
  const { postgres } = await readServicesFile(home);
  await takeAllConnections(before.databaseUrl);
  expect(await findServices(home)).toEqual({ ...before, startedNow: false });
  expect(await startServices({ home })).toEqual({ ...before, startedNow: false });
  expect((await readServicesFile(home)).postgres.pid).toBe(postgres.pid);
  expect(await isAlive(postgres.pid)).toBe(true);
});

test('servers that refuse our passwords are named, with the way out, and left running', async () => {
  const home = await temporaryHome();
  await startServices({ home });
  const { postgres, nats } = await readServicesFile(home);
  const record = join(home, 'services.json');
  const text = await readFile(record, 'utf8');
  await writeFile(record, text.replaceAll(/"(admin|owner|reader)": "[^"]+"/g, '"$1": "another-password-1"'));
  await expect(startServices({ home })).rejects.toThrow(
    /Postgres at port \d+ .* refuses its password.*ram-sweep down/,
  );
  await writeFile(record, text.replaceAll(/"(coordinator|worker)": "[^"]+"/g, '"$1": "another-password-1"'));
  await expect(startServices({ home })).rejects.toThrow(/nats-server at port \d+ .* refuses its password/);
  expect(await Promise.all([postgres.pid, nats.pid].map(isAlive))).toEqual([true, true]);
  expect(await stopServices(home)).toEqual(['postgres', 'nats-server']);
});

test('a Postgres that is recovering is waited for', async () => {
  const home = await temporaryHome();
  const { databaseUrl } = await startServices({ home });
  const { postgres } = await readServicesFile(home);
  // A crash of one of its processes: it ends all sessions and recovers, as the same process.
  const client = await connected(databaseUrl);
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  for (const { pid } of rows) process.kill(pid, 'SIGKILL');
  await startServices({ home });
  expect((await readServicesFile(home)).postgres.pid).toBe(postgres.pid);
});

test('a server whose first start was cut short before it knew our roles gets them', async () => {
  const home = await temporaryHome();
  await startServices({ home });
  const { postgres } = await readServicesFile(home);
  const admin = await adminOf(home);
  await admin.query('drop database ram_sweep with (force)');
  await admin.end();
  const { databaseUrl } = await startServices({ home });
  expect((await (await connected(databaseUrl)).query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  expect((await readServicesFile(home)).postgres.pid).toBe(postgres.pid);
});

async function connected(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => {});
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

async function adminOf(home: string): Promise<pg.Client> {
  const record = JSON.parse(await readFile(join(home, 'services.json'), 'utf8')) as {
    postgres: { port: number; credentials: { admin: string } };
  };
  const { port, credentials } = record.postgres;
  return connected(`postgres://ram_sweep_admin:${credentials.admin}@127.0.0.1:${port}/postgres`);
}

async function takeAllConnections(url: string): Promise<void> {
  for (;;) {
    const refused = await connected(url).then(
      () => null,
      (error: { code?: string }) => error.code,
    );
    if (refused === null) continue;
    expect(refused).toBe('53300');
    return;
  }
}
