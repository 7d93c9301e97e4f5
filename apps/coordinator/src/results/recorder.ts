import type { Bus } from '@ram-sweep/bus';
import type { Log } from '@ram-sweep/log';
import type { TrialEvent } from '@ram-sweep/protocol';
import { recordEvents, type RecordedEvent, type Store, type Study } from '@ram-sweep/store';
import { isRetryable } from '@ram-sweep/protocol/errors';
import type { Run } from '../workers/leases.js';
import type { Pruning } from './pruning.js';

const RETRY_MS = 1_000;

interface RecorderOptions {
  readonly store: Store;
  readonly bus: Bus;
  readonly study: Study;
  readonly log: Log;
  readonly pruning: Pruning;
  /** Called after the commit, for every event that changed something. */
  readonly onRecorded: (recorded: RecordedEvent) => void;
  /** Called after each commit, after the calls for its events. */
  readonly onCommitted: () => void;
  /** Called for an event whose attempt is over: its worker does not know that yet. */
  readonly onStale: (run: Run) => void;
}

/**
 * The path of a result: read a batch, commit it, act on it, acknowledge it. In this order, so that after any crash
 * in between the batch comes again, and recording it again changes nothing.
 */
export class Recorder {
  readonly #options: RecorderOptions;

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { bus, study, log } = this.#options;
    for await (const batch of bus.events.read(study.id, { batch: 500, waitMs: 50, signal })) {
      const [refused] = batch.refused;
      if (refused) log.warn('refused messages; the first', { count: batch.refused.length, ...refused });
      const recorded = await this.#commit(batch.events, signal);
      if (!recorded) return;
      for (const event of recorded) this.#tell(event);
      this.#options.onCommitted();
      for (const event of recorded) await this.#tidyCheckpoints(event);
      await batch.ack();
    }
  }

  /** Retries while the database is unreachable; events wait in JetStream meanwhile. Null if the study is ending. */
  async #commit(events: readonly TrialEvent[], signal: AbortSignal): Promise<RecordedEvent[] | null> {
    const { store, study, log, pruning } = this.#options;
    for (;;) {
      try {
        return await recordEvents(store, study.id, [...events], await pruning.judge());
      } catch (error) {
        pruning.forget();
        if (!isRetryable(error)) throw error;
        log.warn('results wait: the database does not answer', {
          events: events.length,
          error: String(error),
        });
      }
      if (signal.aborted) return null;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  #tell(recorded: RecordedEvent): void {
    const { log, onRecorded, onStale } = this.#options;
    const { event, outcome } = recorded;
    if (outcome === 'stale') {
      log.info('dropped an event of an attempt that is over', describe(event));
      onStale(event);
      return;
    }
    if (outcome === 'unknown') log.warn('dropped an event of an unknown trial', describe(event));
    if (outcome === 'recorded') onRecorded(recorded);
  }

  /**
   * Remove only checkpoints older than the kept ones: the worker may already have stored the next one, whose event
   * is still on its way.
   */
  async #tidyCheckpoints({ event, outcome, state, checkpoints }: RecordedEvent): Promise<void> {
    const { bus, log } = this.#options;
    const oldest = state === 'complete' ? checkpoints[0] : checkpoints.at(-1);
    if (outcome !== 'recorded' || !oldest) return;
    await bus.checkpoints.removeOlder(oldest.name).catch((error: unknown) => {
      log.warn('could not remove old checkpoints', { ...describe(event), error: String(error) });
    });
  }
}

const describe = ({ kind, trial, attempt, worker }: TrialEvent) => ({ kind, trial, attempt, worker });
