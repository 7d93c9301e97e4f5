import { compileServeOptions, startServer } from '@ram-sweep/server';
import { openStore, type Store } from '@ram-sweep/store';
import { newTestDatabase } from '@ram-sweep/testkit';
import { afterAll, beforeAll } from 'vitest';

type Options = Parameters<typeof compileServeOptions>[0];
type Parts = Parameters<typeof startServer>[1];
type RunningServer = Awaited<ReturnType<typeof startServer>>;

const silent = { info: () => undefined, warn: () => undefined };

/** A server on a free port that reads from this database. */
export const serveDatabase = (
  database: string,
  options: Partial<Options> = {},
  parts: Partial<Parts> = {},
): Promise<RunningServer> =>
  startServer(compileServeOptions({ port: 0, ...options }), {
    address: () => Promise.resolve({ url: database }),
    trace: () => () => undefined,
    log: silent,
    version: '1.2.3',
    ...parts,
  });

/** A store and a server of the test file's own, on one database. */
interface Site {
  readonly store: Store;
  readonly readerUrl: string;
  readonly databaseUrl: string;
  /** Without a slash at its end. */
  readonly url: string;
}

export function useSite(options: Partial<Options> = {}, parts: Partial<Parts> = {}): Site {
  const site = {} as { -readonly [Key in keyof Site]: Site[Key] };
  let server: RunningServer | undefined;
  beforeAll(async () => {
    const { url, readerUrl } = await newTestDatabase();
    site.store = await openStore({ url });
    server = await serveDatabase(readerUrl, options, parts);
    Object.assign(site, { databaseUrl: url, readerUrl, url: server.url.slice(0, -1) });
  });
  afterAll(async () => {
    await server?.close();
    await site.store?.close();
  });
  return site;
}
