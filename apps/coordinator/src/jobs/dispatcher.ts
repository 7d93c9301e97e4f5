import { randomUUID } from 'node:crypto';
import { pause } from '@ram-sweep/clock';
import { PROTOCOL_VERSION } from '@ram-sweep/protocol';
import { waitingTrials, type Store, type Study, type WaitingTrial } from '@ram-sweep/store';
import type { Bus } from '@ram-sweep/bus';

interface DispatcherOptions {
  readonly store: Store;
  readonly bus: Bus;
  readonly study: Study;
  /** How many jobs the queue should hold now. */
  readonly window: () => number;
}

/** Filling the queue takes longer only while the server is unreachable or accepts nothing. */
const FILL_PATIENCE_MS = 1_000;

/**
 * Keeps jobs in the queue for waiting trials, one window at a time, in the order of `waitingTrials`.
 *
 * A job is a wake-up, not a permission: a duplicate or a stale one is refused at the claim and does no harm.
 * So issued jobs are remembered only in memory, and issued again whenever in doubt.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  /** Trial → place of its job in the queue, 0 until that is known. */
  readonly #issued = new Map<number, number>();
  /** Makes message ids of this process unique, so that the server's deduplication never drops a re-issued job. */
  readonly #issuer = randomUUID();
  readonly #ended = new AbortController();
  #count = 0;
  #outOfOrder = false;
  /** Whether trials without a job may be waiting: they were when the queue was last filled. */
  #moreWait = true;
  #filling: Promise<void> | undefined;

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  /** The claim of a job was decided, so it left the queue. If the queue is now half empty, it is filled at once. */
  taken(trial: number): void {
    this.forget(trial);
    if (this.#moreWait) this.#fillIfHalfEmpty();
  }

  /** The job left the queue, and its trial may still be waiting. */
  forget(trial: number): void {
    this.#issued.delete(trial);
  }

  /** A trial came back that goes before those in the queue: the queue is rebuilt. */
  returned(): void {
    this.#outOfOrder = true;
  }

  /** Trials are waiting that no tick knows of; some go before those in the queue. */
  arrived(): void {
    this.returned();
    this.#fillIfHalfEmpty();
  }

  /** The next tick repeats what fails here, and reports it. */
  #fillIfHalfEmpty(): void {
    if (this.#issued.size <= this.#options.window() / 2) this.fill().catch(() => undefined);
  }

  /**
   * Tops the queue up to the window; joins a call that is already doing so. Waits at most a second: while the
   * server is unreachable the filling continues by itself, and the caller has other things to do.
   */
  async fill(): Promise<void> {
    this.#filling ??= this.#topUp().finally(() => (this.#filling = undefined));
    const over = new AbortController();
    await Promise.race([this.#filling, pause(FILL_PATIENCE_MS, over.signal)]).finally(() => over.abort());
  }

  /**
   * Forgets issued jobs that the server lost: all if it has none, and those that it will not deliver any more,
   * because a worker acknowledges a job only after its claim was decided. Not while the queue is being filled.
   */
  async recoverLostJobs(): Promise<void> {
    if (this.#filling) return;
    const { jobs } = this.#options.bus;
    // Jobs issued from here on may not be in the queue yet, and are not in doubt.
    const stored = [...this.#issued];
    if (stored.length === 0) return;
    const isEmpty = (await jobs.waiting(this.#options.study.id)) === 0;
    const settled = isEmpty ? Infinity : await jobs.settledUpTo();
    for (const [trial, place] of stored) {
      if (place <= settled && this.#issued.get(trial) === place) this.#issued.delete(trial);
    }
  }

  /** Removes all of this study's jobs from the queue. */
  async withdraw(): Promise<void> {
    this.#issued.clear();
    await this.#options.bus.jobs.purge(this.#options.study.id);
  }

  /**
   * Issues no more jobs, and withdraws those in the queue unless the server is unreachable: a stale job does no
   * harm.
   */
  async end({ purge }: { purge: boolean }): Promise<void> {
    this.#ended.abort();
    await this.#filling?.catch(() => undefined);
    if (purge) await this.withdraw();
  }

  async #topUp(): Promise<void> {
    const { store, study, window } = this.#options;
    if (this.#ended.signal.aborted) return;
    if (this.#outOfOrder) await this.withdraw();
    this.#outOfOrder = false;
    const room = window() - this.#issued.size;
    if (room <= 0) return;
    const fresh = await waitingTrials(store, study.id, { except: [...this.#issued.keys()], limit: room });
    this.#moreWait = fresh.length === room;
    for (const { number } of fresh) this.#issued.set(number, 0);
    await Promise.all(fresh.map((trial) => this.#issue(trial)));
  }

  async #issue({ number: trial, config }: WaitingTrial): Promise<void> {
    const { bus, study } = this.#options;
    this.#count += 1;
    const { id, name: studyName, spec } = study;
    const place = await bus.jobs.publish(
      { version: PROTOCOL_VERSION, study: id, studyName, trial, dataset: spec.dataset, config },
      { id: `${id}.${trial}.${this.#issuer}.${this.#count}`, signal: this.#ended.signal },
    );
    // Its claim may have been decided by now.
    if (this.#issued.has(trial)) this.#issued.set(trial, place);
  }
}
