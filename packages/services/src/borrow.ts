import { accessTo, type Services } from './access.js';
import { readBorrowed, writeBorrowed } from './borrowed-file.js';
import type { ServiceName } from './errors.js';
import { exists, homeAt, type Home } from './home.js';
import { withHomeFiles } from './home-files.js';
import { findNats, natsProcess, stopNats } from './nats/server.js';
import { hasVisitors, visit } from './postgres/visitors.js';
import { findPostgres, postgresProcess, stopPostgres } from './postgres/server.js';
import { withLock } from './process/lock.js';
import { readRecord, type ServicesRecord } from './record.js';
import { natsPlace, postgresPlace, startMissing, type ServicesOptions } from './start-missing.js';

/** Servers for a command that only reads. To be given back. */
export interface Borrowed {
  readonly services: Services;
  /** Ends what was started for reading, once nobody uses it any more. Never throws. */
  readonly giveBack: () => Promise<void>;
}

/** Whether studies can be in this home: whether its database was ever made. */
export async function hasDatabase(path: string): Promise<boolean> {
  const home = homeAt(path);
  return withHomeFiles(home, async () => {
    return (await readRecord(home.record)) !== null && (await exists(home.postgresData));
  });
}

/**
 * The servers that are asked for, for reading: those that run, and the others for as long as they are read. Of several
 * that read at once, the last ends what the first started. Where a sweep comes to use them (startServices), they stay.
 * Null where there is nothing to read: the home has no database. Ends no server, not even one that is silent: throws a
 * ServiceError of it.
 */
export async function borrowServices(
  options: ServicesOptions,
  servers: readonly ServiceName[],
): Promise<Borrowed | null> {
  if (!(await hasDatabase(options.home))) return null;
  const home = homeAt(options.home);
  const record = await readRecord(home.record);
  if (record !== null && (await stay(home, record, servers)))
    return { services: accessTo(home, record, false), giveBack: () => Promise.resolve() };
  const onWait = (pid: number) =>
    options.onProgress?.(`Process ${pid} is starting or stopping the servers; waiting for it`);
  return withHomeFiles(home, () => withLock(home.lock, () => borrow(home, options, servers), { onWait }));
}

/** Whether they run, and not for somebody's reading alone. */
async function stay(home: Home, record: ServicesRecord, servers: readonly ServiceName[]): Promise<boolean> {
  if ((await readBorrowed(home)).length > 0) return false;
  const found = await Promise.all([
    servers.includes('postgres') ? findPostgres(postgresPlace(home, record)) : 0,
    servers.includes('nats-server') ? findNats(natsPlace(home, record)) : 0,
  ]);
  return !found.includes(null);
}

/** They are written down as borrowed before they run: who is killed meanwhile leaves them to the next that reads. */
async function borrow(
  home: Home,
  options: ServicesOptions,
  servers: readonly ServiceName[],
): Promise<Borrowed> {
  const before = await readBorrowed(home);
  const borrowed = [...new Set([...before, ...(await missing(home, servers))])];
  await writeBorrowed(home, borrowed);
  try {
    const { record } = await startMissing(home, options, { servers, silent: 'leave' });
    const leave = await visit(postgresPlace(home, record));
    return {
      services: accessTo(home, record, false),
      giveBack: async () => {
        await leave();
        await giveBack(home, record).catch(() => undefined);
      },
    };
  } catch (error) {
    await writeBorrowed(home, before);
    throw error;
  }
}

async function missing(home: Home, servers: readonly ServiceName[]): Promise<ServiceName[]> {
  const pids = { postgres: postgresProcess(home.postgres), 'nats-server': natsProcess(home.nats) };
  const found: ServiceName[] = [];
  for (const server of servers) if ((await pids[server]) === null) found.push(server);
  return found;
}

/** Where a sweep has come, nothing is borrowed any more; where others still read, the last of them does this. */
async function giveBack(home: Home, record: ServicesRecord): Promise<void> {
  if ((await readBorrowed(home)).length === 0) return;
  await withLock(home.lock, async () => {
    const borrowed = await readBorrowed(home);
    if (borrowed.length === 0 || (await hasVisitors(postgresPlace(home, record)))) return;
    if (borrowed.includes('postgres')) await stopPostgres(home.postgres);
    if (borrowed.includes('nats-server')) await stopNats(home.nats);
    await writeBorrowed(home, []);
  });
}
