import type { Home } from './home.js';
import { natsAccess, type NatsAccess } from './nats/server.js';
import { postgresUrl } from './postgres/server.js';
import type { ServicesRecord } from './record.js';
import { natsPlace, postgresPlace } from './start-missing.js';

/** How to reach a private Postgres and nats-server. Both listen on the loopback interface only. */
export interface Services {
  readonly home: string;
  /** false: they ran already. */
  readonly startedNow: boolean;
  /** For the coordinator, who owns the database. */
  readonly databaseUrl: string;
  /** For those who only read: its sessions cannot write. */
  readonly readerUrl: string;
  readonly nats: NatsAccess;
}

export function accessTo(home: Home, record: ServicesRecord, startedNow: boolean): Services {
  const postgres = postgresPlace(home, record);
  return Object.freeze({
    home: home.path,
    startedNow,
    databaseUrl: postgresUrl(postgres, 'owner'),
    readerUrl: postgresUrl(postgres, 'reader'),
    nats: natsAccess(natsPlace(home, record)),
  });
}
