import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { openStore } from '@ram-sweep/store';
import { newTestDatabase } from '@ram-sweep/testkit';
import { expect, it, test } from 'vitest';
import { ask } from './ask.js';
import { serveDatabase } from './site.js';
import { eventsOf, watch } from './watch.js';

it('a port in use is named with one that is free', async () => {
  const { readerUrl } = await newTestDatabase();
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const failure = await serveDatabase(readerUrl, { port }).catch((error: unknown) => error as Error);
  const [, proposed] =
    /^port (?:\d+) of 127\.0\.0\.1 is in use; \d+ is free: --port (\d+)$/.exec((failure as Error).message) ??
    [];
  expect(failure).toMatchObject({ name: 'ListenError', code: 'EADDRINUSE', port, host: '127.0.0.1' });
  await using server = await serveDatabase(readerUrl, { port: Number(proposed) });
  expect((await ask(`${server.url}healthz`)).status).toBe(200);
  other.close();
});

test.each([
  ['192.0.2.1', /this machine does not have that address/],
  ['no.such.host.invalid', /no such host|cannot listen at no\.such\.host\.invalid/],
])('%s, where this machine cannot listen, is named with what is wrong', async (host, said) => {
  const { readerUrl } = await newTestDatabase();
  await expect(serveDatabase(readerUrl, { host, trustProxy: true })).rejects.toThrow(said);
});

it('its end is the end of all connections, at once', async () => {
  const { url: database, readerUrl } = await newTestDatabase();
  await (await openStore({ url: database })).close();
  const server = await serveDatabase(readerUrl);
  const { body } = await ask(server.url);
  const viewers = await Promise.all([1, 2, 3].map(() => watch(eventsOf(body, server.url))));
  await server.close();
  await Promise.all(viewers.map(({ over }) => over));
  await expect(ask(server.url)).rejects.toThrow(/ECONNREFUSED|socket hang up/);
});
