import { ServiceError } from '../errors.js';
import { LOOPBACK } from '../process/ports.js';

interface Place {
  readonly port: number;
  /** Of the server that is to answer, its cluster_name. */
  readonly name: string;
  readonly directory: string;
}

interface Login {
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

const TIMEOUT_MS = 2_000;

/**
 * Whether the server at `port` answers; false while nobody listens or it is starting up. Throws a ServiceError if
 * somebody answers who is not our server.
 */
export async function askPostgres({ port, name, directory }: Place, login: Login): Promise<boolean> {
  // Loaded when a server is asked: a supervisor asks none while its servers run.
  const { default: pg } = await import('pg');
  const client = new pg.Client({ host: LOOPBACK, port, ...login, connectionTimeoutMillis: TIMEOUT_MS });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query("SELECT current_setting('cluster_name') AS name");
    if (rows[0]?.name === name) return true;
  } catch (error) {
    if (isNotUpYet(error)) return false;
    throw new ServiceError('postgres', `the Postgres at port ${port} does not take our password`, {
      cause: error,
    });
  } finally {
    await client.end().catch(() => {});
  }
  throw new ServiceError('postgres', `the Postgres at port ${port} is not the one in ${directory}`);
}

function isNotUpYet(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  // 57P03: starting up or shutting down; without a code: the connection was cut or timed out.
  return (
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P03'].includes(code ?? '') ||
    (code === undefined && /terminat|timeout/i.test(message ?? ''))
  );
}
