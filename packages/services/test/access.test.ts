import { mkdtemp, readdir, readFile, readlink, rm, stat } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'nats';
import { askPostgres } from '@ram-sweep/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServices, stopServices, type Services } from '../src/index.js';
import { readServicesFile } from './running-services.js';

let directory: string;
let services: Services;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ram-sweep-access-'));
  services = await startServices({ home: directory });
});

afterAll(async () => {
  await stopServices(directory);
  await rm(directory, { recursive: true, force: true });
});

test('Postgres turns away anyone who has no password or a wrong one', async () => {
  const { host } = new URL(services.databaseUrl);
  await expect(askPostgres(`postgres://ram_sweep@${host}/ram_sweep`, 'SELECT 1')).rejects.toThrow(/password/);
  await expect(askPostgres(`postgres://ram_sweep:wrong@${host}/ram_sweep`, 'SELECT 1')).rejects.toThrow(
    /password authentication failed/,
  );
  await expect(askPostgres(`postgres://postgres:postgres@${host}/postgres`, 'SELECT 1')).rejects.toThrow(
    /password authentication failed/,
  );
});

test('the reader sees what the owner makes and can change nothing', async () => {
  await askPostgres(services.databaseUrl, 'CREATE SCHEMA s; CREATE TABLE s.t AS SELECT 7 AS n');
  expect(await askPostgres(services.readerUrl, 'SELECT n FROM s.t')).toEqual([{ n: 7 }]);
  const evasion = 'SET default_transaction_read_only = off';
  for (const sql of [
    'DELETE FROM s.t',
    'CREATE TABLE u (n int)',
    'DROP TABLE s.t',
    'CREATE TEMP TABLE u (n int)',
  ]) {
    await expect(askPostgres(services.readerUrl, sql)).rejects.toThrow(/read-only transaction/);
    await expect(askPostgres(services.readerUrl, `${evasion}; COMMIT; ${sql}`)).rejects.toThrow(
      /permission denied|must be owner/,
    );
  }
});

test('neither role is a superuser', async () => {
  const sql =
    'SELECT rolsuper OR rolcreaterole OR rolcreatedb AS mighty FROM pg_roles WHERE rolname = current_user';
  expect(await askPostgres(services.databaseUrl, sql)).toEqual([{ mighty: false }]);
  expect(await askPostgres(services.readerUrl, sql)).toEqual([{ mighty: false }]);
});

test('nats-server turns away anyone who has no password or a wrong one', async () => {
  const servers = services.nats.url;
  const impatient = { servers, reconnect: false };
  await expect(connect(impatient)).rejects.toThrow(/Authorization Violation/i);
  await expect(connect({ ...impatient, user: 'coordinator', pass: 'wrong' })).rejects.toThrow(
    /Authorization Violation/i,
  );
});

test('neither server listens on anything but the loopback interface', async () => {
  const { postgres, nats } = await readServicesFile(directory);
  for (const { pid, port } of [postgres, nats]) {
    expect(await listeningAddresses(pid)).toEqual([`127.0.0.1:${port}`]);
  }
});

test('nobody reaches a server through another address of this machine', async () => {
  const { postgres, nats } = await readServicesFile(directory);
  for (const host of otherAddresses()) {
    for (const { port } of [postgres, nats]) expect(await canConnect(host, port), host).toBe(false);
  }
});

test('Postgres has no Unix socket', async () => {
  const lines = await readFile(join(directory, 'postgres', 'data', 'postmaster.pid'), 'utf8');
  // Its fifth line is the directory of the socket.
  expect(lines.split('\n')[4]).toBe('');
});

test('passwords and data are for the owner alone', async () => {
  expect(await modes('', 'logs', 'postgres', 'nats')).toEqual(['700', '700', '700', '700']);
  expect(await modes('services.json', 'nats/nats-server.conf')).toEqual(['600', '600']);
  expect(await modes('logs/postgres.log', 'logs/nats-server.log')).toEqual(['600', '600']);
});

test('no password stands in a log or on a command line', async () => {
  const passwords = [services.databaseUrl, services.readerUrl].map((url) => new URL(url).password);
  passwords.push(services.nats.coordinator.password, services.nats.worker.password);
  const { postgres, nats } = await readServicesFile(directory);
  const texts = await Promise.all(
    ['logs/postgres.log', 'logs/nats-server.log']
      .map((name) => join(directory, name))
      .concat(`/proc/${postgres.pid}/cmdline`, `/proc/${nats.pid}/cmdline`)
      .map((path) => readFile(path, 'utf8')),
  );
  expect(passwords.filter((password) => texts.join('').includes(password))).toEqual([]);
});

/** Those of its network cards, and loopback addresses besides 127.0.0.1. */
function otherAddresses(): string[] {
  const ofCards = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
  const addresses = ofCards.map(({ address, scopeid }) => (scopeid ? `${address}%${scopeid}` : address));
  return [...addresses, '127.0.0.2', '::1'].filter((address) => address !== '127.0.0.1');
}

function canConnect(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port, timeout: 2_000 });
    const answer = (connected: boolean) => () => {
      socket.destroy();
      resolve(connected);
    };
    socket.once('connect', answer(true)).once('error', answer(false)).once('timeout', answer(false));
  });
}

function modes(...names: string[]): Promise<string[]> {
  return Promise.all(
    names.map(async (name) => ((await stat(join(directory, name))).mode & 0o777).toString(8)),
  );
}

/** proc(5): local addresses of the sockets in state LISTEN (0A) that the process holds, of either version of IP. */
async function listeningAddresses(pid: number): Promise<string[]> {
  const descriptors = await readdir(`/proc/${pid}/fd`);
  const targets = await Promise.all(
    descriptors.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')),
  );
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/${pid}/net/${name}`, 'utf8')),
  );
  return tables
    .flatMap((table) => table.trim().split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === '0A' && targets.includes(`socket:[${fields[9]}]`))
    .map((fields) => readable(fields[1] ?? ''));
}

/** 0100007F:1F90 → 127.0.0.1:8080; an address of IPv6 stays as it is. */
function readable(address: string): string {
  const [host = '', port = ''] = address.split(':');
  if (host.length !== 8) return address;
  const bytes = host.match(/../g) ?? [];
  return `${bytes
    .toReversed()
    .map((byte) => Number.parseInt(byte, 16))
    .join('.')}:${Number.parseInt(port, 16)}`;
}
