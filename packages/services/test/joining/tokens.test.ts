import { createRequire } from 'node:module';
import { connect, type NatsConnection } from 'nats';
import { inboxPrefix } from '@ram-sweep/protocol';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { freePort, startServices, stopServices, type Services } from '../../src/index.js';
import {
  addToken,
  ensureToken,
  listen,
  readJoining,
  readToken,
  readTokenUse,
} from '../../src/joining/index.js';
import { forbidden, joinAs } from './join-as.js';
import { homeOfFile } from '../running-services.js';

const listener = [
  process.execPath,
  createRequire(import.meta.url).resolve('@ram-sweep/cli/bin/ram-sweep.js'),
];
const homeOf = homeOfFile();
const HOST = '127.0.0.1';

let services: Services;
let port: number;

beforeAll(async () => {
  const options = { home: homeOf(), listener };
  services = await startServices(options);
  port = await freePort();
  await listen(options, { host: HOST, port });
});
// Before the home is removed, as it still holds the listener.
afterAll(() => stopServices(homeOf()));

/** Asks as the server's own account does who is connected. */
const askWho = (nc: NatsConnection) =>
  nc.request('$SYS.REQ.ACCOUNT.WORKER.CONNZ', JSON.stringify({ auth: true }), { timeout: 2_000 });

test('the token that is shown is the newest that leads to where the home listens, made if there is none', async () => {
  const home = homeOf();
  await addToken(home, { name: 'cloud', addresses: ['sweeps.example.org:4222'] });
  const made = { name: 'token-1', addresses: [`${HOST}:${port}`] };
  expect(await ensureToken(home)).toMatchObject(made);
  await addToken(home, { name: 'attic', addresses: ['attic.example.org:4222'] });
  expect(await ensureToken(home)).toMatchObject(made);
  const { tokens } = (await readJoining(home))!;
  expect(tokens.map(({ name }) => name)).toEqual(['cloud', 'token-1', 'attic']);
});

test('nats-server knows which machines use a token now, and when the last one left', async () => {
  await addToken(homeOf(), { name: 'used' });
  await addToken(homeOf(), { name: 'unused' });
  const use = async (name: string) => (await readTokenUse(homeOf())).find(({ token }) => token === name);
  expect(await use('used')).toEqual({ token: 'used', hosts: [], lastLeft: null });
  const token = await readToken(homeOf(), 'used');
  const [one, other] = [await joinAs(token, 'ram-sweep at box-1'), await joinAs(token, '\u001B[2J')];
  // What it says of itself is not repeated.
  expect((await use('used'))!.hosts.toSorted()).toEqual(['box-1', 'unknown']);
  await Promise.all([one.close(), other.close()]);
  await expect
    .poll(() => use('used'))
    .toEqual({ token: 'used', hosts: [], lastLeft: expect.stringMatching(/^20/) });
  expect(await use('unused')).toEqual({ token: 'unused', hosts: [], lastLeft: null });
});

test('who may see that may do nothing else, and a worker may not', async () => {
  const watcher = await connect({
    servers: services.nats.url,
    user: 'watcher',
    pass: services.nats.coordinator.password,
    tls: null,
    inboxPrefix: inboxPrefix('cli'),
  });
  onTestFinished(() => watcher.close());
  const worker = await joinAs(await readToken(homeOf(), 'used'));
  expect((await askWho(watcher)).string()).toContain('"authorized_user":"join-used"');
  expect(
    await forbidden(watcher, async () => watcher.publish('$SYS.REQ.ACCOUNT.COORDINATOR.CONNZ')),
  ).toBeDefined();
  expect(await forbidden(worker, () => askWho(worker))).toBeDefined();
});
