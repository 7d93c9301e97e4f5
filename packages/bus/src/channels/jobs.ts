import { randomUUID } from 'node:crypto';
import {
  JOBS_STREAM,
  jobSchema,
  jobSubject,
  studyJobs,
  WORKERS_CONSUMER,
  type Job,
} from '@ram-sweep/protocol';
import type { Msg } from 'nats';
import { ack, nak, terminate } from '../jetstream/acknowledge.js';
import { decode, encode } from '../codec.js';
import type { JetStream } from '../jetstream/jetstream.js';

/**
 * A job that was taken. Answers are sent without confirmation: if one is lost, the job comes again, its claim is
 * refused, and that ends it.
 */
export interface Delivery {
  readonly job: Job;
  /** The job is finished: its claim was granted or refused. */
  readonly ack: () => Promise<void>;
  /** Back in the queue; any worker gets it after `ms`. */
  readonly retryLater: (ms: number) => Promise<void>;
}

/** The queue of waiting trials. A job wakes up one worker, which then claims the trial. */
export class Jobs {
  readonly #jetstream: JetStream;

  constructor(jetstream: JetStream) {
    this.#jetstream = jetstream;
  }

  /**
   * Resolves when the server has stored the job, however long that takes, with its place in the queue. Jobs with
   * the same `id` count as one job within ten minutes, even after it was taken or purged; so an id names one issue
   * of a trial, not the trial.
   */
  async publish(job: Job, options: { id?: string; signal?: AbortSignal } = {}): Promise<number> {
    const subject = jobSubject(job.study, job.trial);
    const payload = encode(jobSchema, subject, job);
    const { id = randomUUID(), signal } = options;
    const { seq } = await this.#jetstream.publish({ stream: JOBS_STREAM, subject, payload, id, signal });
    return seq;
  }

  /**
   * Waits for jobs that nobody else has: as many as are there, up to `atMost`. None when `signal` aborts. Throws
   * BusClosedError.
   */
  async takeSome({
    atMost,
    signal,
  }: {
    atMost: number;
    signal?: AbortSignal | undefined;
  }): Promise<Delivery[]> {
    const request = { stream: JOBS_STREAM, consumer: WORKERS_CONSUMER, batch: atMost, lingerMs: 0, signal };
    for (;;) {
      const { outcome, messages } = await this.#jetstream.pull(request);
      if (outcome === 'aborted') return [];
      const deliveries = messages.flatMap((message) => this.#open(message) ?? []);
      if (deliveries.length > 0) return deliveries;
    }
  }

  /** Removes all jobs of a study from the queue; returns how many there were. */
  purge(study: string): Promise<number> {
    return this.#jetstream.purge(JOBS_STREAM, studyJobs(study));
  }

  /**
   * No job up to this place in the queue will be delivered any more: each was taken and acknowledged, or skipped.
   * nats-server 2.9 skips jobs that nobody has taken yet when those of another study are purged.
   */
  settledUpTo(): Promise<number> {
    return this.#jetstream.settledUpTo(JOBS_STREAM, WORKERS_CONSUMER);
  }

  /** How many jobs of a study are in the queue, including those that a worker has taken. */
  waiting(study: string): Promise<number> {
    return this.#jetstream.count(JOBS_STREAM, studyJobs(study));
  }

  #open(message: Msg): Delivery | null {
    const { connection } = this.#jetstream;
    const decoded = decode(jobSchema, message.data);
    if (!decoded.ok) {
      terminate(message);
      connection.notice(`removed a message that is not a job from the job queue: ${decoded.reason}`);
      return null;
    }
    return {
      job: decoded.message,
      ack: () => (ack(message), connection.flush()),
      retryLater: (ms) => (nak(message, ms), connection.flush()),
    };
  }
}
