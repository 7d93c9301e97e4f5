import type { Log } from '@ram-sweep/log';
import { searchSize, type Store, type Study } from '@ram-sweep/store';
import { Drawing } from './drawing.js';
import { Rungs } from './rungs.js';

interface SearchOptions {
  readonly store: Store;
  readonly study: Study;
  readonly log: Log;
  /** Called when trials have come to wait. */
  readonly onWaiting: () => void;
}

/**
 * Moves the search on from what is recorded: judges trials that stand at a rung, and draws those that are planned. Both
 * follow from the tables alone, in the order of the search. So `advance` may be called at any time, by whichever
 * coordinator: after every commit, and once at the start for what the one before did not come to.
 */
export class Search {
  readonly #options: SearchOptions;
  readonly #rungs: Rungs | null;
  readonly #drawing: Drawing | null;
  #advancing: Promise<void> | undefined;
  #again = false;

  constructor(options: SearchOptions) {
    const { store, study } = options;
    const { pruner, sampler } = study.spec;
    this.#options = options;
    this.#rungs = pruner.name === 'asha' || pruner.name === 'hyperband' ? new Rungs(store, study) : null;
    this.#drawing = 'lag' in sampler ? new Drawing(store, study) : null;
  }

  /** Joins in where it is under way, and then looks once more at the end. */
  advance(): Promise<void> {
    this.#again = true;
    this.#advancing ??= this.#advance();
    return this.#advancing;
  }

  async close(): Promise<void> {
    await this.#advancing?.catch(() => undefined);
    await this.#drawing?.close();
  }

  async #advance(): Promise<void> {
    try {
      while (this.#again) {
        this.#again = false;
        await this.#step();
      }
    } finally {
      // In the same turn as the last look: whoever asks from here on starts another.
      this.#advancing = undefined;
    }
  }

  async #step(): Promise<void> {
    if (this.#rungs === null && this.#drawing === null) return;
    const { store, study, log, onWaiting } = this.#options;
    const size = await searchSize(store, study.id);
    const drawn = (await this.#drawing?.draw(size)) ?? 0;
    const judged = (await this.#rungs?.judge(size.trials)) ?? [];
    for (const { number, kind, reason } of judged) log.info(`pruner: ${kind} trial ${number}`, { reason });
    if (drawn > 0) log.info('trials drawn', { trials: drawn });
    if (drawn > 0 || judged.some(({ kind }) => kind === 'promote')) onWaiting();
  }
}
