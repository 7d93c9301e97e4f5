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
 * A job in hand. Each answer is sent and not confirmed: where it is lost, the job comes again, its claim is
 * refused, and that is the end of it.
 */
export interface Delivery {
  readonly job: Job;
  /** The job is done with: its claim was granted or refused. */
  readonly ack: () => Promise<void>;
  /** Back in the queue; any worker gets it after `ms`. */
  readonly retryLater: (ms: number) => Promise<void>;
}

/** The queue of trials that wait. A job wakes one worker up, which then claims the trial. */
export class Jobs {
  readonly #jetstream: JetStream;

  constructor(jetstream: JetStream) {
    this.#jetstream = jetstream;
  }

  /**
   * Resolves when the server has stored the job, however long that takes, with its place in the queue. Jobs of the
   * same `id` are one job within ten minutes, also after it was taken or purged; so an id names one issue of a trial,
   * not the trial.
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

  /** Takes all jobs of a study out of the queue; says how many there were. */
  purge(study: string): Promise<number> {
    return this.#jetstream.purge(JOBS_STREAM, studyJobs(study));
  }

  /**
   * No job up to this place of the queue will be handed out any more: each was taken and acknowledged, or passed over.
   * nats-server 2.9 passes over jobs that nobody has taken yet when those of another study are purged.
   */
  settledUpTo(): Promise<number> {
    return this.#jetstream.settledUpTo(JOBS_STREAM, WORKERS_CONSUMER);
  }

  /** How many jobs of a study are in the queue, those in a worker's hand included. */
  waiting(study: string): Promise<number> {
    return this.#jetstream.count(JOBS_STREAM, studyJobs(study));
  }

  #open(message: Msg): Delivery | null {
    const { connection } = this.#jetstream;
    const decoded = decode(jobSchema, message.data);
    if (!decoded.ok) {
      terminate(message);
      connection.notice(`removed a message from the job queue that is no job: ${decoded.reason}`);
      return null;
    }
    return {
      job: decoded.message,
      ack: () => (ack(message), connection.flush()),
      retryLater: (ms) => (nak(message, ms), connection.flush()),
    };
  }
}
