import { createServer, type Server } from 'node:http';
import { isIPv6 } from 'node:net';
import type { Log } from '@ram-sweep/log';
import { readPulse } from '@ram-sweep/store/read';
import { Doorkeeper } from './access/doorkeeper.js';
import { Feeds } from './feeds/feeds.js';
import { Tracings, type Trace } from './feeds/tracings.js';
import { NotReadableError } from './errors.js';
import { handle } from './handle.js';
import { listen } from './listen.js';
import { Meter } from './metrics/meter.js';
import type { ServeOptions } from './options.js';
import { Source, type Address } from './source.js';
import { usualTiming, type Timing } from './timing.js';
import { within } from './within.js';

/** What the server reads and uses. */
interface ServerParts {
  /** Where the database is, asked whenever it has to be connected to. */
  readonly address: () => Promise<Address>;
  /** null: there is no way to the checkpoints of models, so no page offers to show where one looks. */
  readonly trace: Trace | null;
  readonly log: Log;
  /** Of ram-sweep. */
  readonly version: string;
  /** What differs from the usual. */
  readonly timing?: Partial<Timing>;
}

interface RunningServer extends AsyncDisposable {
  /** Such as http://127.0.0.1:8080/ */
  readonly url: string;
  readonly port: number;
  /** Ends at once, with all connections. */
  close(): Promise<void>;
}

/** Nothing came or went on a connection for so long. */
const IDLE_MS = 60_000;
const MOST_HEADER_BYTES = 8_192;
/** Connections beside those of viewers. */
const SPARE_CONNECTIONS = 200;

/**
 * Starts to answer. Throws a ListenError where it cannot listen, and a StoreOptionsError where the address of the
 * database cannot be used; that it is unreachable is no error.
 */
export async function startServer(options: ServeOptions, parts: ServerParts): Promise<RunningServer> {
  const source = new Source(parts.address);
  const timing = { ...usualTiming, ...parts.timing };
  const feeds = new Feeds(source, timing, options.viewers);
  const tracings = parts.trace && new Tracings(parts.trace);
  const site = { source, feeds, tracings, meter: new Meter(source), version: parts.version };
  const server = newServer(options, timing);
  const doorkeeper = new Doorkeeper(options);
  const { log } = parts;
  server.on('request', (request, response) => void handle(request, response, { site, doorkeeper, log }));
  server.on(
    'checkContinue',
    (request, response) => void handle(request, response, { site, doorkeeper, log }),
  );
  const close = async (): Promise<void> => {
    server.close();
    feeds.close();
    tracings?.close();
    server.closeAllConnections();
    await source.close();
  };
  try {
    await firstLook(source, log);
    const port = await listen(server, options);
    return { url: urlOf(options.host, port), port, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

const urlOf = (host: string, port: number): string => `http://${isIPv6(host) ? `[${host}]` : host}:${port}/`;

const FIRST_LOOK_MS = 3_000;

/** Says why there is nothing to show yet. */
async function firstLook(source: Source, log: Log): Promise<void> {
  const look = source.read((reader) => readPulse(reader, []));
  await within(FIRST_LOOK_MS, look).catch((error: unknown) => {
    if (!(error instanceof NotReadableError)) throw error;
    log.warn('nothing can be read yet; trying again when somebody asks', { error: error.message });
  });
}

function newServer({ viewers }: ServeOptions, { requestMs }: Timing): Server {
  const server = createServer({
    maxHeaderSize: MOST_HEADER_BYTES,
    headersTimeout: requestMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: Math.min(1_000, requestMs),
    keepAliveTimeout: 5_000,
  });
  server.timeout = IDLE_MS;
  server.maxConnections = viewers + SPARE_CONNECTIONS;
  return server;
}
