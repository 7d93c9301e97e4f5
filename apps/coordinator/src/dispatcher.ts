import { PROTOCOL_VERSION } from '@ram-sweep/protocol';
import { waitingTrials, type Store, type Study } from '@ram-sweep/store';
import type { Bus } from '@ram-sweep/bus';

/**
 * Keeps jobs in the queue for the trials that wait, a window of them at a time, interrupted ones first.
 *
 * A job is a wake-up, not a permission: a duplicate or a stale one is refused at the claim and does no harm.
 * So what was issued is remembered in memory only, and issued again whenever in doubt.
 */
export class Dispatcher {
  readonly #store: Store;
  readonly #bus: Bus;
  readonly #study: Study;
  readonly #window: number;
  readonly #issued = new Set<number>();
  /** Makes message ids of this process unique, so that the server's deduplication never swallows a re-issue. */
  readonly #issuer = `${process.pid}-${Date.now()}`;
  #count = 0;
  #outOfOrder = false;

  constructor(options: { store: Store; bus: Bus; study: Study; window: number }) {
    this.#store = options.store;
    this.#bus = options.bus;
    this.#study = options.study;
    this.#window = options.window;
  }

  /** A trial left the queue: it was claimed, or its job was refused. */
  forget(trial: number): void {
    this.#issued.delete(trial);
  }

  /** A trial came back that goes before those in the queue: it is made anew. */
  returned(): void {
    this.#outOfOrder = true;
  }

  /** Tops the queue up to the window. */
  async fill(): Promise<void> {
    if (this.#outOfOrder) await this.withdraw();
    this.#outOfOrder = false;
    const room = this.#window - this.#issued.size;
    if (room <= 0) return;
    const waiting = await waitingTrials(this.#store, this.#study.id, { limit: this.#window + room });
    const fresh = waiting.filter(({ number }) => !this.#issued.has(number)).slice(0, room);
    for (const { number } of fresh) this.#issued.add(number);
    await Promise.all(fresh.map(({ number, config }) => this.#issue(number, config)));
  }

  /** Forgets every issued job if the queue is empty all the same: the server lost them. */
  async recoverLostJobs(): Promise<boolean> {
    if (this.#issued.size === 0 || (await this.#bus.jobs.waiting(this.#study.id)) > 0) return false;
    this.#issued.clear();
    return true;
  }

  /** Takes all of this study's jobs out of the queue. */
  async withdraw(): Promise<void> {
    this.#issued.clear();
    await this.#bus.jobs.purge(this.#study.id);
  }

  async #issue(
    trial: number,
    config: Awaited<ReturnType<typeof waitingTrials>>[number]['config'],
  ): Promise<void> {
    const { id: study, name: studyName, spec } = this.#study;
    this.#count += 1;
    await this.#bus.jobs.publish(
      { version: PROTOCOL_VERSION, study, studyName, trial, dataset: spec.dataset, config },
      { id: `${study}.${trial}.${this.#issuer}.${this.#count}` },
    );
  }
}
