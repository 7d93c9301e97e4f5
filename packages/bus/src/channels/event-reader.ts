import {
  coordinatorConsumer,
  EVENTS_STREAM,
  eventSubject,
  studyEvents,
  trialEventSchema,
  type TrialEvent,
} from '@ram-sweep/protocol';
import { AckPolicy, nanos, type Msg } from 'nats';
import { ack, deliverySequence, keep, terminate } from '../jetstream/acknowledge.js';
import { isCheckpointOf } from './checkpoints.js';
import { bounded, decode, type Decoded } from '../codec.js';
import { isConsumerMissing } from '../connection/failures.js';
import type { JetStream } from '../jetstream/jetstream.js';

interface RefusedMessage {
  readonly subject: string;
  readonly reason: string;
}

export interface EventBatch {
  readonly events: TrialEvent[];
  /** Messages that are not events of this study; `ack` removes them from the stream. */
  readonly refused: RefusedMessage[];
  /** Call this when the events are committed: the server then forgets them. Until then it keeps them for us. */
  readonly ack: () => Promise<void>;
}

/** The server removes a consumer that nobody reads from for this long; its events stay. */
const INACTIVE_MS = 60 * 60_000;
const MAX_ACK_PENDING = 20_000;

/**
 * Reads the events of one study in the order in which they were stored.
 *
 * A durable consumer redelivers an unacknowledged message only after a while, after later messages: an epoch would
 * arrive after the completion of its trial. So whenever deliveries may have been lost (a new reader, a reconnect, a
 * gap in the delivery numbers) the consumer is recreated, and starts at the first event that is not acknowledged.
 */
export class EventReader {
  readonly #jetstream: JetStream;
  readonly #study: string;
  readonly #batch: number;
  readonly #waitMs: number;
  readonly #signal: AbortSignal | undefined;
  /** The generation of the connection in which the consumer was made. */
  #bound: number | undefined;
  #delivered = 0;

  constructor(
    jetstream: JetStream,
    study: string,
    { batch, waitMs, signal }: { batch: number; waitMs: number; signal?: AbortSignal },
  ) {
    this.#jetstream = jetstream;
    this.#study = study;
    this.#batch = batch;
    this.#waitMs = waitMs;
    this.#signal = signal;
  }

  async *batches(): AsyncGenerator<EventBatch> {
    const { connection } = this.#jetstream;
    while (!this.#signal?.aborted) {
      const messages = await this.#next();
      if (messages.length === 0) continue;
      const release = holdInHand(messages, connection.options.ackWaitMs / 3);
      try {
        yield this.#open(messages, release);
      } finally {
        release();
      }
    }
  }

  /** The next messages; none if there are none yet. */
  async #next(): Promise<readonly Msg[]> {
    if (!(await this.#bind())) return [];
    const { outcome, messages } = await this.#jetstream.pull({
      stream: EVENTS_STREAM,
      consumer: coordinatorConsumer(this.#study),
      batch: this.#batch,
      lingerMs: this.#waitMs,
      signal: this.#signal,
      generation: this.#bound,
    });
    if (outcome === 'empty') return [];
    if (outcome === 'filled' && this.#isWithoutGap(messages)) return messages;
    this.#bound = undefined;
    return [];
  }

  /** Recreates the consumer if necessary. False if `signal` ended that. */
  async #bind(): Promise<boolean> {
    const { connection } = this.#jetstream;
    if (this.#bound === connection.generation) return true;
    try {
      await this.#jetstream.persist(EVENTS_STREAM, () => this.#makeConsumer(), this.#signal);
      return true;
    } catch (error) {
      if (!connection.closed && this.#signal?.aborted) return false;
      throw error;
    }
  }

  async #makeConsumer(): Promise<void> {
    const { manager, options, generation } = this.#jetstream.connection;
    const name = coordinatorConsumer(this.#study);
    await manager.consumers.delete(EVENTS_STREAM, name).catch((error: unknown) => {
      if (!isConsumerMissing(error)) throw error;
    });
    await manager.consumers.add(EVENTS_STREAM, {
      durable_name: name,
      filter_subject: studyEvents(this.#study),
      ack_policy: AckPolicy.Explicit,
      ack_wait: nanos(options.ackWaitMs),
      max_deliver: -1,
      max_ack_pending: MAX_ACK_PENDING,
      inactive_threshold: nanos(INACTIVE_MS),
    });
    this.#bound = generation;
    this.#delivered = 0;
  }

  #isWithoutGap(messages: readonly Msg[]): boolean {
    const first = this.#delivered + 1;
    this.#delivered += messages.length;
    return messages.every((message, index) => deliverySequence(message) === first + index);
  }

  #open(messages: readonly Msg[], release: () => void): EventBatch {
    const opened = messages.map((message) => ({ message, decoded: this.#decode(message) }));
    return {
      events: opened.flatMap(({ decoded }) => (decoded.ok ? [decoded.message] : [])),
      refused: opened.flatMap(({ message, decoded }) =>
        decoded.ok ? [] : [{ subject: bounded(message.subject), reason: decoded.reason }],
      ),
      ack: () => {
        release();
        for (const { message, decoded } of opened) (decoded.ok ? ack : terminate)(message);
        return this.#jetstream.connection.flush();
      },
    };
  }

  #decode({ subject, data }: Msg): Decoded<TrialEvent> {
    const decoded = decode(trialEventSchema, data);
    if (!decoded.ok) return decoded;
    const event = decoded.message;
    const expected = eventSubject(event.study, event.trial);
    if (subject !== expected) return { ok: false, reason: `the event belongs on the subject ${expected}` };
    const checkpoint = 'checkpoint' in event ? event.checkpoint : null;
    if (checkpoint === null || isCheckpointOf(event, checkpoint)) return decoded;
    return { ok: false, reason: bounded(`its checkpoint ${checkpoint.name} does not belong to its trial`) };
  }
}

/** Keeps messages from being redelivered until it is cancelled. */
function holdInHand(messages: readonly Msg[], everyMs: number): () => void {
  const timer = setInterval(() => messages.forEach(keep), everyMs);
  return () => clearInterval(timer);
}
