import { connectBus, type Bus } from '@ram-sweep/bus';
import { openStore, type Store } from '@ram-sweep/store';
import { newTestDatabase, startTestNats, type TestNats } from '@ram-sweep/testkit';
import { afterAll, beforeAll } from 'vitest';

/** A real nats-server and a database for the tests of a file, and a coordinator's connections to them. */
export interface Servers {
  readonly nats: TestNats;
  readonly databaseUrl: string;
  readonly store: Store;
  readonly bus: Bus;
}

/** They are there when the tests run, not before. */
export function useServers(): Servers {
  const servers = {} as { -readonly [Name in keyof Servers]: Servers[Name] };
  beforeAll(async () => {
    const [nats, { url }] = await Promise.all([startTestNats(), newTestDatabase()]);
    servers.nats = nats;
    servers.databaseUrl = url;
    servers.store = await openStore({ url: servers.databaseUrl });
    servers.bus = await connectBus({
      servers: nats.url,
      ...nats.coordinator,
      name: 'test',
      role: 'coordinator',
    });
  });
  afterAll(async () => {
    await servers.bus?.close();
    await servers.store?.close();
    await servers.nats?.stop();
  });
  return servers;
}
