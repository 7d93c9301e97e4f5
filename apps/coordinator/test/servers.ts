import { connectBus, type Bus } from '@ram-sweep/bus';
import { openStore, type Store } from '@ram-sweep/store';
import { startTestNats, startTestPostgres, type TestNats, type TestPostgres } from '@ram-sweep/testkit';
import { afterAll, beforeAll } from 'vitest';

/** Real servers for the tests of a file, and a coordinator's connections to them. */
export interface Servers {
  readonly nats: TestNats;
  readonly postgres: TestPostgres;
  readonly databaseUrl: string;
  readonly store: Store;
  readonly bus: Bus;
}

/** They are there when the tests run, not before. */
export function useServers(): Servers {
  const servers = {} as { -readonly [Name in keyof Servers]: Servers[Name] };
  beforeAll(async () => {
    [servers.nats, servers.postgres] = await Promise.all([startTestNats(), startTestPostgres()]);
    const { nats, postgres } = servers;
    servers.databaseUrl = await postgres.createDatabase();
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
    await Promise.all([servers.nats?.stop(), servers.postgres?.stop()]);
  });
  return servers;
}
