import { Client } from 'pg';

/** Runs statements on a database, as the user of the URL; the rows of the last one. */
export async function askPostgres<Row = Record<string, unknown>>(
  url: string,
  statements: string,
): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(statements)).rows as Row[];
  } finally {
    await client.end();
  }
}
