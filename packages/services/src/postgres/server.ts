import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresCredentials } from '../credentials.js';
import { ServiceError } from '../errors.js';
import { launch } from '../process/launch.js';
import { LOOPBACK } from '../process/ports.js';
import { commandAs, postgresAccount } from './account.js';
import { postgresBinaries } from './binaries.js';
import { checkDataVersion, initialisePostgres, postgresVersion } from './init.js';
import { askPostgres } from './probe.js';
import { addDatabase, ADMIN, asAdmin, DATABASE, ensureRoles, OWNER, READER } from './roles.js';
import { postgresSettings, type PostgresSettings } from './settings.js';
import { endProcess, isAlive, readPid, serverProcess } from '../process/process.js';

export interface PostgresPlace {
  /** Holds the data directory and nothing else; for the owner's eyes only. */
  readonly directory: string;
  readonly port: number;
  readonly credentials: PostgresCredentials;
  /** Tells this server from any other that might answer at the port. */
  readonly name: string;
}

export interface PostgresOptions extends PostgresPlace, PostgresSettings {
  readonly logFile: string;
  readonly onProgress?: ((line: string) => void) | undefined;
  /** Told the process id as soon as there is one. */
  readonly onSpawn?: ((pid: number) => void) | undefined;
}

export interface RunningServer {
  readonly pid: number;
  readonly version: string;
}

/** Crash recovery replays at most max_wal_size; a minute is ample for it. */
const START_TIMEOUT_MS = 60_000;

/**
 * Starts a Postgres that outlives this process, on data that it makes if there are none.
 * Throws PortTakenError if something else has the port, ServiceError for all else that is in the way.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningServer> {
  const { directory, port, credentials } = options;
  const durable = options.durable ?? true;
  const dataDirectory = dataDirectoryIn(directory);
  const [binaries, account] = await Promise.all([postgresBinaries(), postgresAccount(dataDirectory)]);
  const version = await postgresVersion(binaries);
  if ((await checkDataVersion(dataDirectory, version)) === null) {
    options.onProgress?.(`Making a Postgres ${version} database in ${directory}`);
    await initialisePostgres({ binaries, account, directory, dataDirectory, credentials, durable });
  }
  await removeReusedPid(directory);
  const admin = { user: ADMIN, password: credentials.admin, database: 'postgres' };
  const pid = await onceFormerBackendsAreGone(() =>
    launch({
      service: 'postgres',
      ...commandAs(account, binaries.postgres, ['-D', dataDirectory, ...postgresSettings(options)]),
      logFile: options.logFile,
      answers: () => askPostgres(options, admin),
      timeoutMs: START_TIMEOUT_MS,
      onSpawn: options.onSpawn,
    }),
  );
  await ensureRoles(port, credentials);
  return { pid, version };
}

/**
 * The process id of the Postgres on this data, if it runs and answers with our credentials; null otherwise.
 * `patienceMs`: how long one that runs may take to answer, e.g. because it recovers; by default it is asked once.
 */
export async function findPostgres(place: PostgresPlace, patienceMs = 0): Promise<number | null> {
  const pid = await postgresProcess(place.directory);
  if (pid === null) return null;
  const owner = { user: OWNER, password: place.credentials.owner, database: DATABASE };
  const deadline = performance.now() + patienceMs;
  for (;;) {
    if (await askPostgres(place, owner).catch(() => false)) return pid;
    if (performance.now() >= deadline) return null;
    await sleep(25);
  }
}

/** Ends the Postgres on this data, by force if it takes longer than `graceMs`; false if there was none. */
export async function stopPostgres(directory: string, graceMs = 20_000): Promise<boolean> {
  const pid = await postgresProcess(directory);
  if (pid === null) return false;
  await endProcess(pid, { signal: 'SIGINT', graceMs });
  return true;
}

/** Makes one more database beside the first, with the same rights. `name`: lower case letters, digits and "_". */
export async function createDatabase(place: PostgresPlace, name: string): Promise<void> {
  await asAdmin(place.port, place.credentials, 'postgres', (admin) => addDatabase(admin, name));
}

/** Where a role of this server connects to. Default: the first database. */
export function postgresUrl(
  place: PostgresPlace,
  role: 'owner' | 'reader',
  database: string = DATABASE,
): string {
  const user = role === 'owner' ? OWNER : READER;
  return `postgres://${user}:${place.credentials[role]}@${LOOPBACK}:${place.port}/${database}`;
}

/** The process id of the Postgres on this data, whether it answers or not. */
export function postgresProcess(directory: string): Promise<number | null> {
  const dataDirectory = dataDirectoryIn(directory);
  return serverProcess(join(dataDirectory, 'postmaster.pid'), dataDirectory);
}

/**
 * Postgres takes any live process with the id in its pid file for itself and refuses to start. After a crash or in a
 * new container that id may be another program's; then the file goes. A dead id stays: Postgres deals with it best.
 */
async function removeReusedPid(directory: string): Promise<void> {
  const pidFile = join(dataDirectoryIn(directory), 'postmaster.pid');
  const pid = await readPid(pidFile);
  if (pid === null || !(await isAlive(pid)) || (await postgresProcess(directory)) !== null) return;
  await rm(pidFile);
}

/** The processes of a server that was killed need a moment to notice; Postgres refuses to start while one lives. */
async function onceFormerBackendsAreGone<T>(start: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start();
    } catch (error) {
      const busy = error instanceof ServiceError && /pre-existing shared memory block/.test(error.logTail);
      if (!busy || attempt === 20) throw error;
      await sleep(100);
    }
  }
}

function dataDirectoryIn(directory: string): string {
  return join(directory, 'data');
}
