import { pause } from '@ram-sweep/clock';
import type { Log } from '@ram-sweep/log';
import type { Store } from '@ram-sweep/store';
import type { NamedTarget } from '../settings/notify-settings.js';
import { TargetQueue, USUAL_TIMING, type DeliveryTiming } from './target-queue.js';

interface CourierParts {
  readonly store: Store;
  readonly study: { readonly id: string; readonly name: string };
  readonly targets: readonly NamedTarget[];
  readonly log: Log;
  readonly timing?: Partial<DeliveryTiming>;
}

/**
 * Delivers what waits in the outbox of a study, to each target at its own pace. It begins at once, and no receiver
 * can hold up anything else. Only the holder of the study's lock runs one.
 */
export class Courier {
  readonly #ending = new AbortController();
  readonly #over = new AbortController();
  readonly #running: Promise<unknown>;

  constructor({ targets, timing = {}, ...parts }: CourierParts) {
    const [ending, over] = [this.#ending.signal, this.#over.signal];
    const shared = { ...parts, ending, over, timing: { ...USUAL_TIMING, ...timing } };
    this.#running = Promise.all(targets.map((target) => new TargetQueue(target, shared).run()));
  }

  /** Sends what still waits, for `withinMs` at most. What does not arrive stays in the outbox. */
  async finish(withinMs: number): Promise<void> {
    this.#ending.abort();
    const done = new AbortController();
    await Promise.race([this.#running, pause(withinMs, done.signal)]);
    done.abort();
    this.abandon();
  }

  /** Breaks everything off. */
  abandon(): void {
    this.#ending.abort();
    this.#over.abort();
  }
}
