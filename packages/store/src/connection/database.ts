import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Pool, type PoolClient } from 'pg';
import type { Connection } from './options.js';
import { StoreClosedError, StoreUnavailableError } from '../errors.js';
import { Sockets } from './sockets.js';
import { translateError } from './translate-error.js';

/** Something that runs queries: the pool, or the one connection of a transaction. */
export type Queries = NodePgDatabase;

/** Access to the read side. Close it when done. */
export interface Reader extends AsyncDisposable {
  /** Runs single statements. Throws StoreUnavailableError (retryable), StoreRefusedError or StoreClosedError. */
  query<Result>(work: (db: Queries) => Promise<Result>): Promise<Result>;
  /** Waits for what is running, five seconds at most, then ends all connections. */
  close(): Promise<void>;
}

/** Access to all of the store. */
export interface Store extends Reader {
  /** How it connects: a lock opens a connection of its own. */
  readonly connection: Connection;
  /** Runs statements in one transaction: all of them hold, or none. Throws as `query` does. */
  transaction<Result>(work: (db: Queries) => Promise<Result>): Promise<Result>;
}

/** What runs for longer when all is to end waits for an unreachable server. */
const CLOSE_PATIENCE_MS = 5_000;

export class Database implements Store {
  readonly connection: Connection;
  readonly #pool: Pool;
  readonly #queries: Queries;
  readonly #sockets = new Sockets();
  #closing: Promise<void> | undefined;

  constructor(connection: Connection) {
    this.connection = connection;
    const { poolSize, ...settings } = connection;
    this.#pool = new Pool({ ...settings, max: poolSize, stream: this.#sockets.open });
    // A connection that breaks is replaced at its next use, and the query on it, if any, tells its caller.
    // Without listeners, idle (pool) and busy (client) connections alike would end the process.
    this.#pool.on('error', () => {});
    this.#pool.on('connect', (client) => client.on('error', () => {}));
    this.#queries = drizzle(this.#pool);
  }

  async query<Result>(work: (db: Queries) => Promise<Result>): Promise<Result> {
    this.#requireOpen();
    try {
      return await work(this.#queries);
    } catch (error) {
      throw translateError(error);
    }
  }

  async transaction<Result>(work: (db: Queries) => Promise<Result>): Promise<Result> {
    const client = await this.#connect();
    try {
      await client.query('begin');
      const result = await work(drizzle(client));
      await client.query('commit');
      client.release();
      return result;
    } catch (error) {
      const translated = translateError(error);
      await rollBack(client, translated);
      throw translated;
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#sockets.endWithin(CLOSE_PATIENCE_MS, this.#pool.end());
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #requireOpen(): void {
    if (this.#closing !== undefined) throw new StoreClosedError();
  }

  async #connect(): Promise<PoolClient> {
    this.#requireOpen();
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw translateError(error);
    }
  }
}

/** A connection in doubt is thrown away: its end rolls back too. */
async function rollBack(client: PoolClient, error: unknown): Promise<void> {
  if (error instanceof StoreUnavailableError) return client.release(true);
  try {
    await client.query('rollback');
    client.release();
  } catch {
    client.release(true);
  }
}
