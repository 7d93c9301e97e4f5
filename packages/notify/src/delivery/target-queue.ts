import { isRetryable } from '@ram-sweep/protocol/errors';
import { pause } from '@ram-sweep/clock';
import type { Log } from '@ram-sweep/log';
import { giveUpNotifications, settleDelivered, takeNotification, type Store } from '@ram-sweep/store';
import { eventOf } from '../event.js';
import type { Outcome } from '../sending/outcome.js';
import { send } from '../sending/send.js';
import type { NamedTarget } from '../settings/notify-settings.js';
import { FAILURES_BEFORE_GIVING_UP, KEPT_HOURS, pauseAfter } from './pause-after.js';

/** Before the next look into an outbox that could not be read. */
const OUTBOX_PAUSE_MS = 5_000;

/** What a test may set otherwise. */
export interface DeliveryTiming {
  /** One attempt. Default: 10 s. */
  readonly patienceMs: number;
  /** How often the outbox is looked into. Default: 1 s. */
  readonly pollMs: number;
  /** By how many failures in a row there were. */
  readonly pauseAfter: (failures: number) => number;
}

export const USUAL_TIMING: DeliveryTiming = { patienceMs: 10_000, pollMs: 1_000, pauseAfter };

interface QueueParts {
  readonly store: Store;
  readonly study: { readonly id: string; readonly name: string };
  readonly log: Log;
  readonly timing: DeliveryTiming;
  /** When it aborts, the study is over: what waits is sent now, held or not, and nothing is waited for. */
  readonly ending: AbortSignal;
  /** When it aborts, whatever is under way is broken off. */
  readonly over: AbortSignal;
}

/**
 * Delivers the notifications of a study to one target, in their order: the oldest is sent until it has arrived or is
 * given up. Everything that is to outlive this process is in the outbox.
 */
export class TargetQueue {
  readonly #parts: QueueParts;
  readonly #target: NamedTarget;
  #failures = 0;
  #isGone = false;

  constructor(target: NamedTarget, parts: QueueParts) {
    this.#target = target;
    this.#parts = parts;
  }

  /** Delivers until `over` aborts, or with `ending` until nothing waits or an attempt fails. Never throws. */
  async run(): Promise<void> {
    const { timing, ending, over } = this.#parts;
    while (!over.aborted && !this.#isGone) {
      const isLast = ending.aborted;
      const step = await this.#step(isLast);
      if (step === 'delivered') continue;
      if (isLast) return;
      await pause(typeof step === 'number' ? step : timing.pollMs, ending);
    }
  }

  /** One look into the outbox. Returns the pause before the next attempt, in milliseconds, if this one failed. */
  async #step(isHeldToo: boolean): Promise<'idle' | 'delivered' | number> {
    const { store, study, timing, over } = this.#parts;
    try {
      const taken = await takeNotification(store, study.id, { target: this.#target.name, isHeldToo });
      if (taken === null) return 'idle';
      const event = eventOf({ study, ...taken });
      const { patienceMs } = timing;
      const outcome = await send(this.#target.target, event, { patienceMs, signal: over });
      // Broken off: nobody knows whether it arrived, so it is sent again, by the next process.
      if (over.aborted && outcome.kind === 'failed') return 'idle';
      return await this.#settle(taken.number, outcome);
    } catch (error) {
      return this.#survive(error);
    }
  }

  /** The coordinator reports a database that is unreachable. Anything else is a bug, and must not hold the study up. */
  #survive(error: unknown): number {
    const { log, over } = this.#parts;
    if (!isRetryable(error) && !over.aborted)
      log.warn(`notifications to ${this.#target.name} cannot be taken from the outbox`, {
        error: String(error),
      });
    return OUTBOX_PAUSE_MS;
  }

  async #settle(number: number, { kind, reason, retryAfterMs }: Outcome): Promise<'delivered' | number> {
    if (kind === 'failed') return this.#tryAgain(reason, retryAfterMs);
    const { store, log } = this.#parts;
    if (kind === 'delivered') await settleDelivered(store, this.#place, number);
    if (kind === 'refused') await this.#giveUp({ number }, `${reason}: it was refused`);
    if (kind === 'gone') await this.#giveUp('all', `${reason}: the receiver wants no more`);
    if (kind === 'gone') this.#isGone = true;
    if (this.#failures > 0) log.info(`notifications to ${this.#target.name} arrive again`);
    this.#failures = 0;
    return 'delivered';
  }

  /** The first failure is said, until one arrives again. Returns the pause. */
  async #tryAgain(reason: string, retryAfterMs: number | null): Promise<number> {
    const { log, timing } = this.#parts;
    this.#failures += 1;
    if (this.#failures === 1)
      log.warn(`notifications to ${this.#target.name} do not arrive; retrying`, { error: reason });
    if (this.#failures >= FAILURES_BEFORE_GIVING_UP)
      await this.#giveUp(
        { olderThanHours: KEPT_HOURS },
        `for ${KEPT_HOURS} hours they did not arrive: ${reason}`,
      );
    return Math.max(timing.pauseAfter(this.#failures), retryAfterMs ?? 0);
  }

  async #giveUp(which: Parameters<typeof giveUpNotifications>[2]['which'], reason: string): Promise<void> {
    const { store, log } = this.#parts;
    const count = await giveUpNotifications(store, this.#place, { which, reason });
    if (count > 0) log.warn(`notifications to ${this.#target.name} given up`, { count, error: reason });
  }

  get #place() {
    return { study: this.#parts.study.id, target: this.#target.name };
  }
}
