import {
  EVENTS_STREAM,
  eventSubject,
  studyEvents,
  trialEventSchema,
  type TrialEvent,
} from '@ram-sweep/protocol';
import { encode } from '../codec.js';
import { EventReader, type EventBatch } from './event-reader.js';
import type { JetStream } from '../jetstream/jetstream.js';

/** What happened to trials: stored on the server until the study's coordinator has recorded it. */
export class Events {
  readonly #jetstream: JetStream;
  /** The last event of each attempt that is not stored yet: the next one waits for it. */
  readonly #unstored = new Map<string, Promise<void>>();

  constructor(jetstream: JetStream) {
    this.#jetstream = jetstream;
  }

  /**
   * Resolves when the server has stored the event, however long that takes. Events of one attempt are stored in
   * the order of the calls, even if they are not awaited; those of different attempts overlap. Storing an event
   * again within ten minutes changes nothing. Throws InvalidMessageError, BusRefusedError, the reason of
   * `signal`, or BusClosedError.
   */
  async publish(event: TrialEvent, { signal }: { signal?: AbortSignal } = {}): Promise<void> {
    const { study, trial, attempt, sequence } = event;
    const subject = eventSubject(study, trial);
    const payload = encode(trialEventSchema, subject, event);
    const key = `${study}.${trial}.${attempt}`;
    const message = { stream: EVENTS_STREAM, subject, payload, id: `${key}.${sequence}`, signal };
    await this.#inOrder(key, async () => {
      await this.#jetstream.publish(message);
    });
  }

  /**
   * The events of a study, in batches of at most `batch`, at least once each and in the order in which they were
   * stored. A batch is returned at most `waitMs` after its first event. Events that are not acknowledged come again
   * at the next read. One reader per study. Ends when `signal` aborts; throws BusClosedError when the bus is
   * closed.
   */
  read(
    study: string,
    options: { batch: number; waitMs: number; signal?: AbortSignal },
  ): AsyncIterable<EventBatch> {
    return new EventReader(this.#jetstream, study, options).batches();
  }

  /** How many events of a study, or of one of its trials, are not acknowledged yet. */
  waiting(study: string, trial?: number): Promise<number> {
    const subjects = trial === undefined ? studyEvents(study) : eventSubject(study, trial);
    return this.#jetstream.count(EVENTS_STREAM, subjects);
  }

  /** Removes the events of a study that are not acknowledged yet; returns how many. */
  purge(study: string): Promise<number> {
    return this.#jetstream.purge(EVENTS_STREAM, studyEvents(study));
  }

  async #inOrder(key: string, store: () => Promise<void>): Promise<void> {
    const before = this.#unstored.get(key);
    const storing = before ? before.then(store, store) : store();
    this.#unstored.set(key, storing);
    try {
      await storing;
    } finally {
      if (this.#unstored.get(key) === storing) this.#unstored.delete(key);
    }
  }
}
