import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { readFile, writeFile } from 'node:fs/promises';
import { makeAuthority, startOwnNats, startTestNetwork } from '@ram-sweep/testkit';
import { freePort } from '@ram-sweep/services';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { homeOrder } from '../../src/connection/server-order.js';
import { BusUnavailableError, connectBus, TokenRefusedError, type BusOptions } from '../../src/index.js';

const NAME = 'ram-sweep.internal';
const USER = { user: 'join-box', password: 'the password of box' };

type Home = Awaited<ReturnType<typeof startOwnNats>> & { readonly certificate: string };

/** A nats-server as a home has it that workers join by token. */
async function startHome(): Promise<Home> {
  const nats = await startOwnNats(async (directory) => {
    const { certFile, keyFile } = await (await makeAuthority(directory)).issue('server', { hosts: [NAME] });
    return {
      pid_file: join(directory, 'pid'),
      tls: { cert_file: certFile, key_file: keyFile },
      allow_non_tls: true,
      authorization: { users: [USER] },
      jetstream: { store_dir: join(directory, 'streams') },
    };
  });
  return { ...nats, certificate: await readFile(join(nats.directory, 'ca.pem'), 'utf8') };
}

let home: Home;
beforeAll(async () => {
  home = await startHome();
});
afterAll(() => home?.stop());

const asJoined = (servers: string | string[], options: Partial<BusOptions> = {}): BusOptions => ({
  servers,
  ...USER,
  pinned: { certificate: home.certificate, serverName: NAME },
  name: 'test',
  role: 'worker',
  ...options,
});
const tls = (url: string): string => url.replace('nats:', 'tls:');

const failure = (options: BusOptions): Promise<Error> =>
  connectBus(options).then(
    async (bus) => {
      await bus.close();
      throw new Error('it was let in');
    },
    (error: Error) => error,
  );

test('the certificate is for a name, and the server may be at any address', async () => {
  const bus = await connectBus(asJoined(tls(home.url)));
  expect(bus.connected).toBe(true);
  await bus.close();
});

test('of several addresses one that leads to the home is enough, whatever the others are', async () => {
  const [nobody, silent] = [await freePort(), createServer().listen(0, '127.0.0.1')];
  await once(silent, 'listening');
  onTestFinished(() => void silent.close());
  const { port } = silent.address() as { port: number };
  const servers = [
    `tls://127.0.0.1:${nobody}`,
    'tls://nowhere.invalid:4222',
    // Documentation addresses (RFC 5737, RFC 3849), which lead nowhere.
    'tls://192.0.2.1:4222',
    'tls://[2001:db8::1]:4222',
    tls(home.url),
    `tls://127.0.0.1:${port}`,
  ];
  const bus = await connectBus(asJoined(servers));
  expect(bus.connected).toBe(true);
  await bus.close();
});

test('an address that led nowhere at the start is used when the others are gone', async () => {
  await using network = await startTestNetwork(home.url);
  const later = await freePort();
  const addresses = [network.through(home.url), `nats://127.0.0.1:${later}`];
  const bus = await connectBus(asJoined(addresses.map(tls)));
  onTestFinished(() => bus.close());
  const changes = bus.status()[Symbol.asyncIterator]();
  await using other = await startTestNetwork(home.url, later);
  network.cut();
  expect((await changes.next()).value).toMatchObject({ connected: false });
  const { host } = new URL(other.through(home.url));
  expect((await changes.next()).value).toEqual({ connected: true, server: host });
});

test('the address that leads to the home is tried again before each of the others', async () => {
  const login = { user: USER.user, pass: USER.password };
  const options = { ...login, tls: { ca: home.certificate, servername: NAME } };
  const wrong = `tls://127.0.0.1:${await freePort()}`;
  const [here, elsewhere] = [tls(home.url), 'tls://nowhere.invalid:4222'];
  expect(await homeOrder(options, [elsewhere, wrong, here], [wrong, here])).toEqual([
    here,
    elsewhere,
    here,
    wrong,
  ]);
});

test('where no address answers, the error names each with what is wrong, and what to look at', async () => {
  const nobody = await freePort();
  const error = await failure(asJoined([`tls://127.0.0.1:${nobody}`, 'tls://nowhere.invalid:4222']));
  expect(error).toBeInstanceOf(BusUnavailableError);
  expect(error.message).toContain(
    `no address of this join token leads to its machine: tls://127.0.0.1:${nobody} refuses connections, ` +
      'tls://nowhere.invalid:4222 is a name that is not known here; ',
  );
  expect(error.message).toMatch(/a firewall .* --address HOST:PORT/);
});

test('another server at that address is recognised by its certificate, and gets no password', async () => {
  const other = await startHome();
  onTestFinished(() => other.stop());
  const error = await failure(asJoined(tls(other.url)));
  expect(error).toBeInstanceOf(BusUnavailableError);
  expect(error.message).toContain(
    `the server at ${tls(other.url)} is not the one that made this join token: its certificate is another one`,
  );
});

test('what takes connections and never says anything is given up, with what to look at', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  onTestFinished(() => void silent.close());
  const { port } = silent.address() as { port: number };
  const { message } = await failure(asJoined(`tls://127.0.0.1:${port}`));
  expect(message).toContain(
    `the nats-server behind tls://127.0.0.1:${port} cannot be used: no answer within 5 s`,
  );
});

test('a server without TLS is not the home either', async () => {
  const plain = await startOwnNats(() => ({ authorization: { users: [USER] } }));
  onTestFinished(() => plain.stop());
  expect((await failure(asJoined(tls(plain.url)))).message).toContain(
    'is not the one that made this join token',
  );
});

test('a token that the home does not know is refused for good', async () => {
  const error = await failure(asJoined(tls(home.url), { password: 'of another one' }));
  expect(error).toBeInstanceOf(TokenRefusedError);
  expect(error).toMatchObject({ retryable: false, kind: 'unavailable' });
  expect(error.message).toContain(
    'does not accept this join token any more: it was revoked; print a new one',
  );
  expect(error.message).not.toContain('of another one');
});

/** Changes who may connect, and has the server read it. */
async function setUsers(users: readonly object[]): Promise<void> {
  const file = join(home.directory, 'nats.conf');
  const config = JSON.parse(await readFile(file, 'utf8')) as object;
  await writeFile(file, JSON.stringify({ ...config, authorization: { users } }));
  process.kill(Number(await readFile(join(home.directory, 'pid'), 'utf8')), 'SIGHUP');
}

test('a connection whose token is revoked learns it, and one that was only lost comes back', async () => {
  await using network = await startTestNetwork(home.url);
  const bus = await connectBus(asJoined(tls(network.through(home.url))));
  onTestFinished(() => bus.close());
  const changes = bus.status()[Symbol.asyncIterator]();
  network.cut();
  expect((await changes.next()).value).toMatchObject({ connected: false });
  network.mend();
  expect((await changes.next()).value).toMatchObject({ connected: true });
  expect(bus.refused.aborted).toBe(false);

  await setUsers([{ user: 'another', password: 'password' }]);
  onTestFinished(() => setUsers([USER]));
  if (!bus.refused.aborted) await once(bus.refused, 'abort');
  expect(bus.refused.reason).toBeInstanceOf(TokenRefusedError);
});
