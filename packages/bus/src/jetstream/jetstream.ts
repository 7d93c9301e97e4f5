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
/**
 * Nobody else would notice that streams used only by workers are missing, so the coordinator looks after all of
 * them.
 */
const CHECK_STREAMS_EVERY_MS = 5_000;
/** How long a request about a stream may take, including reconnects. */
const ADMIN_PATIENCE_MS = 10_000;

const NO_STREAMS =
  'the NATS server has no ram-sweep streams; waiting for a coordinator to create them. If one is running, the storage of JetStream may be full (see the log of nats-server): free some space, and restart the server if it is your own';
const NO_STREAMS_IN_CLUSTER =
  'the NATS cluster does not answer for the ram-sweep streams; waiting until it has elected a leader, or a coordinator has created them';

interface StoredMessage {
  readonly stream: string;
  readonly subject: string;
  readonly payload: Uint8Array;
  /** The server drops a second message with this id within its duplicate window. */
  readonly id?: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A dependable JetStream: operations that fail because the server is unreachable or has lost its streams are
 * repeated when it is back. The coordinator creates missing streams; the others wait for it and say so once.
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
   * Publishes until the server confirms that the message is on its disk.
   * Throws BusRefusedError for failures that no repetition can fix, the reason of `signal`, or BusClosedError.
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

  /** The consumer has delivered every message up to this place in a stream, and each was acknowledged or skipped. */
  settledUpTo(stream: string, consumer: string): Promise<number> {
    return this.#administer(stream, async () => {
      const { ack_floor: floor } = await this.connection.manager.consumers.info(stream, consumer);
      return floor.stream_seq;
    });
  }

  /** Removes messages from a stream; returns how many. Throws BusUnavailableError after ten seconds. */
  purge(stream: string, subjects: string): Promise<number> {
    return this.#administer(stream, async () => {
      const { manager, options } = this.connection;
      return manager.streams.purge(stream, { filter: subjects }).then(
        ({ purged }) => purged,
        (error: unknown) => {
          // A coordinator recreates a missing stream; for a command it means that nothing is left to remove.
          if (options.role === 'cli' && isStreamGone(error)) return 0;
          throw error;
        },
      );
    });
  }

  /** Repeats `attempt` until it succeeds. Throws as publish does. */
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

  /** One attempt to create the missing streams, then a pause. Throws BusClosedError, or the reason of `signal`. */
  async mend(signal?: AbortSignal): Promise<void> {
    const { options, notice } = this.connection;
    if (options.role === 'coordinator') {
      this.#making ??= this.#makeStreams().finally(() => (this.#making = undefined));
      await this.#making;
    } else if (!this.#toldMissing) {
      this.#toldMissing = true;
      notice(this.connection.nats.info?.cluster === undefined ? NO_STREAMS : NO_STREAMS_IN_CLUSTER);
    }
    await this.connection.pause(MENDING_PAUSE_MS, signal);
  }

  /** The server does not answer pulls of a missing consumer, so the consumer is looked up when in doubt. */
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
      this.connection.notice(`the NATS server does not accept ${subject}: ${explain(error)}; retrying`);
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
      const message = `the NATS server did not answer a request about ${stream} within ${ADMIN_PATIENCE_MS / 1000} s`;
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
      await ensureStreams(manager, options);
    } catch (error) {
      if (this.connection.closed || !this.connection.connected) return;
      notice(`the ram-sweep streams could not be created: ${explain(error)}; retrying`);
    }
  }
}

function nothing(outcome: PullOutcome): Pulled {
  return { outcome, messages: [] };
}

function whyAbsent(error: unknown): PullOutcome {
  return isConsumerMissing(error) || isStreamMissing(error) ? 'missing' : 'lost';
}
