import { setTimeout as sleep } from 'node:timers/promises';
import { accessTo, type Services } from './access.js';
import { readBorrowed, writeBorrowed } from './borrowed-file.js';
import type { ProgramName } from './errors.js';
import { exists, homeAt, prepareHome, requireHome, type Home } from './home.js';
import { withHomeFiles } from './home-files.js';
import { stopListener } from './joining/listener-process.js';
import { withLock } from './process/lock.js';
import { findNats, hasJetStream, natsProcess, requireNoOtherNats, stopNats } from './nats/server.js';
import { findPostgres, postgresProcess, requireNoOtherPostgres, stopPostgres } from './postgres/server.js';
import { readRecord } from './record.js';
import { natsPlace, postgresPlace, startMissing, type ServicesOptions } from './start-missing.js';

/**
 * Finds the two servers of `home` running, or starts what does not run on the data that is there; a nats-server that
 * runs but stores nothing is started again. From then on they run until they are stopped, also those that were started
 * for reading alone.
 */
export async function startServices(options: ServicesOptions): Promise<Services> {
  const home = homeAt(options.home);
  const isBorrowed = (await readBorrowed(home)).length > 0;
  const found = isBorrowed ? null : await findServices(home.path);
  if (found === null) return withHomeFiles(home, () => bringUp(home, options, prepareHome));
  if (await comesToStore(home.path)) return found;
  options.onProgress?.('nats-server runs but stores nothing, as after its disk was full; starting it again');
  return restartNats(options);
}

/** A nats-server that is busy, or starts, answers within this time; one whose JetStream is off does not by itself. */
const JETSTREAM_PATIENCE_MS = 10_000;
const ASK_AGAIN_MS = 250;

async function comesToStore(path: string): Promise<boolean> {
  const deadline = performance.now() + JETSTREAM_PATIENCE_MS;
  while (!(await isJetStreamOn(path))) {
    if (performance.now() > deadline) return false;
    await sleep(ASK_AGAIN_MS);
  }
  return true;
}

/**
 * Starts the servers of a home again that have ended. Throws a ServicesHomeError where it is gone; it makes none anew.
 */
export function reviveServices(options: ServicesOptions): Promise<Services> {
  const home = homeAt(options.home);
  return withHomeFiles(home, () => bringUp(home, options, requireHome));
}

/** Ends the nats-server of `home`, whatever it does, and starts it again. Throws while the disk has too little room. */
export function restartNats(options: ServicesOptions): Promise<Services> {
  const home = homeAt(options.home);
  return withHomeFiles(home, () => bringUp(home, options, requireHome, () => stopNats(home.nats)));
}

async function bringUp(
  home: Home,
  options: ServicesOptions,
  prepare: (home: Home) => Promise<void>,
  before: () => Promise<unknown> = () => Promise.resolve(),
): Promise<Services> {
  // Before there is a record nobody else starts servers here.
  if (!(await exists(home.record)))
    await Promise.all([requireNoOtherPostgres(home.postgres), requireNoOtherNats(home.nats)]);
  await prepare(home);
  const onWait = (pid: number) =>
    options.onProgress?.(`Process ${pid} is starting or stopping the servers; waiting for it`);
  return withLock(
    home.lock,
    async () => {
      await before();
      await writeBorrowed(home, []);
      const { record, startedNow } = await startMissing(home, options);
      return accessTo(home, record, startedNow);
    },
    { onWait },
  );
}

/** The servers of `home` if both run and answer, null otherwise. Changes nothing. */
export async function findServices(path: string): Promise<Services | null> {
  const home = homeAt(path);
  return withHomeFiles(home, () => findIn(home));
}

async function findIn(home: Home): Promise<Services | null> {
  const record = await readRecord(home.record);
  if (record === null) return null;
  const running = await Promise.all([
    findPostgres(postgresPlace(home, record)),
    findNats(natsPlace(home, record)),
  ]);
  return running.includes(null) ? null : accessTo(home, record, false);
}

/** Whether the processes of both servers of `home` are there, answering or not. Cheap enough to ask every second. */
export async function areServersAlive(path: string): Promise<boolean> {
  const home = homeAt(path);
  const pids = await Promise.all([postgresProcess(home.postgres), natsProcess(home.nats)]);
  return !pids.includes(null);
}

/** Whether workers on other machines are to be let in while the servers of `home` run. */
export async function shouldListen(path: string): Promise<boolean> {
  return Boolean((await readRecord(homeAt(path).record))?.joining?.listen);
}

/** Whether the nats-server of `home` stores messages; a server that does not answer within two seconds does not. */
export async function isJetStreamOn(path: string): Promise<boolean> {
  const home = homeAt(path);
  const record = await readRecord(home.record);
  return record !== null && hasJetStream(natsPlace(home, record));
}

/**
 * Ends the servers of `home` cleanly, the listener first, and waits until they are gone; returns the names of those
 * that ran.
 */
export async function stopServices(path: string): Promise<ProgramName[]> {
  const home = homeAt(path);
  if (!(await exists(home.path))) return [];
  return withHomeFiles(home, () => stopIn(home));
}

function stopIn(home: Home): Promise<ProgramName[]> {
  return withLock(home.lock, async () => {
    const listener = await stopListener(home);
    const [postgres, nats] = await Promise.all([stopPostgres(home.postgres), stopNats(home.nats)]);
    await writeBorrowed(home, []);
    return [
      ...(listener ? ['listener' as const] : []),
      ...(postgres ? ['postgres' as const] : []),
      ...(nats ? ['nats-server' as const] : []),
    ];
  });
}
