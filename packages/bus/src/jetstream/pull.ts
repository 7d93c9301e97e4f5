import { setMaxListeners } from 'node:events';
import { pause } from '@ram-sweep/clock';
import { nanos, type Msg, type Subscription } from 'nats';
import type { Connection } from '../connection/connection.js';
import { nak } from './acknowledge.js';

export interface PullRequest {
  readonly stream: string;
  readonly consumer: string;
  /** The most messages to return. */
  readonly batch: number;
  /** Return what is there this long after the first message; does not wait for a full batch. */
  readonly lingerMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Pull in this generation of the connection only. */
  readonly generation?: number | undefined;
}

/** One request to the server. */
interface Ask extends Pick<PullRequest, 'stream' | 'consumer' | 'batch' | 'signal'> {
  /** Whether to wait for a message if there is none; otherwise the server says at once that there is none. */
  readonly waits: boolean;
}

/**
 * Why a pull ended. `filled`: there are messages. `empty`: none came for a while, ask again. `missing`: the stream
 * or consumer does not exist. `lost`: the server forgot the pull or became unreachable. `aborted`: the caller or
 * the bus ended it. After the last two, messages that came are not passed on.
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

/** The server answers at once if it is asked not to wait; if it does not, what has come by then is all. */
const NO_WAIT_MS = 1_000;

/**
 * Asks a pull consumer for messages: waits for the first, then takes what is there. Never rejects.
 *
 * Every request is one that the server completes. If we asked for a whole batch and left when some messages had
 * come, the request would stay open on the server, which might send another message to nobody; that message comes
 * again when its acknowledgement has timed out, 30 s later. This happened to a few jobs in 10,000, and the last
 * trials of a study waited for them.
 */
export async function pull(connection: Connection, request: PullRequest): Promise<Pulled> {
  const { batch, lingerMs, signal, generation } = request;
  const first = await ask(connection, { ...request, batch: 1, waits: true });
  if (first.outcome !== 'filled' || batch === 1) return first;
  if (lingerMs > 0) await pause(lingerMs, signal);
  const isLost = generation !== undefined && generation !== connection.generation;
  const rest = isLost ? LOST : await ask(connection, { ...request, batch: batch - 1, waits: false });
  if (rest.outcome === 'filled' || rest.outcome === 'empty')
    return { outcome: 'filled', messages: [...first.messages, ...rest.messages] };
  // If the order matters, the reader starts again with a new consumer. A job that has arrived can be done.
  if (generation === undefined && rest.outcome !== 'aborted') return first;
  first.messages.forEach((message) => nak(message));
  return rest;
}

const LOST: Pulled = { outcome: 'lost', messages: [] };

function ask(connection: Connection, asked: Ask): Promise<Pulled> {
  return new Promise((resolve) => {
    new Pull(connection, asked, resolve).start();
  });
}

/**
 * One request and the subscription on which its messages arrive.
 *
 * On an abort the subscription is drained, not dropped: messages that the server has already sent still arrive and
 * are returned. One that the server is about to send may still reach nobody: with nats-server 2.9 this happened to
 * 17 of 5,000 jobs that came within a millisecond or two of an abort. There is no other way to withdraw a pull.
 */
class Pull {
  readonly #connection: Connection;
  readonly #asked: Ask;
  readonly #resolve: (pulled: Pulled) => void;
  readonly #subscription: Subscription;
  readonly #messages: Msg[] = [];
  readonly #cleanups: (() => unknown)[] = [];
  #silence: NodeJS.Timeout | undefined;
  #outcome: PullOutcome | undefined;
  /** Whether the server has said that nothing more will come. */
  #isEnded = false;

  constructor(connection: Connection, asked: Ask, resolve: (pulled: Pulled) => void) {
    this.#connection = connection;
    this.#asked = asked;
    this.#resolve = resolve;
    this.#subscription = connection.nats.subscribe(connection.inbox(), {
      callback: (error, message) => (error ? this.#end('lost') : this.#receive(message)),
    });
  }

  start(): void {
    const { stream, consumer, batch, signal, waits } = this.#asked;
    const abort = (): void => this.#end('aborted');
    // All slots of a worker wait on one signal: so many listeners are not a leak.
    if (signal) setMaxListeners(0, signal);
    signal?.addEventListener('abort', abort, { once: true });
    this.#cleanups.push(
      () => signal?.removeEventListener('abort', abort),
      this.#connection.onLost(() => this.#end(this.#connection.closed ? 'aborted' : 'lost')),
    );
    this.#listenForSilence();
    if (signal?.aborted) return abort();
    const wish = waits
      ? { batch, expires: nanos(EXPIRES_MS), idle_heartbeat: nanos(HEARTBEAT_MS) }
      : { batch, no_wait: true };
    this.#connection.nats.publish(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${consumer}`, JSON.stringify(wish), {
      reply: this.#subscription.getSubject(),
    });
  }

  #receive(message: Msg): void {
    if (message.subject === this.#subscription.getSubject()) return this.#heed(message);
    this.#listenForSilence();
    this.#messages.push(message);
    if (this.#outcome) return;
    if (this.#messages.length >= this.#asked.batch) this.#end('filled');
  }

  /** The server's own messages arrive on the inbox itself and carry a status. */
  #heed({ headers }: Msg): void {
    switch (headers?.code) {
      case 100: // heartbeat
        return this.#listenForSilence();
      case 404: // no messages
      case 408: // expired, or no more of them
        this.#isEnded = true;
        return this.#end(this.#messages.length > 0 ? 'filled' : 'empty');
      case 503: // no responders for this consumer
        return this.#end('missing');
      default:
        // 409 among them: consumer deleted, leader changed, server shutting down
        return this.#end('lost');
    }
  }

  #listenForSilence(): void {
    clearTimeout(this.#silence);
    if (this.#outcome) return;
    this.#silence = this.#asked.waits
      ? setTimeout(() => this.#end('lost'), SILENCE_MS)
      : setTimeout(() => this.#end('empty'), NO_WAIT_MS);
  }

  #end(outcome: PullOutcome): void {
    if (this.#outcome) return;
    this.#outcome = outcome;
    clearTimeout(this.#silence);
    for (const cleanup of this.#cleanups) cleanup();
    void this.#stopListening().then(() => this.#settle(outcome));
  }

  async #stopListening(): Promise<void> {
    const isEnded = this.#isEnded || this.#messages.length >= this.#asked.batch;
    if (isEnded || !this.#connection.connected || this.#connection.closed) {
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
