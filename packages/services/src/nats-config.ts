import { join } from 'node:path';
import type { NatsCredentials } from './credentials.js';
import { natsAccounts } from './nats-accounts.js';
import { LOOPBACK } from './ports.js';

export const COORDINATOR = 'coordinator';
export const WORKER = 'worker';

/** The largest message: an event or job is a few KiB, a piece of a checkpoint 128 KiB. */
const MAX_PAYLOAD_BYTES = 8 * 1024 * 1024;
const MAX_MEMORY_STORE_BYTES = 64 * 1024 * 1024;

/** The server's configuration. JSON is a subset of the language that nats-server reads. */
export function natsConfig(options: {
  directory: string;
  port: number;
  name: string;
  credentials: NatsCredentials;
}): string {
  const { directory, port, name, credentials } = options;
  const config = {
    host: LOOPBACK,
    port,
    server_name: name,
    pid_file: pidFileIn(directory),
    max_payload: MAX_PAYLOAD_BYTES,
    jetstream: { store_dir: directory, max_memory_store: MAX_MEMORY_STORE_BYTES },
    accounts: natsAccounts(
      { user: COORDINATOR, password: credentials.coordinator },
      { user: WORKER, password: credentials.worker },
    ),
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

export function pidFileIn(directory: string): string {
  return join(directory, 'nats-server.pid');
}
