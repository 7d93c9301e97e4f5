import { join } from 'node:path';
import {
  PortTakenError,
  SERVICE_NAMES,
  ServiceError,
  ServicesHomeError,
  type ServiceName,
} from './errors.js';
import { findNatsServer } from './nats-program/find-nats-server.js';
import { defaultCacheDir } from './cache-dir.js';
import { exists, type Home } from './home.js';
import { awaitNats, natsProcess, startNatsServer, stopNats, type NatsPlace } from './nats/server.js';
import { natsJoining } from './joining/joining-record.js';
import { freePort } from './process/ports.js';
import {
  awaitPostgres,
  postgresProcess,
  startPostgres,
  stopPostgres,
  type PostgresPlace,
} from './postgres/server.js';
import { newRecord, readRecord, writeRecord, type ServicesRecord } from './record.js';

export interface ServicesOptions {
  /** Directory of everything that the servers keep, e.g. ~/.local/share/ram-sweep; made if missing. */
  readonly home: string;
  /** Where a nats-server that had to be fetched is kept. Default: ~/.cache/ram-sweep. */
  readonly cacheDir?: string;
  /** This nats-server and no other. Default: see findNatsServer. */
  readonly natsServer?: string;
  /**
   * What runs the listener of a home, for connections from other machines: a program, and words that come before
   * `listener --home DIR`. Without it no home listens.
   */
  readonly listener?: readonly string[];
  /** Told one line for people at a time. */
  readonly onProgress?: (line: string) => void;
}

/** A server that runs and answers, found so or started. */
interface Running {
  readonly port: number;
  readonly pid: number | null;
  readonly version: string | null;
  readonly startedNow: boolean;
}

/** A server that runs and says nothing for this long is dead. One that says anything at all is not. */
const SILENCE_MS = 10_000;
/** How long a silent one gets to end by itself before it is killed. */
const END_PATIENCE_MS = 3_000;

/** A port that was free can be taken before the server listens; this often another one is tried. */
const PORT_ATTEMPTS = 4;

interface Wanted {
  /** Both by default. */
  readonly servers?: readonly ServiceName[];
  /** What becomes of a server that runs and is silent: it is ended and replaced (by default), or left with an error. */
  readonly silent?: 'end' | 'leave';
}

/** Starts those servers of `home` that do not run. If one fails, none that was started here is left running. */
export async function startMissing(
  home: Home,
  options: ServicesOptions,
  { servers = SERVICE_NAMES, silent = 'end' }: Wanted = {},
): Promise<{ record: ServicesRecord; startedNow: boolean }> {
  const record = (await readRecord(home.record)) ?? (await createRecord(home));
  const found: Found = { home, record, options, silent };
  const [postgres, nats] = await Promise.allSettled([
    servers.includes('postgres') ? ensurePostgres(found) : asRecorded(record.postgres),
    servers.includes('nats-server') ? ensureNats(found) : asRecorded(record.nats),
  ]);
  if (postgres.status === 'rejected' || nats.status === 'rejected') {
    if (postgres.status === 'fulfilled' && postgres.value.startedNow) await stopPostgres(home.postgres);
    if (nats.status === 'fulfilled' && nats.value.startedNow) await stopNats(home.nats);
    throw firstReason([postgres, nats]);
  }
  const { startedNow: startedPostgres, ...postgresNow } = postgres.value;
  const { startedNow: startedNats, ...natsNow } = nats.value;
  const startedNow = startedPostgres || startedNats;
  const updated = {
    ...record,
    postgres: { ...record.postgres, ...postgresNow },
    nats: { ...record.nats, ...natsNow },
  };
  if (startedNow) await writeRecord(home.record, updated);
  return { record: updated, startedNow };
}

const asRecorded = (server: ServicesRecord[ServerKey]): Promise<Running> =>
  Promise.resolve({ ...server, startedNow: false });

type ServerKey = 'postgres' | 'nats';

/** What is there, and what is wanted of it. */
interface Found {
  readonly home: Home;
  readonly record: ServicesRecord;
  readonly options: ServicesOptions;
  readonly silent: 'end' | 'leave';
}

export function postgresPlace(home: Home, record: ServicesRecord): PostgresPlace {
  const { port, credentials } = record.postgres;
  return { directory: home.postgres, name: record.name, port, credentials };
}

export function natsPlace(home: Home, record: ServicesRecord): NatsPlace {
  const { port, credentials } = record.nats;
  const joining = record.joining && natsJoining(home, record.joining);
  return { directory: home.nats, name: record.name, port, credentials, joining };
}

/** The passwords are written down before a database is made with them. */
async function createRecord(home: Home): Promise<ServicesRecord> {
  if (await exists(home.postgresData)) {
    throw new ServicesHomeError(
      home.record,
      `${home.record} is missing, and with it the passwords of the database in ${home.postgresData}: ` +
        `put it back from a copy, or move ${home.path} aside to start over without the studies in it`,
    );
  }
  const record = await newRecord();
  await writeRecord(home.record, record);
  return record;
}

async function ensurePostgres({ home, record, options, silent }: Found): Promise<Running> {
  const place = postgresPlace(home, record);
  const found = await awaitPostgres(place, SILENCE_MS);
  if (found !== null) return { ...record.postgres, pid: found, startedNow: false };
  if (silent === 'leave') requireNone('postgres', await postgresProcess(home.postgres));
  if (await stopPostgres(home.postgres, END_PATIENCE_MS))
    options.onProgress?.('Postgres did not answer and was ended');
  return onFreePort(place.port, async (port) => {
    options.onProgress?.(`Starting Postgres at port ${port}`);
    const logFile = join(home.logs, 'postgres.log');
    const server = await startPostgres({ ...place, port, logFile, onProgress: options.onProgress });
    return { ...server, port, startedNow: true };
  });
}

async function ensureNats({ home, record, options, silent }: Found): Promise<Running> {
  const place = natsPlace(home, record);
  const found = await awaitNats(place, SILENCE_MS);
  if (found !== null) return { ...record.nats, pid: found, startedNow: false };
  if (silent === 'leave') requireNone('nats-server', await natsProcess(home.nats));
  if (await stopNats(home.nats, END_PATIENCE_MS))
    options.onProgress?.('nats-server did not answer and was ended');
  const { path: program, version } = await findNatsServer({
    cacheDir: options.cacheDir ?? defaultCacheDir(),
    path: options.natsServer,
    onProgress: options.onProgress,
  });
  if (record.joining) {
    const { ensureCertificate } = await import('./joining/certificate-files.js');
    await ensureCertificate(home, record.name);
  }
  return onFreePort(place.port, async (port) => {
    options.onProgress?.(`Starting nats-server ${version} at port ${port}`);
    const logFile = join(home.logs, 'nats-server.log');
    const pid = await startNatsServer({ ...place, port, program, version, logFile });
    return { pid, version, port, startedNow: true };
  });
}

function requireNone(service: ServiceName, pid: number | null): void {
  if (pid === null) return;
  throw new ServiceError(
    service,
    `${service} (pid ${pid}) runs and has said nothing for ${SILENCE_MS / 1000} s; try again later, or ` +
      'replace it: `ram-sweep down` ends it, and `ram-sweep resume` starts another',
  );
}

/** Keeps the port of last time where it is free, so that those who know it can come back. */
async function onFreePort<T>(preferred: number, start: (port: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort(attempt === 1 ? preferred : undefined);
    try {
      return await start(port);
    } catch (error) {
      if (!(error instanceof PortTakenError) || attempt === PORT_ATTEMPTS) throw error;
    }
  }
}

function firstReason(results: readonly PromiseSettledResult<unknown>[]): unknown {
  return results.find((result) => result.status === 'rejected')?.reason;
}
