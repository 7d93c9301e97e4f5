import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import type { Traced } from '@ram-sweep/dashboard';
import { openStore } from '@ram-sweep/store';
import pg from 'pg';
import { decodeMessage } from '../../apps/cli/src/glimpses/trace-lines.js';

type Row = Readonly<Record<string, unknown>>;

/** All that stood in the tables at one moment, by table, in an order in which they can be filled. */
export interface Moment {
  /** As ISO 8601 has it. */
  readonly at: string;
  readonly tables: Readonly<Record<string, readonly Row[]>>;
}

/** What record-study.mjs has written. */
export interface Recording {
  /** Of the study. */
  readonly name: string;
  readonly moments: readonly Moment[];
  readonly traced: Traced;
}

export function readRecording(): Recording {
  const file = new URL('recording.json.br', import.meta.url);
  const recording = JSON.parse(brotliDecompressSync(readFileSync(file)).toString()) as Recording;
  const message = decodeMessage(JSON.stringify({ kind: 'traced', traced: recording.traced }));
  if (message.kind !== 'traced') throw new Error('the recording has no paths');
  return { ...recording, traced: message.traced };
}

/**
 * A database in which a recorded moment can be now: its tables are those of then, and so is its clock. With the tables
 * of today's version; columns that a recording lacks have their defaults.
 */
export class RecordedDatabase implements AsyncDisposable {
  readonly #client: pg.Client;

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  /** Of an empty database, whose later connections have the recorded clock. */
  static async create(url: string): Promise<RecordedDatabase> {
    await (await openStore({ url })).close();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    // Names are looked for in the order of the path, and pg_catalog would come first if it were not named.
    await client.query(`
      create schema clock;
      create table clock.moment as select now() as at;
      create function clock.now() returns timestamptz stable language sql as 'select at from clock.moment';
      do $$ begin execute format('alter database %I set search_path = clock, pg_catalog', current_database()); end $$;
    `);
    return new RecordedDatabase(client);
  }

  async turnTo({ at, tables }: Moment): Promise<void> {
    const names = Object.keys(tables).map((table) => `ram_sweep.${table}`);
    await this.#client.query('begin');
    await this.#client.query('update clock.moment set at = $1', [at]);
    await this.#client.query(`truncate ${names.join(', ')} cascade`);
    for (const [table, rows] of Object.entries(tables)) await this.#fill(table, rows);
    await this.#client.query('commit');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.end();
  }

  async #fill(table: string, rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
    const columns = Object.keys(rows[0]!).join(', ');
    await this.#client.query(
      `insert into ram_sweep.${table} (${columns}) overriding system value
        select ${columns} from json_populate_recordset(null::ram_sweep.${table}, $1)`,
      [JSON.stringify(rows)],
    );
  }
}
