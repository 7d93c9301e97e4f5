import type { PubAck } from 'nats';
import { REQUEST_TIMEOUT_MS, type Connection } from '../connection/connection.js';
import { BusUnavailableError } from '../errors.js';
import {
  asRefusal,
  explain,
  isConsumerMissing,
  isStreamGone,
  isStreamMissing,
} from '../connection/failures.js';
import { pull, type Pulled, type PullOutcome, type PullRequest } from './pull.js';
import { ensureStreams } from './streams.js';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;
const TRIES_BEFORE_NOTICE = 3;
const MENDING_PAUSE_MS = 500;
/** What only workers use is missed by nobody here, so the coordinator looks after all of it. */
const CHECK_STREAMS_EVERY_MS = 5_000;
/** How long a question about a stream may take, reconnects included. */
const ADMIN_PATIENCE_MS = 10_000;

interface StoredMessage {
  readonly stream: string;
  readonly subject: string;
  readonly payload: Uint8Array;
  /** A second message of this id is dropped by the server within its duplicate window. */
  readonly id?: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * JetStream as something that can be relied on: what fails because the server is away or has lost its streams
 * is done again when it is back. The coordinator makes missing streams, the others wait for it and say so once.
 */
export class JetStream {
  readonly connection: Connection;
  #making: Promise<void> | undefined;
  #toldMissing = false;
  /** Consumers that were seen in a generation of the connection. */
  readonly #existing = new Set<string>();

  constructor(connection: Connection) {
    this.connection = connection;
    if (connection.options.role === 'coordinator') {
      connection.onReconnected(() => void this.#makeStreams());
      const checking = setInterval(() => void this.#makeStreams(), CHECK_STREAMS_EVERY_MS);
      connection.closing.addEventListener('abort', () => clearInterval(checking), { once: true });
    }
  }

  /**
   * Publishes until the server says that the message is on its disk.
   * Throws BusRefusedError for what no repetition mends, the reason of `signal`, or BusClosedError.
   */
  publish({ stream, subject, payload, id, signal }: StoredMessage): Promise<PubAck> {
    const options = {
      timeout: REQUEST_TIMEOUT_MS,
      expect: { streamName: stream },
      ...(id === undefined ? {} : { msgID: id }),
    };
    return this.persist(
      subject,
      () => this.connection.jetstream.publish(subject, payload, { ...options }),
      signal,
    );
  }

  /** Asks a pull consumer for messages once. Rejects only with BusClosedError. */
  async pull(request: PullRequest): Promise<Pulled> {
    try {
      await this.connection.ready(request.signal);
      const pulled = await this.#pullFromExisting(request);
      if (pulled.outcome === 'missing') await this.mend(request.signal);
      if (pulled.outcome === 'lost') await this.connection.pause(FIRST_PAUSE_MS, request.signal);
      this.connection.throwIfEnded();
      return pulled;
    } catch (error) {
      if (!this.connection.closed && request.signal?.aborted) return nothing('aborted');
      throw error;
    }
  }

  /** How many messages on these subjects a stream holds. Throws BusUnavailableError after ten seconds. */
  count(stream: string, subjects: string): Promise<number> {
    return this.#administer(stream, async () => {
      const counts = Object.values(await this.#subjects(stream, subjects));
      return counts.reduce((sum, count) => sum + count, 0);
    });
  }

  /** The subjects among these that a stream has messages on. Throws BusUnavailableError after ten seconds. */
  subjects(stream: string, subjects: string): Promise<string[]> {
    return this.#administer(stream, async () => Object.keys(await this.#subjects(stream, subjects)));
  }

  /** Every message up to this place of a stream has been handed out by the consumer and acknowledged, or passed over. */
  settledUpTo(stream: string, consumer: string): Promise<number> {
    return this.#administer(stream, async () => {
      const { ack_floor: floor } = await this.connection.manager.consumers.info(stream, consumer);
      return floor.stream_seq;
    });
  }

  /** Removes messages from a stream; says how many. Throws BusUnavailableError after ten seconds. */
  purge(stream: string, subjects: string): Promise<number> {
    return this.#administer(stream, async () => {
      const { manager, options } = this.connection;
      return manager.streams.purge(stream, { filter: subjects }).then(
        ({ purged }) => purged,
        (error: unknown) => {
          // A coordinator makes a missing stream again; to a command it means that nothing is left to remove.
          if (options.role === 'cli' && isStreamGone(error)) return 0;
          throw error;
        },
      );
    });
  }

  /** Does `attempt` until it succeeds. Throws as publish does. */
  async persist<Result>(
    subject: string,
    attempt: () => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> {
    for (let tries = 1; ; tries += 1) {
      await this.connection.ready(signal);
      try {
        return await this.connection.whileConnected(attempt());
      } catch (error) {
        this.connection.throwIfEnded(signal);
        await this.#recover(subject, { error, tries, signal });
      }
    }
  }

  /** One try to make the missing streams, then a pause. Throws BusClosedError, or the reason of `signal`. */
  async mend(signal?: AbortSignal): Promise<void> {
    const { options, notice } = this.connection;
    if (options.role === 'coordinator') {
      this.#making ??= this.#makeStreams().finally(() => (this.#making = undefined));
      await this.#making;
    } else if (!this.#toldMissing) {
      this.#toldMissing = true;
      notice(
        'the NATS server has no streams of ram-sweep; waiting for a coordinator to make them. If one runs, the storage of JetStream may be full, of which the log of nats-server tells: free some space; a server of your own has to be restarted then',
      );
    }
    await this.connection.pause(MENDING_PAUSE_MS, signal);
  }

  /** The server does not answer pulls of a consumer that is not there; so it is looked up when in doubt. */
  async #pullFromExisting(request: PullRequest): Promise<Pulled> {
    const { generation, manager } = this.connection;
    const { stream, consumer } = request;
    if (request.generation !== undefined && request.generation !== generation) return nothing('lost');
    const known = `${generation} ${stream} ${consumer}`;
    if (!this.#existing.has(known)) {
      const info = this.connection.whileConnected(manager.consumers.info(stream, consumer));
      const outcome = await info.then(() => null, whyAbsent);
      if (outcome) return nothing(outcome);
      this.#existing.add(known);
      this.#toldMissing = false;
    }
    const pulled = await pull(this.connection, request);
    if (pulled.outcome !== 'filled' && pulled.outcome !== 'empty') this.#existing.delete(known);
    return pulled;
  }

  async #recover(
    subject: string,
    failure: { error: unknown; tries: number; signal: AbortSignal | undefined },
  ): Promise<void> {
    const { error, tries, signal } = failure;
    const refusal = asRefusal(error, subject);
    if (refusal) throw refusal;
    if (!this.connection.connected) return;
    if (isStreamMissing(error)) return this.mend(signal);
    if (tries === TRIES_BEFORE_NOTICE) {
      this.connection.notice(`the NATS server does not take ${subject}: ${explain(error)}; trying on`);
    }
    await this.connection.pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries), signal);
  }

  async #administer<Result>(stream: string, attempt: () => Promise<Result>): Promise<Result> {
    const patience = AbortSignal.timeout(ADMIN_PATIENCE_MS);
    try {
      return await this.persist(stream, attempt, patience);
    } catch (cause) {
      if (this.connection.closed || !patience.aborted) throw cause;
      const { servers } = this.connection.options;
      const message = `the NATS server did not answer about ${stream} within ${ADMIN_PATIENCE_MS / 1000} s`;
      throw new BusUnavailableError(servers, message, { cause });
    }
  }

  async #subjects(stream: string, subjects: string): Promise<Record<string, number>> {
    const { state } = await this.connection.manager.streams.info(stream, { subjects_filter: subjects });
    return state.subjects ?? {};
  }

  async #makeStreams(): Promise<void> {
    const { manager, options, notice } = this.connection;
    if (!this.connection.connected) return;
    try {
      await ensureStreams(manager, options.ackWaitMs);
    } catch (error) {
      if (this.connection.closed || !this.connection.connected) return;
      notice(`the streams of ram-sweep could not be made: ${explain(error)}; trying again`);
    }
  }
}

function nothing(outcome: PullOutcome): Pulled {
  return { outcome, messages: [] };
}

function whyAbsent(error: unknown): PullOutcome {
  return isConsumerMissing(error) || isStreamMissing(error) ? 'missing' : 'lost';
}
