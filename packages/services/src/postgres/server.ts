import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresCredentials } from '../credentials.js';
import { ServiceError } from '../errors.js';
import { launch } from '../process/launch.js';
import { awaitAnswer, type Answer } from '../process/await-answer.js';
import { commandAs, postgresAccount } from './account.js';
import { postgresAddress, type Login } from './address.js';
import { postgresBinaries } from './binaries.js';
import { checkDataVersion, initialisePostgres, postgresVersion } from './init.js';
import { askPostgres } from './probe.js';
import { addDatabase, ADMIN, asAdmin, DATABASE, ensureRoles, OWNER, READER } from './roles.js';
import { postgresSettings, type PostgresSettings } from './settings.js';
import { commandLine, endProcess, isAlive, readPid } from '../process/process.js';
import { findServer, requireVacant, serverProcess, type ServerSigns } from '../process/server-process.js';

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
  const pid = await onceFormerBackendsAreGone(() =>
    launch({
      service: 'postgres',
      ...commandAs(account, binaries.postgres, ['-D', dataDirectory, ...postgresSettings(options)]),
      logFile: options.logFile,
      answers: () => isUp(options),
      timeoutMs: START_TIMEOUT_MS,
      onSpawn: options.onSpawn,
    }),
  );
  await ensureRoles(port, credentials);
  return { pid, version };
}

/**
 * The process id of the Postgres on this data, if it runs and answers with our credentials, be it that all of its
 * connections are taken; null otherwise.
 */
export async function findPostgres(place: PostgresPlace): Promise<number | null> {
  const pid = await postgresProcess(place.directory);
  if (pid === null) return null;
  return (await ask(place, ownerOf(place))).kind === 'up' ? pid : null;
}

/**
 * The same, of one that may be starting up or shutting down: it is waited for. Null where it does not run, or was
 * silent for `silenceMs`. Throws a ServiceError where it refuses us.
 */
export function awaitPostgres(place: PostgresPlace, silenceMs: number): Promise<number | null> {
  const asked = {
    service: 'postgres' as const,
    process: () => postgresProcess(place.directory),
    ask: () => askAsEither(place),
  };
  return awaitAnswer(asked, { silenceMs, busyMs: START_TIMEOUT_MS });
}

/** Ends the Postgres on this data, by force if it takes longer than `graceMs`; false if there was none. */
export async function stopPostgres(directory: string, graceMs = 20_000): Promise<boolean> {
  const found = await findServer(signsIn(directory));
  if (found === null) return false;
  await endProcess(found.pid, { signal: 'SIGINT', graceMs });
  return true;
}

/** Makes one more database beside the first, with the same rights. `name`: lower case letters, digits and "_". */
export async function createDatabase(place: PostgresPlace, name: string): Promise<void> {
  await asAdmin(place.port, place.credentials, 'postgres', (admin) => addDatabase(admin, name));
}

/** Where a role of this server connects to. Default: the first database. */
export function postgresUrl(
  place: PostgresPlace,
  role: 'admin' | 'owner' | 'reader',
  database: string = DATABASE,
): string {
  const user = { admin: ADMIN, owner: OWNER, reader: READER }[role];
  return postgresAddress(place.port, { user, password: place.credentials[role], database });
}

/**
 * The process id of the Postgres on this data, whether it answers or not. Throws a ServiceError where the data were
 * moved while it ran.
 */
export function postgresProcess(directory: string): Promise<number | null> {
  return serverProcess(signsIn(directory));
}

/** Throws a ServiceError where the Postgres of a home that was moved away still runs on this path. */
export const requireNoOtherPostgres = (directory: string): Promise<void> => requireVacant(signsIn(directory));

const PID_FILE = 'postmaster.pid';

const signsIn = (directory: string): ServerSigns => ({
  service: 'postgres',
  folder: dataDirectoryIn(directory),
  pidFile: PID_FILE,
  startedWith: / -D (.+?) -c /,
});

/**
 * Postgres takes any live process with the id in its pid file for itself and refuses to start. After a crash or in a
 * new container that id may be another program's; then the file goes. A dead id stays: Postgres deals with it best.
 */
async function removeReusedPid(directory: string): Promise<void> {
  const pidFile = join(dataDirectoryIn(directory), PID_FILE);
  const pid = await readPid(pidFile);
  if (pid === null || !(await isAlive(pid))) return;
  // Where it cannot be told whose process it is, Postgres judges by itself.
  if ((await commandLine(pid)) === null) return;
  if ((await findServer(signsIn(directory))) === null) await rm(pidFile);
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

const ownerOf = ({ credentials }: PostgresPlace): Login => ({
  user: OWNER,
  password: credentials.owner,
  database: DATABASE,
});

const adminOf = ({ credentials }: PostgresPlace): Login => ({
  user: ADMIN,
  password: credentials.admin,
  database: 'postgres',
});

async function isUp(place: PostgresPlace): Promise<boolean> {
  const answer = await ask(place, adminOf(place));
  if (answer.kind === 'refused') throw answer.error;
  return answer.kind === 'up';
}

/** A server whose first start was cut short knows the administrator alone: it gets the other roles now. */
async function askAsEither(place: PostgresPlace): Promise<Answer> {
  const answer = await ask(place, ownerOf(place));
  if (answer.kind !== 'refused') return answer;
  const second = await ask(place, adminOf(place));
  if (second.kind === 'up') await ensureRoles(place.port, place.credentials);
  return second;
}

async function ask(place: PostgresPlace, login: Login): Promise<Answer> {
  const answer = await askPostgres(place, login);
  if (answer.kind === 'refused') return { kind: 'refused', error: refusal(place, answer) };
  if (answer.kind === 'silent') return { kind: 'silent' };
  return { kind: answer.kind === 'starting' ? 'busy' : 'up' };
}

function refusal(
  { port, directory }: PostgresPlace,
  { reason, cause }: { reason: string; cause?: unknown },
): ServiceError {
  const message =
    `the Postgres at port ${port} is not the one in ${directory}, or refuses its password: ${reason}; ` +
    'if services.json was put back from a copy, `ram-sweep down` ends the servers that do not match it';
  return new ServiceError('postgres', message, { cause });
}
