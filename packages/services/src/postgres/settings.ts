import { LOOPBACK } from '../process/ports.js';

export interface PostgresSettings {
  readonly port: number;
  /** Tells this server from any other that might answer at the port. */
  readonly name: string;
  /** false: survives its own crash but not the machine's, for tests. Default true. */
  readonly durable?: boolean;
  /** Further settings of the server, for tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Arguments of the server. A small store of results: little memory, few connections, every commit on the disk. */
export function postgresSettings({
  port,
  name,
  durable = true,
  settings: further,
}: PostgresSettings): string[] {
  const values = {
    listen_addresses: LOOPBACK,
    port,
    unix_socket_directories: '',
    cluster_name: name,
    max_connections: 60,
    shared_buffers: '64MB',
    max_wal_size: '256MB',
    wal_level: 'minimal',
    max_wal_senders: 0,
    max_logical_replication_workers: 0,
    io_method: 'sync',
    jit: 'off',
    log_checkpoints: 'off',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
    ...further,
  };
  return Object.entries(values).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
}
