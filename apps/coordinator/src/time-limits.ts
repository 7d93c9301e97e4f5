import { Interval } from '@ram-sweep/clock';
import type { Log } from '@ram-sweep/log';
import { timeOutTrials, type Store, type Study } from '@ram-sweep/store';
import { WallTime } from './wall-time.js';
import type { Runs } from './workers/runs.js';

interface TimeLimitsOptions {
  readonly store: Store;
  readonly study: Study;
  readonly runs: Runs;
  readonly log: Log;
}

const TRIALS_TIMED_EVERY_MS = 1_000;

/** The budgets that are time: the hours of a study, and the minutes of each trial. They are not repeatable. */
export class TimeLimits {
  readonly #options: TimeLimitsOptions;
  readonly #wallTime: WallTime;
  readonly #untilTrialsTimed = new Interval(TRIALS_TIMED_EVERY_MS);

  constructor(options: TimeLimitsOptions, now: number) {
    this.#options = options;
    this.#wallTime = new WallTime(options.store, options.study, now);
  }

  /** Whether the hours of the study are over. */
  get isUp(): boolean {
    return this.#wallTime.isUp;
  }

  /** Counts the time, unless nothing is meant to train. Returns how many trials ran out of time and were ended. */
  async look(now: number, isIdle: boolean): Promise<number> {
    const { store, study, runs, log } = this.#options;
    if (isIdle) this.#wallTime.skip(now);
    await this.#wallTime.count(now);
    const { minutesPerTrial } = study.spec.budget;
    if (minutesPerTrial === undefined || !this.#untilTrialsTimed.restartIfOver(now)) return 0;
    const over = await timeOutTrials(store, study.id, minutesPerTrial);
    for (const run of over) {
      runs.timedOut(run);
      log.info('trial timed out', { trial: run.trial, attempt: run.attempt });
    }
    return over.length;
  }

  async write(): Promise<void> {
    await this.#wallTime.write();
  }
}
