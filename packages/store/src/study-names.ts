import { Client } from 'pg';
import { compileConnection } from './connection/options.js';

const MOST_NAMES = 200;

/**
 * The names of the studies in a database, the newest first, 200 at most. Loads node-postgres alone, for who is in a
 * hurry: gives up after `patienceMs`. Rejects with whatever keeps it from them.
 */
export async function studyNames(url: string, patienceMs: number): Promise<string[]> {
  const client = new Client({
    ...compileConnection({ url }, 'read-only'),
    connectionTimeoutMillis: patienceMs,
    query_timeout: patienceMs,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ name: string }>(
      'select name from ram_sweep.studies order by created_at desc limit $1',
      [MOST_NAMES],
    );
    return rows.map(({ name }) => name);
  } finally {
    await client.end().catch(() => {});
  }
}
