import { fileProblem } from '@ram-sweep/protocol/file-problem';
import type { ConnectionOptions } from 'node:tls';
import { Client, type ClientConfig } from 'pg';
import { z } from 'zod';
import { StoreOptionsError } from '../errors.js';

/** How to reach Postgres. */
export interface ConnectOptions {
  /** postgres://user:password@host:port/database */
  readonly url: string;
  /** What Postgres shows as the application's name. `ram-sweep` by default. */
  readonly name?: string;
  /** Connections at most: 5 by default, 2 for a reader. */
  readonly poolSize?: number;
  /** TLS, as node's tls.connect takes it. The URL's own sslmode goes before it. */
  readonly ssl?: boolean | ConnectionOptions;
}

const schema = z.object({
  url: z.url({ protocol: /^postgres(ql)?$/, error: 'must look like postgres://user@host:5432/database' }),
  name: z.string().min(1).max(63).default('ram-sweep'),
  poolSize: z.number().int().min(1).max(100).optional(),
  ssl: z.union([z.boolean(), z.custom<ConnectionOptions>((value) => typeof value === 'object')]).optional(),
});

/** A connection's settings as node-postgres takes them, and the size of the pool. */
export type Connection = Readonly<ClientConfig> & { readonly poolSize: number };

const CONNECT_TIMEOUT_MS = 10_000;
/** A statement that takes longer has lost its server. */
const QUERY_TIMEOUT_MS = 120_000;

export function compileConnection(
  options: ConnectOptions,
  access: 'read-write' | 'read-only' = 'read-write',
): Connection {
  const parsed = schema.safeParse(options);
  if (!parsed.success) throw new StoreOptionsError(describeIssues(parsed.error));
  const { url, name, poolSize, ssl } = parsed.data;
  const connection = Object.freeze({
    connectionString: access === 'read-only' ? readOnlyUrl(url) : url,
    application_name: name,
    poolSize: poolSize ?? (access === 'read-only' ? 2 : 5),
    ...(ssl === undefined ? {} : { ssl }),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
  });
  requireUsable(connection);
  return connection;
}

/** The URL may name files of certificates, or be encoded wrongly: node-postgres looks when a client is made. */
function requireUsable(connection: ClientConfig): void {
  try {
    void new Client(connection);
  } catch (cause) {
    const why = fileProblem(cause) ?? (cause as Error).message;
    throw new StoreOptionsError(`the URL of the database cannot be used: ${why}`, { cause });
  }
}

const describeIssues = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');

/**
 * The session setting goes into the URL because node-postgres lets the URL win over other settings, and over PGOPTIONS,
 * which it would read from here on its own where the URL has no options.
 */
function readOnlyUrl(url: string): string {
  const address = new URL(url);
  const given = address.searchParams.get('options') ?? process.env['PGOPTIONS'] ?? '';
  address.searchParams.set('options', `${given} -c default_transaction_read_only=on`.trim());
  return address.href;
}
