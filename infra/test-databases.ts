import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type * as Testkit from '@ram-sweep/testkit';
import type { TestDatabase, TestPostgres } from '@ram-sweep/testkit';
import type { Plugin } from 'vitest/config';

/**
 * Connections for all test files that run at once, each with some processes and pools. Statistics of its own accord
 * would come at any moment of a test, and plans with them.
 */
const SETTINGS = { max_connections: '400', autovacuum: 'off' };
/** Looked for when it is needed, as the tests' set-up builds it. */
const testkit = new URL('../packages/testkit/dist/index.js', import.meta.url).href;

/**
 * Serves databases to the test files of a run, of one Postgres that boots when the first is asked for: to boot one
 * takes a second, to make a database a tenth of that. `newTestDatabase` of testkit asks. For the plugins of each
 * project.
 */
export function testDatabases(): Plugin {
  let address: Promise<string> | undefined;
  return {
    name: 'test databases',
    // oxlint-disable-next-line typescript/no-misused-promises -- vitest waits for it, whatever its type says
    async configureVitest({ vitest, project }) {
      project.provide('databases', await (address ??= serve((stop) => vitest.onClose(stop))));
    },
  };
}

async function serve(onClose: (stop: () => Promise<void>) => void): Promise<string> {
  let postgres: Promise<TestPostgres> | undefined;
  const answer = async (response: ServerResponse): Promise<void> => {
    const server = await (postgres ??= boot());
    const url = await server.createDatabase();
    response.end(JSON.stringify({ url, readerUrl: server.readerUrl(url) } satisfies TestDatabase));
  };
  const server = createServer((_, response) => {
    answer(response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onClose(async () => {
    server.close();
    server.closeAllConnections();
    await (await postgres)?.stop();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function boot(): Promise<TestPostgres> {
  const { startTestPostgres } = (await import(testkit)) as typeof Testkit;
  return startTestPostgres({ settings: SETTINGS });
}
