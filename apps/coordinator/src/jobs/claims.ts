import type { Log } from '@ram-sweep/log';
import { PROTOCOL_VERSION, type Claim, type ClaimReply } from '@ram-sweep/protocol';
import { claimTrials, type ClaimOutcome, type Store, type Study, type TrialClaim } from '@ram-sweep/store';
import type { Dispatcher } from './dispatcher.js';
import type { Runs } from '../workers/runs.js';
import { batchWhileBusy } from './batch-while-busy.js';

interface ClaimsOptions {
  readonly store: Store;
  readonly study: Study;
  readonly runs: Runs;
  readonly dispatcher: Dispatcher;
  readonly log: Log;
}

const version = PROTOCOL_VERSION;

/** Decides which worker trains which trial. Claims that come during a transaction are decided together in the next. */
export class Claims {
  readonly #options: ClaimsOptions;
  readonly #grant: (claim: TrialClaim) => Promise<ClaimOutcome>;
  readonly #deciding = new Set<Promise<ClaimReply>>();
  #isStopping = false;
  #isPaused = false;

  constructor(options: ClaimsOptions) {
    const { store, study } = options;
    this.#options = options;
    this.#grant = batchWhileBusy((claims) => claimTrials(store, study.id, claims));
  }

  /** From now on nothing is granted, because the study is stopping. Resolves once earlier claims are decided. */
  async refuse(): Promise<void> {
    this.#isStopping = true;
    await Promise.allSettled(this.#deciding);
  }

  /** While it is paused nothing is granted. */
  pause(isPaused: boolean): void {
    this.#isPaused = isPaused;
  }

  async answer(claim: Claim): Promise<ClaimReply> {
    if (this.#isStopping) return { version, granted: false, reason: 'the study is stopping' };
    if (this.#isPaused) return { version, granted: false, reason: 'the study is paused' };
    const deciding = this.#decide(claim);
    this.#deciding.add(deciding);
    return deciding.finally(() => this.#deciding.delete(deciding));
  }

  async #decide({ trial, worker, environment }: Claim): Promise<ClaimReply> {
    const { runs, dispatcher, log } = this.#options;
    try {
      const reply = await this.#grant({ trial, worker, environment });
      dispatcher.taken(trial);
      if (!reply.granted) return { version, granted: false, reason: reply.reason };
      const { attempt, checkpoints, untilEpoch } = reply;
      runs.granted({ trial, attempt, worker }, performance.now());
      log.info('trial claimed', { trial, attempt, worker });
      return { version, granted: true, attempt, checkpoints, untilEpoch };
    } catch (error) {
      dispatcher.forget(trial);
      log.warn('could not grant a claim', { trial, worker, error: String(error) });
      return { version, granted: false, reason: 'the database does not answer' };
    }
  }
}
