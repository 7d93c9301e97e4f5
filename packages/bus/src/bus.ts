import {
  claimReplySchema,
  claimSchema,
  claimSubject,
  commandReplySchema,
  commandSchema,
  commandSubject,
  type Claim,
  type ClaimReply,
  type Command,
  type CommandReply,
} from '@ram-sweep/protocol';
import { Checkpoints } from './channels/checkpoints.js';
import type { BusStatus, Connection } from './connection/connection.js';
import { Controls } from './channels/controls.js';
import { Events } from './channels/events.js';
import { Heartbeats } from './channels/heartbeats.js';
import { JetStream } from './jetstream/jetstream.js';
import { Jobs } from './channels/jobs.js';
import { Requests } from './channels/requests.js';

/** All messages between coordinator, workers and command lines. */
export class Bus {
  readonly jobs: Jobs;
  readonly events: Events;
  readonly checkpoints: Checkpoints;
  readonly claims: Requests<Claim, ClaimReply>;
  readonly commands: Requests<Command, CommandReply>;
  readonly heartbeats: Heartbeats;
  readonly controls: Controls;
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
    const jetstream = new JetStream(connection);
    this.jobs = new Jobs(jetstream);
    this.events = new Events(jetstream);
    this.checkpoints = new Checkpoints(jetstream);
    this.claims = new Requests(connection, {
      subject: claimSubject,
      question: claimSchema,
      reply: claimReplySchema,
    });
    this.commands = new Requests(connection, {
      subject: commandSubject,
      question: commandSchema,
      reply: commandReplySchema,
    });
    this.heartbeats = new Heartbeats(connection);
    this.controls = new Controls(connection);
  }

  /** Whether the server can be reached now, as far as this program knows. */
  get connected(): boolean {
    return this.#connection.connected;
  }

  /** Every loss and reconnect of the connection from now on; ends when the bus is closed. */
  status(): AsyncIterable<BusStatus> {
    return this.#connection.status();
  }

  /**
   * Aborts, with a TokenRefusedError as its reason, when the home of our join token says that it was revoked. Until
   * then, and without a token, a lost connection comes back by itself.
   */
  get refused(): AbortSignal {
    return this.#connection.refused;
  }

  /** Ends everything at once: pending calls throw BusClosedError, listeners fall silent. */
  close(): Promise<void> {
    return this.#connection.close();
  }
}
