import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { BusUnavailableError, busOptionsSchema, connectBus, type BusOptions } from '../../src/index.js';
import { makeAuthority, startOwnNats } from '@ram-sweep/testkit';
import { newStudy } from '../messages.js';
import { onNats } from '../on-nats.js';

const run = promisify(execFile);
const server = onNats();
const as = (options: Partial<BusOptions>): BusOptions => ({
  servers: server.nats.url,
  name: 'test',
  role: 'worker',
  ...options,
});

async function failure(options: Partial<BusOptions>): Promise<BusUnavailableError> {
  const error = await connectBus(as(options)).then(
    async (bus) => bus.close(),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(BusUnavailableError);
  return error as BusUnavailableError;
}

test('nobody at the address: the error names it and what to do', async () => {
  const error = await failure({ servers: ['127.0.0.1:1', 'nats://127.0.0.1:2'] });
  expect(error.message).toBe(
    'no NATS server answers at 127.0.0.1:1, nats://127.0.0.1:2; start it, or correct its address',
  );
  expect(error).toMatchObject({ retryable: true, servers: ['127.0.0.1:1', 'nats://127.0.0.1:2'] });
});

test.each([
  [{ user: 'worker', password: 'opensesame' }, 'user worker or the password'],
  [{ token: 'opensesame' }, 'the token'],
  [{}, 'a connection without credentials'],
])('wrong credentials %j are named without revealing the secret', async (credentials, named) => {
  const { message } = await failure(credentials);
  expect(message).toBe(`the NATS server at ${server.nats.url} refuses ${named}; correct the credentials`);
  expect(message).not.toContain('opensesame');
});

test('a missing credentials or certificate file is named', async () => {
  expect((await failure({ credsFile: '/nowhere/a.creds' })).message).toContain('/nowhere/a.creds');
  expect((await failure({ tls: { caFile: '/nowhere/ca.pem' } })).message).toContain('/nowhere/ca.pem');
});

test('a server without JetStream is of no use to a coordinator', async () => {
  const bare = await startOwnNats(() => ({}));
  onTestFinished(() => bare.stop());
  const { message } = await failure({ servers: bare.url, role: 'coordinator' });
  expect(message).toContain('does not run JetStream; start nats-server with --jetstream');
});

test('a worker that tries to be a coordinator is refused with the reason', async () => {
  const { message } = await failure({ role: 'coordinator', ...server.nats.worker });
  expect(message).toContain('cannot be created');
});

test.each([
  [{ servers: 'http://host' }, 'servers'],
  [{ servers: 'nats://user:password@host:4222' }, 'servers'],
  [{ servers: [] }, 'servers'],
  [{ user: 'a', token: 'b' }, 'only one of'],
  [{ password: 'b' }, 'needs a user'],
  [{ tls: { certFile: 'a' } }, 'belong together'],
  [{ role: 'boss' }, 'role'],
  [{ colour: 'red' }, 'colour'],
])('options %j are refused', (options, problem) => {
  const parsed = busOptionsSchema.safeParse({ ...as({ servers: 'nats://host' }), ...options });
  expect(JSON.stringify(parsed.error?.issues)).toContain(problem);
});

test.each(['host', 'host:4222', 'nats://host', 'tls://nats.example.com:4222', 'nats://[::1]:4222'])(
  'address %s is taken',
  (servers) => {
    expect(busOptionsSchema.safeParse({ ...as({ servers }) }).success).toBe(true);
  },
);

test('status says when the server is lost and when it is back', async () => {
  const bus = await server.open('worker');
  const seen: boolean[] = [];
  const watching = (async () => {
    for await (const { connected } of bus.status()) seen.push(connected);
  })();
  for (let again = 0; again < 2; again += 1) {
    await server.nats.kill();
    await server.nats.restart();
    while (seen.length < 2 * (again + 1)) await sleep(20);
  }
  expect(seen).toEqual([false, true, false, true]);
  await bus.close();
  await watching;
});

test('TLS: the server is trusted by its CA, and only by it', async () => {
  const secure = await startOwnNats(async (directory) => {
    const authority = await makeAuthority(directory);
    const { certFile, keyFile } = await authority.issue('server', { hosts: ['127.0.0.1'] });
    await authority.issue('client');
    await makeAuthority(directory, 'stranger');
    const tls = { cert_file: certFile, key_file: keyFile, ca_file: authority.caFile, verify: true };
    return { tls, jetstream: { store_dir: join(directory, 'streams') } };
  });
  onTestFinished(() => secure.stop());
  const file = (name: string) => join(secure.directory, name);
  const client = { certFile: file('client.pem'), keyFile: file('client.key') };
  const servers = secure.url.replace('nats:', 'tls:');

  const bus = await connectBus(
    as({ servers, role: 'coordinator', tls: { caFile: file('ca.pem'), ...client } }),
  );
  expect(await bus.jobs.waiting(newStudy())).toBe(0);
  await bus.close();

  expect((await failure({ servers })).message).toContain('give the CA that signed it as tls.caFile');
  expect((await failure({ servers, tls: { caFile: file('stranger.pem') } })).message).toContain(
    'is not trusted',
  );
  expect((await failure({ servers, tls: { caFile: file('ca.pem') } })).message).toContain('tls.certFile');
  expect((await failure({ tls: {}, ...server.nats.worker })).message).toContain('does not speak TLS');
}, 60_000);

test.each([
  ['that has expired', { hosts: ['127.0.0.1'], expired: true }, 'has expired (certificate has expired'],
  ['of another host', { hosts: ['nats.example.org'] }, 'is for another host'],
  ['of another address', { hosts: ['127.0.0.9'] }, 'is for another host'],
])('TLS: a certificate %s is refused', async (_, of, message) => {
  const secure = await startOwnNats(async (directory) => {
    const { certFile, keyFile } = await (await makeAuthority(directory)).issue('server', of);
    return { tls: { cert_file: certFile, key_file: keyFile } };
  });
  onTestFinished(() => secure.stop());
  const tls = { caFile: join(secure.directory, 'ca.pem') };
  expect((await failure({ servers: secure.url, tls })).message).toContain(message);
});

/** A program that uses everything at once, and closes its bus when it has lost the server, or immediately. */
const program = (when: 'at once' | 'offline') => `
  import { connectBus } from ${JSON.stringify(new URL('../../dist/index.js', import.meta.url).href)};
  const bus = await connectBus(${JSON.stringify(as({ role: 'coordinator', ...server.nats.coordinator }))});
  const study = ${JSON.stringify(newStudy())};
  const quiet = () => undefined;
  const lost = bus.status()[Symbol.asyncIterator]().next();
  bus.heartbeats.listen(quiet);
  bus.claims.serve(study, quiet);
  void bus.jobs.takeSome({ atMost: 1 }).catch(quiet);
  void bus.events.read(study, { batch: 1, waitMs: 5 })[Symbol.asyncIterator]().next().catch(quiet);
  await new Promise((resolve) => setTimeout(resolve, 300));
  console.log('busy');
  if (${when === 'offline'}) await lost;
  await bus.close();
`;

test.each(['at once', 'offline'] as const)(
  'a process that closes its bus in the middle of everything (%s) exits by itself',
  async (when) => {
    const running = run(process.execPath, ['--input-type=module', '--eval', program(when)]);
    if (running.child.stdout) await once(running.child.stdout, 'data');
    if (when === 'offline') await server.nats.kill();
    expect(await running).toEqual({ stdout: 'busy\n', stderr: '' });
    if (when === 'offline') await server.nats.restart();
  },
);
