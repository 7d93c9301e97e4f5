import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createConnection, createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join, relative } from 'node:path';
import { once } from 'node:events';
import { connect, ErrorCode, type NatsConnection } from 'nats';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import {
  commandSubject,
  controlSubject,
  EVENTS_STREAM,
  inboxPrefix,
  JOBS_STREAM,
  jobSubject,
} from '@ram-sweep/protocol';
import { decodeJoinToken, encodeJoinToken } from '@ram-sweep/protocol/join-token';
import { findServices, freePort, startServices, stopServices, type Services } from '../../src/index.js';
import {
  addToken,
  listen,
  readJoining,
  readToken,
  revokeToken,
  reviveListener,
  stopListening,
} from '../../src/joining/index.js';
import { commandLine, endProcess } from '../../src/process/process.js';
import { forbidden, joinAs } from './join-as.js';
import { homeOfFile, readServicesFile, temporaryHome } from '../running-services.js';

const program = createRequire(import.meta.url).resolve('@ram-sweep/cli/bin/ram-sweep.js');
const listener = [process.execPath, program];
const homeOf = homeOfFile();
const STUDY = '3f2b8c1e-5d0a-4e57-9a55-0d2c8f1b7a60';
const HOST = '127.0.0.1';

let services: Services;
let port: number;
const options = () => ({ home: homeOf(), listener });

beforeAll(async () => {
  services = await startServices(options());
  port = await freePort();
  await listen(options(), { host: HOST, port });
});
// Before the home is removed, as it still holds the listener.
afterAll(() => stopServices(homeOf()));

/** A connection as a worker makes it with a token of this name. */
async function joinWith(name: string): Promise<NatsConnection> {
  return joinAs(await readToken(homeOf(), name));
}

/** Files of the home, without the database's, that hold a text. */
async function filesWith(home: string, text: string): Promise<string[]> {
  const all = await readdir(home, { recursive: true, withFileTypes: true });
  const files = all.filter((entry) => entry.isFile() && !entry.parentPath.includes(join(home, 'postgres')));
  const held = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      const content = await readFile(path, 'latin1').catch(() => '');
      return content.includes(text) ? [relative(home, path)] : [];
    }),
  );
  return held.flat().toSorted();
}

test('it listens where --listen says, and the servers are still where they were', async () => {
  expect(await readJoining(homeOf())).toMatchObject({ listen: { host: HOST, port }, isListening: true });
  const now = await findServices(homeOf());
  expect(now).toEqual({ ...services, startedNow: false });
  const { postgres } = await readServicesFile(homeOf());
  expect(await commandLine(postgres.pid)).not.toContain('0.0.0.0');
});

test('the processes of this machine connect as before, without TLS', async () => {
  const { user, password } = services.nats.coordinator;
  const nc = await connect({ servers: services.nats.url, user, pass: password, tls: null });
  onTestFinished(() => nc.close());
  expect(nc.info?.tls_available).toBe(true);
});

test('a token lets a worker in over TLS, and carries all that it needs', async () => {
  expect(await addToken(homeOf(), { name: 'box' })).toMatchObject({
    name: 'box',
    addresses: [`${HOST}:${port}`],
  });
  const nc = await joinWith('box');
  expect(nc.getServer()).toBe(`${HOST}:${port}`);
});

test('nobody from outside speaks in the clear, not even with the right password', async () => {
  const { user, password } = services.nats.coordinator;
  const login = `CONNECT ${JSON.stringify({ user, pass: password, verbose: false })}\r\nPING\r\n`;
  const answerAt = async (at: number): Promise<string> => {
    const socket = createConnection(at, HOST).setEncoding('utf8');
    let heard = '';
    const over = new Promise<void>((resolve) => {
      socket.once('close', resolve).on('data', (text: string) => {
        heard += text;
        if (heard.includes('PONG')) resolve();
      });
    });
    socket.write(login);
    await over;
    socket.destroy();
    return heard;
  };
  expect(await answerAt(Number(new URL(services.nats.url).port))).toContain('PONG');
  expect(await answerAt(port)).not.toContain('PONG');
});

const api = (verb: string): string => `$JS.API.${verb}`;

describe('a token is good for what a worker does and nothing else', () => {
  beforeAll(() => addToken(homeOf(), { name: 'curious' }));

  test.each([
    ['give a command', commandSubject(STUDY)],
    ['cancel the run of another worker', controlSubject('w2')],
    ['issue a job', jobSubject(STUDY, 4)],
    ['delete a stream', api(`STREAM.DELETE.${EVENTS_STREAM}`)],
    ['purge the jobs', api(`STREAM.PURGE.${JOBS_STREAM}`)],
    ['make a stream that listens to everything', api('STREAM.CREATE.SPY')],
    ['read a stored event', api(`STREAM.MSG.GET.${EVENTS_STREAM}`)],
  ])('it cannot %s', async (_, subject) => {
    const nc = await joinWith('curious');
    const request = () => nc.request(subject, '{}', { timeout: 500 });
    expect(await forbidden(nc, request)).toEqual({ operation: 'publish', subject });
  });

  test.each([
    ['everything', '>'],
    ['what the coordinator is answered', `${inboxPrefix('coordinator')}.>`],
    ['the server’s own events', '$SYS.>'],
  ])('it cannot listen to %s', async (_, subject) => {
    const nc = await joinWith('curious');
    const listenTo = async () => {
      for await (const message of nc.subscribe(subject)) throw new Error(`heard ${message.subject}`);
    };
    expect(await forbidden(nc, listenTo)).toEqual({ operation: 'subscription', subject });
  });

  test('it is no coordinator’s password', async () => {
    const { password, addresses, certificate } = decodeJoinToken(await readToken(homeOf(), 'curious'));
    const forged = encodeJoinToken({ user: 'coordinator', password, addresses, certificate });
    await expect(joinAs(forged)).rejects.toMatchObject({ code: ErrorCode.AuthorizationViolation });
  });
});

test('a revoked token cuts its worker off at once, and nobody else', async () => {
  for (const name of ['leaving', 'staying']) await addToken(homeOf(), { name });
  const revoked = await readToken(homeOf(), 'leaving');
  const [leaving, staying] = [await joinWith('leaving'), await joinWith('staying')];
  const { user, password } = services.nats.coordinator;
  const own = await connect({
    servers: services.nats.url,
    user,
    pass: password,
    tls: null,
    reconnect: false,
  });
  onTestFinished(() => own.close());

  await revokeToken(homeOf(), 'leaving');
  await leaving.closed();
  await Promise.all([staying.flush(), own.flush()]);
  expect([staying.isClosed(), own.isClosed()]).toEqual([false, false]);
  await expect(joinAs(revoked)).rejects.toMatchObject({ code: ErrorCode.AuthorizationViolation });
  await expect(readToken(homeOf(), 'leaving')).rejects.toThrow('there is no token leaving');
  // A new one of the same name is another one.
  await addToken(homeOf(), { name: 'leaving' });
  await expect(joinAs(revoked)).rejects.toMatchObject({ code: ErrorCode.AuthorizationViolation });
  await (await joinWith('leaving')).flush();
});

test('tokens without a name get one; a name that is taken, or cannot be, is refused', async () => {
  const home = homeOf();
  expect([await addToken(home), await addToken(home)].map(({ name }) => name)).toEqual([
    'token-1',
    'token-2',
  ]);
  await expect(addToken(home, { name: 'token-1' })).rejects.toThrow(/there is a token token-1 already/);
  for (const name of ['', '-a', 'a b', 'a.b', '>', 'x'.repeat(41)])
    await expect(addToken(home, { name }), name).rejects.toMatchObject({ kind: 'usage', reason: 'bad-name' });
});

test('a token may name other addresses, for a home behind a router', async () => {
  const addresses = ['sweeps.example.org:4222', '[2001:db8::7]:443'];
  await addToken(homeOf(), { name: 'far', addresses });
  expect(decodeJoinToken(await readToken(homeOf(), 'far')).addresses).toEqual(addresses);
});

test('keys and passwords are for the owner alone, and on no command line or log', async () => {
  const home = homeOf();
  const files = [
    'services.json',
    'nats/nats-server.conf',
    'nats/certificate-key.pem',
    'listener.pid',
    'logs/listener.log',
  ];
  const modes = await Promise.all(files.map(async (file) => (await stat(join(home, file))).mode & 0o777));
  expect(modes.map((mode) => mode.toString(8))).toEqual(files.map(() => '600'));
  await addToken(home, { name: 'secret' });
  const { password } = decodeJoinToken(await readToken(home, 'secret'));
  const [, key = ''] = (await readFile(join(home, 'nats', 'certificate-key.pem'), 'utf8')).split('\n');
  expect(await filesWith(home, password)).toEqual(['nats/nats-server.conf', 'services.json']);
  expect(await filesWith(home, key)).toEqual(['nats/certificate-key.pem']);
  const pid = Number(await readFile(join(home, 'listener.pid'), 'utf8'));
  const texts = [
    await readFile(join(home, 'logs', 'listener.log'), 'utf8'),
    await readFile(join(home, 'logs', 'nats-server.log'), 'utf8'),
    await readFile(`/proc/${pid}/cmdline`, 'utf8'),
    await readFile(`/proc/${pid}/environ`, 'utf8'),
  ];
  expect(texts.filter((text) => text.includes(password))).toEqual([]);
});

test('a listener that was killed is started again, and its workers come back', async () => {
  const pid = Number(await readFile(join(homeOf(), 'listener.pid'), 'utf8'));
  await endProcess(pid, { signal: 'SIGKILL', graceMs: 5_000 });
  expect(await readJoining(homeOf())).toMatchObject({ isListening: false });
  await Promise.all([reviveListener(options()), reviveListener(options())]);
  expect(await readJoining(homeOf())).toMatchObject({ isListening: true });
  await addToken(homeOf(), { name: 'back' });
  await (await joinWith('back')).flush();
});

describe('an address that it cannot have', () => {
  test('is reported with the way out, and it still listens where it did', async () => {
    const taken = await freePort();
    const squatter = createServer().listen(taken, HOST);
    await once(squatter, 'listening');
    onTestFinished(() => void squatter.close());
    await expect(listen(options(), { host: HOST, port: taken })).rejects.toThrow(
      `cannot listen at ${HOST}:${taken}: port ${taken} is in use by another program; ` +
        `choose another: --listen ${HOST}:${taken + 1}`,
    );
    await expect(listen(options(), { host: '192.0.2.1', port })).rejects.toThrow(
      /192\.0\.2\.1 is not an address of this machine; name one of its addresses/,
    );
    await expect(listen(options(), { host: 'nowhere.invalid', port })).rejects.toThrow(
      'nowhere.invalid is no name that is known here',
    );
    expect(await readJoining(homeOf())).toMatchObject({ listen: { host: HOST, port }, isListening: true });
  });

  test('leaves a home that never listened as it was', async () => {
    const home = await temporaryHome();
    const before = await startServices({ home, listener });
    await expect(listen({ home, listener }, { host: HOST, port })).rejects.toThrow('is in use');
    expect(await readJoining(home)).toBeNull();
    expect(await findServices(home)).toEqual({ ...before, startedNow: false });
    await expect(addToken(home)).rejects.toMatchObject({ kind: 'unavailable', reason: 'not-listening' });
  });
});

/** Listens elsewhere for a test, then where it did. */
async function listenElsewhere(host: string): Promise<number> {
  const elsewhere = await freePort();
  await listen(options(), { host, port: elsewhere });
  onTestFinished(() => listen(options(), { host: HOST, port }));
  return elsewhere;
}

test.each([
  ['::1', '[::1]'],
  ['localhost', 'localhost'],
])('it listens at %s, and its tokens say so', async (host, written) => {
  const { nats } = await readServicesFile(homeOf());
  const elsewhere = await listenElsewhere(host);
  const { name, addresses } = await addToken(homeOf());
  expect(addresses).toEqual([`${written}:${elsewhere}`]);
  await (await joinWith(name)).flush();
  // From the second time on nats-server needs not be started again.
  expect((await readServicesFile(homeOf())).nats.pid).toBe(nats.pid);
});

test('a home whose certificate was removed makes another one, and tokens of before are worth nothing', async () => {
  await addToken(homeOf(), { name: 'renewed' });
  const before = await readToken(homeOf(), 'renewed');
  await stopServices(homeOf());
  for (const file of ['certificate.pem', 'certificate-key.pem']) await rm(join(homeOf(), 'nats', file));
  await startServices(options());
  await reviveListener(options());
  await expect(joinAs(before)).rejects.toThrow(/self-signed|certificate|signature/i);
  await (await joinWith('renewed')).flush();
});

// Last: the others need it to listen.
test('all addresses of the machine are in a token where it listens at all, and none where it listens no more', async () => {
  await listen(options(), { host: '0.0.0.0', port });
  const { name, addresses } = await addToken(homeOf());
  const own = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
  const reachable = own.filter(({ family, internal }) => family === 'IPv4' && !internal);
  const expected = reachable.map(({ address }) => `${address}:${port}`);
  expect(addresses.toSorted()).toEqual(expected.length > 0 ? expected.toSorted() : [`${HOST}:${port}`]);
  await (await joinWith(name)).flush();

  await stopListening(homeOf());
  expect(await readJoining(homeOf())).toMatchObject({ listen: null, isListening: false });
  await expect(readToken(homeOf(), name)).rejects.toThrow('does not listen');
  await listen(options(), { host: HOST, port });
  await (await joinWith(name)).flush();
  expect(await stopServices(homeOf())).toEqual(['listener', 'postgres', 'nats-server']);
});
