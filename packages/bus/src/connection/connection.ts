import { EventEmitter, on, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { inboxPrefix } from '@ram-sweep/protocol';
import {
  createInbox,
  ErrorCode,
  Events,
  type JetStreamClient,
  type JetStreamManager,
  type NatsConnection,
} from 'nats';
import { BusClosedError, ConnectionLostError } from '../errors.js';
import type { CompiledBusOptions } from './options.js';
import { tokenRefused } from './why-unavailable.js';

export interface BusStatus {
  readonly connected: boolean;
  /** The server that answers, or that was lost. */
  readonly server: string;
}

/** Something that a person should read in a log; the bus continues by itself. */
export type Notice = (message: string) => void;

/**
 * A connection that comes back by itself, and what everything built on it needs to know: whether it is up, how
 * often it was re-established, and when this program closes it.
 */
export class Connection {
  readonly nats: NatsConnection;
  readonly jetstream: JetStreamClient;
  readonly manager: JetStreamManager;
  readonly options: CompiledBusOptions;
  readonly notice: Notice;
  readonly #closing = new AbortController();
  readonly #changes = new EventEmitter().setMaxListeners(0);
  readonly #lossListeners = new Set<() => void>();
  readonly #refused = new AbortController();
  #connected = true;
  #generation = 0;

  constructor(parts: {
    nats: NatsConnection;
    manager: JetStreamManager;
    options: CompiledBusOptions;
    notice: Notice;
  }) {
    this.nats = parts.nats;
    this.manager = parts.manager;
    this.jetstream = parts.nats.jetstream({ timeout: REQUEST_TIMEOUT_MS });
    this.options = parts.options;
    this.notice = parts.notice;
    void this.#watch();
  }

  get connected(): boolean {
    return this.#connected;
  }

  /** Counts losses of the connection: whatever an older generation set up on the server may be gone. */
  get generation(): number {
    return this.#generation;
  }

  get closed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Aborts when this program closes the bus. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** Aborts, with a TokenRefusedError, when the home of our join token says that it was revoked. */
  get refused(): AbortSignal {
    return this.#refused.signal;
  }

  /** Waits until the server answers. Throws BusClosedError, or the reason of `signal`. */
  async ready(signal?: AbortSignal): Promise<void> {
    this.throwIfEnded(signal);
    while (!this.#connected) {
      await this.#until(signal, (either) => once(this.#changes, 'status', { signal: either }));
    }
  }

  /** Waits before another try. Throws BusClosedError, or the reason of `signal`. */
  async pause(ms: number, signal?: AbortSignal): Promise<void> {
    await this.#until(signal, (either) => sleep(ms, undefined, { signal: either }));
  }

  throwIfEnded(signal?: AbortSignal): void {
    if (this.closed) throw new BusClosedError();
    signal?.throwIfAborted();
  }

  /** Calls back once when the connection is lost or closed; the result unregisters. */
  onLost(callback: () => void): () => unknown {
    this.#lossListeners.add(callback);
    return () => this.#lossListeners.delete(callback);
  }

  onReconnected(callback: () => void): void {
    this.#changes.on('reconnected', callback);
  }

  /** Every change from now on; ends when the bus is closed. */
  status(): AsyncIterable<BusStatus> {
    const changes = on(this.#changes, 'status', { close: ['closed'] });
    if (this.closed) void changes.return?.();
    return (async function* statuses() {
      for await (const [status] of changes) yield status as BusStatus;
    })();
  }

  inbox(): string {
    return createInbox(inboxPrefix(this.options.role));
  }

  /** Settles as `work` does, or rejects as soon as the connection is lost: the outcome of `work` is then unknown. */
  whileConnected<Result>(work: Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const unregister = this.onLost(() => reject(new ConnectionLostError()));
      work.finally(unregister).then(resolve, reject);
    });
  }

  /** Sends without waiting or storing. While the server is unreachable nothing is sent. */
  send(subject: string, payload: Uint8Array): void {
    this.throwIfEnded();
    if (this.#connected) this.nats.publish(subject, payload);
  }

  /** Waits until the server has read what was sent. Resolves too if the connection is lost meanwhile. */
  async flush(): Promise<void> {
    await this.isRead();
  }

  /** Resolves once the server has read what was sent; false if the connection is lost, or was lost before. */
  async isRead(): Promise<boolean> {
    if (this.closed || !this.#connected) return false;
    return this.whileConnected(this.nats.flush()).then(
      () => true,
      () => false,
    );
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.#closing.abort(new BusClosedError());
    this.#lose();
    await this.nats.close();
    this.#changes.emit('closed');
  }

  async #until<Result>(
    signal: AbortSignal | undefined,
    wait: (either: AbortSignal) => Promise<Result>,
  ): Promise<void> {
    try {
      await wait(signal ? AbortSignal.any([signal, this.closing]) : this.closing);
    } finally {
      this.throwIfEnded(signal);
    }
  }

  async #watch(): Promise<void> {
    for await (const status of this.nats.status()) {
      const server = typeof status.data === 'string' ? status.data : '';
      if (status.type === Events.Disconnect) this.#change(false, server);
      if (status.type === Events.Reconnect) this.#change(true, server);
      if (status.type === Events.Error && status.data === ErrorCode.AuthorizationViolation) this.#refuse();
      if (status.permissionContext) this.notice(forbidden(status.permissionContext));
    }
  }

  /** A server of the user's own may change its mind. The home of a token means it: the server has its certificate. */
  #refuse(): void {
    if (this.options.pinned) this.#refused.abort(tokenRefused(this.options));
  }

  #change(connected: boolean, server: string): void {
    if (connected === this.#connected) return;
    this.#connected = connected;
    if (connected) this.#changes.emit('reconnected');
    else this.#lose();
    this.#changes.emit('status', { connected, server } satisfies BusStatus);
  }

  #lose(): void {
    this.#generation += 1;
    const listeners = [...this.#lossListeners];
    this.#lossListeners.clear();
    for (const listener of listeners) listener();
  }
}

/** How long the server may take to answer a JetStream request before it is asked again. */
export const REQUEST_TIMEOUT_MS = 5_000;

function forbidden({ operation, subject }: { operation: string; subject: string }): string {
  const act = operation === 'publish' ? 'publish to' : 'subscribe to';
  return `the NATS server does not let this user ${act} ${subject}; give it the permission in the server's configuration`;
}
