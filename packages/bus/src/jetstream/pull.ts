import { setMaxListeners } from 'node:events';
import { nanos, type Msg, type Subscription } from 'nats';
import type { Connection } from '../connection/connection.js';
import { nak } from './acknowledge.js';

export interface PullRequest {
  readonly stream: string;
  readonly consumer: string;
  /** Return as soon as this many messages are there. */
  readonly batch: number;
  /** Return what is there this long after the first message; none waits for a full batch. */
  readonly lingerMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Pull in this generation of the connection only. */
  readonly generation?: number | undefined;
}

/**
 * Why a pull ended. `filled`: there are messages. `empty`: none came for a while, ask again.
 * `missing`: the stream or consumer is not there. `lost`: the server forgot the pull or went away, and
 * `aborted`: the caller or the bus ended it; in both cases messages that came are not handed out.
 */
export type PullOutcome = 'filled' | 'empty' | 'missing' | 'lost' | 'aborted';

export interface Pulled {
  readonly outcome: PullOutcome;
  readonly messages: readonly Msg[];
}

const EXPIRES_MS = 30_000;
const HEARTBEAT_MS = 2_000;
/** After this long without a message or heartbeat the server has forgotten the pull. */
const SILENCE_MS = 2.5 * HEARTBEAT_MS;

/** Asks a pull consumer for messages once. Never rejects. */
export function pull(connection: Connection, request: PullRequest): Promise<Pulled> {
  return new Promise((resolve) => {
    new Pull(connection, request, resolve).start();
  });
}

/**
 * One pull request and the subscription on which its messages arrive.
 *
 * The subscription is drained, not dropped: messages that the server has sent by then still come in, and if the pull was
 * aborted they are given back. One that the server is about to send may still find nobody, and comes again only when its
 * acknowledgement has timed out: nats-server 2.9 did so with 17 of 5,000 jobs that came within a millisecond or two of
 * an abort, and with some of 10,000 in a rush. A pull cannot be taken back otherwise.
 */
class Pull {
  readonly #connection: Connection;
  readonly #request: PullRequest;
  readonly #resolve: (pulled: Pulled) => void;
  readonly #subscription: Subscription;
  readonly #messages: Msg[] = [];
  readonly #cleanups: (() => unknown)[] = [];
  #silence: NodeJS.Timeout | undefined;
  #linger: NodeJS.Timeout | undefined;
  #outcome: PullOutcome | undefined;

  constructor(connection: Connection, request: PullRequest, resolve: (pulled: Pulled) => void) {
    this.#connection = connection;
    this.#request = request;
    this.#resolve = resolve;
    this.#subscription = connection.nats.subscribe(connection.inbox(), {
      callback: (error, message) => (error ? this.#end('lost') : this.#receive(message)),
    });
  }

  start(): void {
    const { stream, consumer, batch, signal } = this.#request;
    const abort = (): void => this.#end('aborted');
    // All slots of a worker wait on one signal: that many listeners are no leak.
    if (signal) setMaxListeners(0, signal);
    signal?.addEventListener('abort', abort, { once: true });
    this.#cleanups.push(
      () => signal?.removeEventListener('abort', abort),
      this.#connection.onLost(() => this.#end(this.#connection.closed ? 'aborted' : 'lost')),
    );
    this.#listenForSilence();
    if (signal?.aborted) return abort();
    const ask = { batch, expires: nanos(EXPIRES_MS), idle_heartbeat: nanos(HEARTBEAT_MS) };
    this.#connection.nats.publish(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${consumer}`, JSON.stringify(ask), {
      reply: this.#subscription.getSubject(),
    });
  }

  #receive(message: Msg): void {
    if (message.subject === this.#subscription.getSubject()) return this.#heed(message);
    this.#listenForSilence();
    this.#messages.push(message);
    if (this.#outcome) return;
    if (this.#messages.length >= this.#request.batch) return this.#end('filled');
    this.#linger ??= setTimeout(() => this.#end('filled'), this.#request.lingerMs);
  }

  /** The server's own messages come on the inbox itself and carry a status. */
  #heed({ headers }: Msg): void {
    switch (headers?.code) {
      case 100: // heartbeat
        return this.#listenForSilence();
      case 404: // no messages
      case 408: // expired
        return this.#end(this.#messages.length > 0 ? 'filled' : 'empty');
      case 503: // nobody answers for this consumer
        return this.#end('missing');
      default:
        // 409 among them: consumer deleted, leader changed, server shutting down
        return this.#end('lost');
    }
  }

  #listenForSilence(): void {
    clearTimeout(this.#silence);
    if (!this.#outcome) this.#silence = setTimeout(() => this.#end('lost'), SILENCE_MS);
  }

  #end(outcome: PullOutcome): void {
    if (this.#outcome) return;
    this.#outcome = outcome;
    clearTimeout(this.#silence);
    clearTimeout(this.#linger);
    for (const cleanup of this.#cleanups) cleanup();
    void this.#stopListening().then(() => this.#settle(outcome));
  }

  async #stopListening(): Promise<void> {
    const complete = this.#messages.length >= this.#request.batch;
    if (complete || !this.#connection.connected || this.#connection.closed) {
      this.#subscription.unsubscribe();
    } else {
      await this.#connection.whileConnected(this.#subscription.drain()).catch(() => undefined);
    }
  }

  #settle(outcome: PullOutcome): void {
    if (outcome === 'filled' || outcome === 'empty') {
      const filled = this.#messages.length > 0 ? 'filled' : 'empty';
      this.#resolve({ outcome: filled, messages: this.#messages });
      return;
    }
    for (const message of this.#messages) nak(message);
    this.#resolve({ outcome, messages: [] });
  }
}
