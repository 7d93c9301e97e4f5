import { postgresAddress, type Login } from './address.js';

interface Place {
  readonly port: number;
  /** Of the server that is to answer, its cluster_name. */
  readonly name: string;
}

/**
 * What came of asking a Postgres.
 *
 * - `ours`: it takes our password and has our name
 * - `full`: it runs, and all of its connections are taken
 * - `starting`: it runs, and is starting up, recovering or shutting down
 * - `refused`: somebody answers, and says no
 * - `silent`: nobody listens, or nobody answers within two seconds
 */
export type PostgresAnswer =
  | { readonly kind: 'ours' | 'full' | 'starting' | 'silent' }
  | { readonly kind: 'refused'; readonly reason: string; readonly cause?: unknown };

const TIMEOUT_MS = 2_000;

/** Asks the server at `port` for its name. */
export async function askPostgres({ port, name }: Place, login: Login): Promise<PostgresAnswer> {
  // Loaded when a server is asked: a supervisor asks none while its servers run.
  const { default: pg } = await import('pg');
  const client = new pg.Client({
    connectionString: postgresAddress(port, login),
    connectionTimeoutMillis: TIMEOUT_MS,
    query_timeout: TIMEOUT_MS,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ name: string }>("SELECT current_setting('cluster_name') AS name");
    const found = rows[0]?.name;
    return found === name ? { kind: 'ours' } : { kind: 'refused', reason: `its name is "${found}"` };
  } catch (error) {
    return judge(error);
  } finally {
    void client.end().catch(() => {});
  }
}

/** SQLSTATEs of a server that is ours for all we know, and cannot serve us now. */
const PASSING = new Map([
  ['53300', { kind: 'full' }],
  ['57P03', { kind: 'starting' }],
  // It ends the sessions that it has: a shutdown, or a crash of one of its processes.
  ['57P01', { kind: 'starting' }],
  ['57P02', { kind: 'starting' }],
] as const);

function judge(error: unknown): PostgresAnswer {
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  const passing = PASSING.get(code as '53300');
  if (passing !== undefined) return passing;
  // Without a code: the connection was cut or timed out.
  const isSilence =
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(code) ||
    (code === '' && /terminat|timeout/i.test(message));
  return isSilence ? { kind: 'silent' } : { kind: 'refused', reason: message, cause: error };
}
