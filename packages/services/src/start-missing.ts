import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { PortTakenError, ServicesHomeError } from './errors.js';
import { findNatsServer } from './nats-program/find-nats-server.js';
import { defaultCacheDir } from './cache-dir.js';
import type { Home } from './home.js';
import { findNats, startNatsServer, stopNats, type NatsPlace } from './nats/server.js';
import { freePort } from './process/ports.js';
import { findPostgres, startPostgres, stopPostgres, type PostgresPlace } from './postgres/server.js';
import { newRecord, readRecord, writeRecord, type ServicesRecord } from './record.js';

export interface ServicesOptions {
  /** Directory of everything that the servers keep, e.g. ~/.local/share/ram-sweep; made if missing. */
  readonly home: string;
  /** Where a nats-server that had to be fetched is kept. Default: ~/.cache/ram-sweep. */
  readonly cacheDir?: string;
  /** This nats-server and no other. Default: see findNatsServer. */
  readonly natsServer?: string;
  /** Told one line for people at a time. */
  readonly onProgress?: (line: string) => void;
}

/** A server that runs and answers, found so or started. */
interface Running {
  readonly port: number;
  readonly pid: number;
  readonly version: string | null;
  readonly startedNow: boolean;
}

/** A server that runs but is silent gets this long to answer, and again to end, before it is killed. */
const PATIENCE_MS = 3_000;

/** A port that was free can be taken before the server listens; this often another one is tried. */
const PORT_ATTEMPTS = 4;

/** Starts those servers of `home` that do not run. If one fails, none that was started here is left running. */
export async function startMissing(
  home: Home,
  options: ServicesOptions,
): Promise<{ record: ServicesRecord; startedNow: boolean }> {
  const record = (await readRecord(home.record)) ?? (await createRecord(home));
  const results = await Promise.allSettled([
    ensurePostgres(home, record, options),
    ensureNats(home, record, options),
  ]);
  const [postgres, nats] = results;
  if (postgres.status === 'rejected' || nats.status === 'rejected') {
    if (postgres.status === 'fulfilled' && postgres.value.startedNow) await stopPostgres(home.postgres);
    if (nats.status === 'fulfilled' && nats.value.startedNow) await stopNats(home.nats);
    throw firstReason(results);
  }
  const { startedNow: startedPostgres, ...postgresNow } = postgres.value;
  const { startedNow: startedNats, ...natsNow } = nats.value;
  const updated = {
    ...record,
    postgres: { ...record.postgres, ...postgresNow },
    nats: { ...record.nats, ...natsNow },
  };
  await writeRecord(home.record, updated);
  return { record: updated, startedNow: startedPostgres || startedNats };
}

export function postgresPlace(home: Home, record: ServicesRecord): PostgresPlace {
  const { port, credentials } = record.postgres;
  return { directory: home.postgres, name: record.name, port, credentials };
}

export function natsPlace(home: Home, record: ServicesRecord): NatsPlace {
  const { port, credentials } = record.nats;
  return { directory: home.nats, name: record.name, port, credentials };
}

/** The passwords are written down before a database is made with them. */
async function createRecord(home: Home): Promise<ServicesRecord> {
  const data = join(home.postgres, 'data');
  if (
    await access(data).then(
      () => true,
      () => false,
    )
  ) {
    throw new ServicesHomeError(
      home.record,
      `${home.record} is missing, and with it the passwords of the database in ${data}: ` +
        `put it back from a copy, or move ${home.path} aside to begin anew without the studies in it`,
    );
  }
  const record = await newRecord();
  await writeRecord(home.record, record);
  return record;
}

async function ensurePostgres(
  home: Home,
  record: ServicesRecord,
  options: ServicesOptions,
): Promise<Running> {
  const place = postgresPlace(home, record);
  const found = await findPostgres(place, PATIENCE_MS);
  if (found !== null) return { ...record.postgres, pid: found, startedNow: false };
  if (await stopPostgres(home.postgres, PATIENCE_MS))
    options.onProgress?.('Postgres did not answer and was ended');
  return onFreePort(place.port, async (port) => {
    options.onProgress?.(`Starting Postgres at port ${port}`);
    const logFile = join(home.logs, 'postgres.log');
    const server = await startPostgres({ ...place, port, logFile, onProgress: options.onProgress });
    return { ...server, port, startedNow: true };
  });
}

async function ensureNats(home: Home, record: ServicesRecord, options: ServicesOptions): Promise<Running> {
  const place = natsPlace(home, record);
  const found = await findNats(place, PATIENCE_MS);
  if (found !== null) return { ...record.nats, pid: found, startedNow: false };
  if (await stopNats(home.nats, PATIENCE_MS))
    options.onProgress?.('nats-server did not answer and was ended');
  const { path: program, version } = await findNatsServer({
    cacheDir: options.cacheDir ?? defaultCacheDir(),
    path: options.natsServer,
    onProgress: options.onProgress,
  });
  return onFreePort(place.port, async (port) => {
    options.onProgress?.(`Starting nats-server ${version} at port ${port}`);
    const logFile = join(home.logs, 'nats-server.log');
    const pid = await startNatsServer({ ...place, port, program, version, logFile });
    return { pid, version, port, startedNow: true };
  });
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
