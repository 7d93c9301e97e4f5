import { ALL_HEARTBEATS, heartbeatSchema, heartbeatSubject, type Heartbeat } from '@ram-sweep/protocol';
import { encode } from '../codec.js';
import type { Connection } from '../connection/connection.js';
import { listen, type Listener } from './listener.js';

/** Signs of life of all workers. Not stored: a heartbeat that nobody hears, or that is sent while offline, is lost. */
export class Heartbeats {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Throws InvalidMessageError for anything but a heartbeat. */
  publish(heartbeat: Heartbeat): void {
    const subject = heartbeatSubject(heartbeat.worker);
    this.#connection.send(subject, encode(heartbeatSchema, subject, heartbeat));
  }

  /** Resolves once the server has read all that were published so far; false if the connection is lost. */
  areRead(): Promise<boolean> {
    return this.#connection.isRead();
  }

  listen(handle: (heartbeat: Heartbeat) => void): Listener {
    return listen(this.#connection, ALL_HEARTBEATS, heartbeatSchema, handle);
  }
}
