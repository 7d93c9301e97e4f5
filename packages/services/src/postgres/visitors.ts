import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { postgresUrl, type PostgresPlace } from './server.js';

/** Sessions that were closed a moment ago may take this long to be gone. */
const LEAVING_MS = 500;
const LOOK_AGAIN_MS = 25;
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Opens a session that says, for as long as this process keeps it, that somebody uses the server. Returns what closes
 * it. Where all connections are taken the server is in use without it.
 */
export async function visit(place: PostgresPlace): Promise<() => Promise<void>> {
  const session = await connect(place);
  return async () => {
    await session?.end().catch(() => {});
  };
}

/** Whether anybody else has a session on the server; false where it does not run. */
export async function hasVisitors(place: PostgresPlace): Promise<boolean> {
  const deadline = performance.now() + LEAVING_MS;
  while ((await countOthers(place)) > 0) {
    if (performance.now() > deadline) return true;
    await sleep(LOOK_AGAIN_MS);
  }
  return false;
}

async function countOthers(place: PostgresPlace): Promise<number> {
  const session = await connect(place);
  if (session === null) return 0;
  try {
    // Servers' own processes have no user.
    const { rows } = await session.query<{ others: number }>(
      'select count(*)::int as others from pg_stat_activity where usename is not null and pid <> pg_backend_pid()',
    );
    return rows[0]?.others ?? 0;
  } finally {
    await session.end().catch(() => {});
  }
}

async function connect(place: PostgresPlace): Promise<Client | null> {
  const { default: pg } = await import('pg');
  const session = new pg.Client({
    connectionString: postgresUrl(place, 'reader'),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  session.on('error', () => {});
  return session.connect().then(
    () => session,
    () => null,
  );
}
