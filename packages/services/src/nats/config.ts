import { join } from 'node:path';
import type { NatsCredentials } from '../credentials.js';
import { natsAccounts, type NatsUser } from './accounts.js';
import { isOlder } from '../nats-program/version.js';
import { LOOPBACK } from '../process/ports.js';

export const COORDINATOR = 'coordinator';
export const WORKER = 'worker';
export const PID_FILE = 'nats-server.pid';
/** Sees which workers are connected. */
export const WATCHER = 'watcher';

/** The largest message: an event or job is a few KiB, a piece of a checkpoint 128 KiB. */
const MAX_PAYLOAD_BYTES = 8 * 1024 * 1024;
const MAX_MEMORY_STORE_BYTES = 64 * 1024 * 1024;
/** More than any disk has. */
const NO_LIMIT_BYTES = 2 ** 60;
/** The first version that counts what a purge by subject has removed (nats-server pull request 3876). */
const COUNTS_PURGES = '2.9.15';

/** What lets workers on other machines in. */
export interface NatsJoining {
  /** In PEM form. */
  readonly certFile: string;
  readonly keyFile: string;
  readonly users: readonly NatsUser[];
}

/** A handshake over a slow line, or on a busy machine: by default nats-server breaks it off after two seconds. */
const TLS_TIMEOUT_S = 10;

/**
 * The server's configuration, for the version of the program that reads it; null if that is not known. JSON is a
 * subset of the language that nats-server reads.
 *
 * JetStream may use three quarters of the free disk. By the count of older versions, a sweep that removes its old
 * checkpoints reaches that however little it keeps, so those have no limit.
 *
 * The server listens on the loopback interface, no matter who joins. Where workers join from other machines, the
 * listener passes their connections on, and only those that begin with TLS; the processes of this machine need none.
 */
export function natsConfig(options: {
  directory: string;
  port: number;
  name: string;
  credentials: NatsCredentials;
  version?: string | null;
  joining?: NatsJoining | undefined;
}): string {
  const { directory, port, name, credentials, version = null, joining } = options;
  const config = {
    host: LOOPBACK,
    port,
    server_name: name,
    pid_file: join(directory, PID_FILE),
    max_payload: MAX_PAYLOAD_BYTES,
    jetstream: {
      store_dir: directory,
      max_memory_store: MAX_MEMORY_STORE_BYTES,
      ...(version === null || isOlder(version, COUNTS_PURGES) ? { max_file_store: NO_LIMIT_BYTES } : {}),
    },
    ...(joining ? { tls: tlsOf(joining), allow_non_tls: true } : {}),
    accounts: natsAccounts(
      { user: COORDINATOR, password: credentials.coordinator },
      [{ user: WORKER, password: credentials.worker }, ...(joining?.users ?? [])],
      joining && { user: WATCHER, password: credentials.coordinator },
    ),
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

const tlsOf = ({ certFile, keyFile }: NatsJoining): object => ({
  cert_file: certFile,
  key_file: keyFile,
  timeout: TLS_TIMEOUT_S,
});
