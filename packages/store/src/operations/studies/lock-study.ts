import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Connection } from '../../connection/options.js';
import type { Store } from '../../connection/database.js';
import { Sockets } from '../../connection/sockets.js';
import { translateError } from '../../connection/translate-error.js';
import { MARK_LOCK, STUDY_LOCK } from '../../study.js';

/** The right to coordinate a study, for as long as its connection lives. */
export interface StudyLock extends AsyncDisposable {
  /** Resolves, with what happened, when the lock is gone without release(). Then another may hold it. */
  readonly lost: Promise<Error>;
  release(): Promise<void>;
}

const KEEPALIVE_MS = 5_000;
const KEEPALIVE_TIMEOUT_MS = 10_000;
const END_PATIENCE_MS = 2_000;

/**
 * Takes the study's lock, or returns null if another process holds it.
 *
 * It is an advisory lock on a connection of its own, so it ends with the process whatever becomes of that. Both
 * ends look after the connection: this one asks every 5 s and gives up after 10 s without an answer; Postgres
 * drops a client that has been silent for 30 s. A pooler in between must pool by session.
 *
 * `mark` is a UUID that `isDrivenBy` knows the holder by: a lock of that name on the same connection.
 */
export async function lockStudy(store: Store, studyId: string, mark?: string): Promise<StudyLock | null> {
  const sockets = new Sockets();
  const client = lockClient(store.connection, sockets);
  const lost = endOf(client);
  const end = (): Promise<void> => sockets.endWithin(END_PATIENCE_MS, endQuietly(client));
  try {
    await client.connect();
    await client.query(
      'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 4',
    );
    const { rows } = await client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as taken',
      [`${STUDY_LOCK}${studyId}`],
    );
    if (rows[0]?.taken === true) {
      if (mark !== undefined) await setMark(client, mark);
      return holdLock(client, lost, end);
    }
  } catch (error) {
    await end();
    throw translateError(error);
  }
  await end();
  return null;
}

const setMark = (client: Client, mark: string): Promise<unknown> =>
  client.query('select pg_advisory_lock_shared(hashtextextended($1, 0))', [`${MARK_LOCK}${mark}`]);

function lockClient(connection: Connection, sockets: Sockets): Client {
  return new Client({
    ...connection,
    stream: sockets.open,
    application_name: `${connection.application_name} lock`.slice(0, 63),
    query_timeout: KEEPALIVE_TIMEOUT_MS,
    keepAlive: true,
  });
}

/** node-postgres tells of every end that was not asked for as an error. */
function endOf(client: Client): Promise<Error> {
  return new Promise((resolve) => {
    client.on('error', resolve);
  });
}

function holdLock(client: Client, ended: Promise<Error>, end: () => Promise<void>): StudyLock {
  let released: Promise<void> | undefined;
  const stopAsking = new AbortController();
  const lost = Promise.race([ended, keepAsking(client, stopAsking.signal)]).then((error) => {
    stopAsking.abort();
    // After a release nothing was lost: the promise stays open.
    return released === undefined ? end().then(() => error) : new Promise<Error>(() => {});
  });
  const release = (): Promise<void> => {
    stopAsking.abort();
    released ??= end();
    return released;
  };
  return { lost, release, [Symbol.asyncDispose]: release };
}

/** Asks whether the server is there, over and over. Resolves with the error when it is not. */
async function keepAsking(client: Client, signal: AbortSignal): Promise<Error> {
  try {
    for (;;) {
      await sleep(KEEPALIVE_MS, undefined, { signal });
      await client.query('select 1');
    }
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Ends the connection, and with it the lock. One that broke before has nothing left to end. */
async function endQuietly(client: Client): Promise<void> {
  await client.end().catch(() => {});
}
