import { addDrivenTime, type Store, type Study } from '@ram-sweep/store';

const WRITTEN_EVERY_MS = 5_000;

/**
 * How long a study was driven, over stops and resumes: what people see as its time, and what is compared with its
 * budget of hours. Stored every few seconds, so a coordinator that crashes loses no more than that. Times are
 * milliseconds of any monotonic clock.
 */
export class WallTime {
  readonly #store: Store;
  readonly #study: Study;
  #writtenMs: number | undefined;
  #writtenAt: number;
  #now: number;

  constructor(store: Store, study: Study, now: number) {
    this.#store = store;
    this.#study = study;
    this.#writtenAt = now;
    this.#now = now;
  }

  /** Whether the hours are over; never without a budget of hours. */
  get isUp(): boolean {
    const { hours } = this.#study.spec.budget;
    if (hours === undefined || this.#writtenMs === undefined) return false;
    return this.#writtenMs + this.#now - this.#writtenAt >= hours * 3_600_000;
  }

  /** Counts the time up to now. */
  async count(now: number): Promise<void> {
    this.#now = now;
    if (this.#writtenMs === undefined || now - this.#writtenAt > WRITTEN_EVERY_MS) await this.write();
  }

  /** Leaves out the time since the last count: nothing was meant to train. */
  skip(now: number): void {
    this.#writtenAt += now - this.#now;
    this.#now = now;
  }

  async write(): Promise<void> {
    const until = this.#now;
    const seconds = (until - this.#writtenAt) / 1000;
    this.#writtenMs = (await addDrivenTime(this.#store, this.#study.id, seconds)) * 1000;
    this.#writtenAt = until;
  }
}
