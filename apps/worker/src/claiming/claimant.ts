import { CoordinatorAbsentError, type Bus, type Delivery } from '@ram-sweep/bus';
import type { Log } from '@ram-sweep/log';
import { PROTOCOL_VERSION, type ClaimReply, type Job } from '@ram-sweep/protocol';
import { ClaimBackoff } from './claim-backoff.js';

/**
 * Also how long a worker needs to find out that no coordinator listens: nats-server does not tell its account.
 */
const CLAIM_TIMEOUT_MS = 3_000;

interface ClaimantOptions {
  readonly bus: Bus;
  readonly log: Log;
  readonly worker: string;
  /** What it trains with, in words. */
  readonly environment: string;
}

/** Asks coordinators for the trials of jobs. */
export class Claimant {
  readonly #options: ClaimantOptions;
  readonly #backoff = new ClaimBackoff();

  constructor(options: ClaimantOptions) {
    this.#options = options;
  }

  /** The coordinator's answer. Null if it does not answer now; the job is then back in the queue. */
  async claim(delivery: Delivery): Promise<ClaimReply | null> {
    const { study } = delivery.job;
    const pauseMs = this.#backoff.pause(study, performance.now());
    const reply = pauseMs > 0 ? null : await this.#ask(delivery.job);
    if (reply) this.#backoff.answered(study);
    else await delivery.retryLater(pauseMs || this.#backoff.missed(study, performance.now()));
    return reply;
  }

  async #ask({ study, trial }: Job): Promise<ClaimReply | null> {
    const { bus, log, worker, environment } = this.#options;
    const claim = { version: PROTOCOL_VERSION, study, trial, worker, environment } as const;
    try {
      return await bus.claims.request(claim, { timeoutMs: CLAIM_TIMEOUT_MS });
    } catch (error) {
      const fields = { study, trial, error: String(error) };
      if (error instanceof CoordinatorAbsentError) log.info('no coordinator answers for a job', fields);
      else log.warn('a claim failed', fields);
      return null;
    }
  }
}
