import { randomUUID } from 'node:crypto';
import { pause } from '@ram-sweep/clock';
import { PROTOCOL_VERSION } from '@ram-sweep/protocol';
import { waitingTrials, type Store, type Study, type WaitingTrial } from '@ram-sweep/store';
import type { Bus } from '@ram-sweep/bus';

interface DispatcherOptions {
  readonly store: Store;
  readonly bus: Bus;
  readonly study: Study;
  /** How many jobs the queue is to hold now. */
  readonly window: () => number;
}

/** The queue is filled for longer only while the server is away or takes nothing. */
const FILL_PATIENCE_MS = 1_000;

/**
 * Keeps jobs in the queue for the trials that wait, a window of them at a time, interrupted ones first.
 *
 * A job is a wake-up, not a permission: a duplicate or a stale one is refused at the claim and does no harm.
 * So what was issued is remembered in memory only, and issued again whenever in doubt.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  /** Trial → place of its job in the queue, 0 until that is known. */
  readonly #issued = new Map<number, number>();
  /** Makes message ids of this process unique, so that the server's deduplication never swallows a re-issue. */
  readonly #issuer = randomUUID();
  readonly #ended = new AbortController();
  #count = 0;
  #outOfOrder = false;
  /** Whether trials may wait that were not issued: they did when the queue was last filled. */
  #moreWait = true;
  #filling: Promise<void> | undefined;

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  /** The claim of a job was decided, so it left the queue. A queue that is half empty by now is filled at once. */
  taken(trial: number): void {
    this.forget(trial);
    if (this.#moreWait) this.#fillIfHalfEmpty();
  }

  /** The job left the queue, and its trial may wait still. */
  forget(trial: number): void {
    this.#issued.delete(trial);
  }

  /** A trial came back that goes before those in the queue: it is made anew. */
  returned(): void {
    this.#outOfOrder = true;
  }

  /** Trials came to wait that no tick knows of; some go before those in the queue. */
  arrived(): void {
    this.returned();
    this.#fillIfHalfEmpty();
  }

  /** What fails here is tried again, and told, at the next tick. */
  #fillIfHalfEmpty(): void {
    if (this.#issued.size <= this.#options.window() / 2) this.fill().catch(() => undefined);
  }

  /**
   * Tops the queue up to the window; joins in where that is under way. Waits no longer than a second: while the server
   * is away that goes on by itself, and whoever calls has other things to do.
   */
  async fill(): Promise<void> {
    this.#filling ??= this.#topUp().finally(() => (this.#filling = undefined));
    const over = new AbortController();
    await Promise.race([this.#filling, pause(FILL_PATIENCE_MS, over.signal)]).finally(() => over.abort());
  }

  /**
   * Forgets issued jobs that the server lost: all if it has none, and those that it will not hand out any more, as a
   * worker acknowledges a job after its claim was decided. Not while the queue is filled.
   */
  async recoverLostJobs(): Promise<void> {
    if (this.#filling) return;
    const { jobs } = this.#options.bus;
    // What is issued from here on may not be in the queue yet, and is not in doubt.
    const stored = [...this.#issued];
    if (stored.length === 0) return;
    const isEmpty = (await jobs.waiting(this.#options.study.id)) === 0;
    const settled = isEmpty ? Infinity : await jobs.settledUpTo();
    for (const [trial, place] of stored) {
      if (place <= settled && this.#issued.get(trial) === place) this.#issued.delete(trial);
    }
  }

  /** Takes all of this study's jobs out of the queue. */
  async withdraw(): Promise<void> {
    this.#issued.clear();
    await this.#options.bus.jobs.purge(this.#options.study.id);
  }

  /** Issues no more jobs, and withdraws those in the queue unless its server is away: a stale job does no harm. */
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
