import { controlSchema, controlSubject, type Control } from '@ram-sweep/protocol';
import { encode } from '../codec.js';
import type { Connection } from '../connection/connection.js';
import { listen, type Listener } from './listener.js';

/** Orders from a coordinator to one worker. Not stored: each is repeated until heartbeats show that it was obeyed. */
export class Controls {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Throws InvalidMessageError for anything but a control. */
  send(worker: string, control: Control): void {
    const subject = controlSubject(worker);
    this.#connection.send(subject, encode(controlSchema, subject, control));
  }

  listen(worker: string, handle: (control: Control) => void): Listener {
    return listen(this.#connection, controlSubject(worker), controlSchema, handle);
  }
}
