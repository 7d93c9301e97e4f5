import { homeAt } from './home.js';
import { postgresProcess, postgresUrl } from './postgres/server.js';
import { readRecord } from './record.js';

/**
 * The address for reading of the Postgres of `home` if its process is there; null otherwise. Asks no server and changes
 * nothing, so it is quick. Throws a ServicesHomeError where the record of the home cannot be read.
 */
export async function runningReaderUrl(path: string): Promise<string | null> {
  const home = homeAt(path);
  const record = await readRecord(home.record);
  if (record === null || (await postgresProcess(home.postgres)) === null) return null;
  const { port, credentials } = record.postgres;
  return postgresUrl({ directory: home.postgres, name: record.name, port, credentials }, 'reader');
}
