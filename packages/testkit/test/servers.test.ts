import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { createInterface } from 'node:readline';
import { connect } from 'nats';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { startTestNats, startTestPostgres } from '../src/index.js';

const built = new URL('../dist/index.js', import.meta.url);

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('databases of one server know nothing of each other, and the reader reads what the owner makes', async () => {
  await using postgres = await startTestPostgres();
  const [one, two] = [await postgres.createDatabase(), await postgres.createDatabase()];
  await query(one, 'CREATE TABLE t AS SELECT 7 AS n');
  expect(await query(postgres.readerUrl(one), 'SELECT n FROM t')).toEqual([{ n: 7 }]);
  await expect(query(two, 'SELECT n FROM t')).rejects.toThrow(/does not exist/);
});

test('a Postgres that is killed comes back at the same URL with its data', async () => {
  await using postgres = await startTestPostgres();
  await query(postgres.url, 'CREATE TABLE t AS SELECT 7 AS n');
  await postgres.kill('SIGKILL');
  await expect(query(postgres.url, 'SELECT 1')).rejects.toThrow();
  await postgres.restart();
  expect(await query(postgres.url, 'SELECT n FROM t')).toEqual([{ n: 7 }]);
});

test('a nats-server that is killed comes back at the same URL with its streams', async () => {
  await using server = await startTestNats();
  const options = { servers: server.url, user: server.coordinator.user, pass: server.coordinator.password };
  const before = await connect(options);
  const streams = await before.jetstreamManager();
  await streams.streams.add({ name: 'S', subjects: ['s'] });
  await before.jetstream().publish('s', 'kept');
  await before.close();
  await server.kill();
  await server.restart();
  const after = await connect(options);
  const info = await (await after.jetstreamManager()).streams.info('S');
  await after.close();
  expect(info.state.messages).toBe(1);
});

test('when the process of a test is killed, its servers and their directories go too', async () => {
  const script = `
    import { startTestNats, startTestPostgres } from ${JSON.stringify(built.href)};
    const [postgres, nats] = await Promise.all([startTestPostgres(), startTestNats()]);
    console.log(JSON.stringify([postgres.url, nats.url]));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const ports = (JSON.parse(line) as string[]).map((url) => Number(new URL(url).port));
  expect(await Promise.all(ports.map(isListening))).toEqual([true, true]);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await expect.poll(() => Promise.all(ports.map(isListening))).toEqual([false, false]);
});

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
