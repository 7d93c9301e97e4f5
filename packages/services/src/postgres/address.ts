import { LOOPBACK } from '../process/ports.js';

export interface Login {
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/**
 * What node-postgres takes from the environment (PGSSLMODE, PGSSLNEGOTIATION, PGOPTIONS, PGCLIENT_ENCODING,
 * PGREPLICATION) wherever an address leaves it open. Those variables are meant for other servers; PGAPPNAME does no
 * harm.
 */
const SETTLED = {
  sslmode: 'disable',
  sslnegotiation: 'postgres',
  client_encoding: 'UTF8',
  replication: 'false',
  // The default of Postgres: an empty value would count as left open.
  options: '-c statement_timeout=0',
} as const;

/**
 * The address of a login of a private server. It leaves nothing for the environment to fill in, no matter who connects
 * to it.
 */
export function postgresAddress(port: number, { user, password, database }: Login): string {
  const address = new URL(`postgres://${user}:${password}@${LOOPBACK}:${port}/${database}`);
  for (const [name, value] of Object.entries(SETTLED)) address.searchParams.set(name, value);
  return address.href;
}
