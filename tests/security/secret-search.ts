import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { CHECKPOINTS_STREAM, EVENTS_STREAM, JOBS_STREAM } from '@ram-sweep/protocol';
import { connect, type ConnectionOptions, type NatsConnection } from 'nats';
import { Client } from 'pg';
import type { Sandbox } from '../program/sandbox.js';

/** Looks for secrets in whatever a sweep prints, sends and leaves behind. */
export class SecretSearch {
  readonly found: string[] = [];
  /** What was looked at, so that a test can see that something was. */
  readonly places = new Set<string>();
  readonly #secrets: readonly Buffer[];

  constructor(secrets: readonly string[]) {
    this.#secrets = secrets.map((secret) => Buffer.from(secret));
  }

  look(place: string, content: string | Uint8Array): void {
    this.places.add(place);
    const bytes = Buffer.from(content);
    for (const secret of this.#secrets) {
      if (bytes.includes(secret)) this.found.push(`${secret.toString()} in ${place}`);
    }
  }

  /** Command lines and environments of the processes of a sweep. */
  async lookAtProcesses(sandbox: Sandbox): Promise<void> {
    for (const kind of ['supervise', 'coordinator', 'worker'] as const) {
      for (const pid of await sandbox.pids(kind)) {
        for (const file of ['cmdline', 'environ']) {
          // The process may have ended by now.
          const text = await readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => null);
          if (text !== null) this.look(`${file} of ${kind}`, text);
        }
      }
    }
  }

  /** All files of a folder but those named. */
  async lookAtFiles(folder: string, except: readonly string[] = []): Promise<void> {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (!entry.isFile() || except.includes(relative(folder, path))) continue;
      const bytes = await readFile(path).catch(() => null);
      if (bytes) this.look(`file ${relative(folder, path)}`, bytes);
    }
  }

  /** Every row of every table of ram-sweep. */
  async lookAtTables(url: string): Promise<void> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      const { rows } = await client.query<{ name: string }>(
        "select tablename as name from pg_tables where schemaname = 'ram_sweep'",
      );
      for (const { name } of rows) {
        const table = await client.query<{ row: string }>(
          `select row_to_json(held)::text as row from ram_sweep.${client.escapeIdentifier(name)} as held`,
        );
        for (const { row } of table.rows) this.look(`table ${name}`, row);
      }
    } finally {
      await client.end();
    }
  }

  /** All messages from now on, until the connection is closed. */
  async listen(options: ConnectionOptions): Promise<NatsConnection> {
    const nats = await connect(options);
    nats.subscribe('ram.>', {
      callback: (_, { subject, data }) => this.look(`message ${subject.split('.')[1]}`, data),
    });
    await nats.flush();
    return nats;
  }

  /** What lies in the streams. */
  async lookAtStreams(nats: NatsConnection): Promise<void> {
    const manager = await nats.jetstreamManager();
    for (const stream of [JOBS_STREAM, EVENTS_STREAM, CHECKPOINTS_STREAM]) {
      const { state } = await manager.streams.info(stream);
      for (let seq = state.first_seq; state.messages > 0 && seq <= state.last_seq; seq += 1) {
        const message = await manager.streams.getMessage(stream, { seq }).catch(() => null);
        if (message) this.look(`stream ${stream}`, message.data);
      }
    }
  }
}
