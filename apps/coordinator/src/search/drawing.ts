import type { Params } from '@ram-sweep/protocol';
import { searchTrial } from '@ram-sweep/search/samplers';
import { firstGrant } from '@ram-sweep/search/pruners';
import {
  drawTrial,
  endSearch,
  plannedPlaces,
  type SearchSize,
  type Store,
  type Study,
} from '@ram-sweep/store';
import { Piscina } from 'piscina';
import type { DrawingTask } from './drawing-thread.js';
import { SearchHistory } from './history.js';

/** The compiled thread, found from the source as well as from the build. */
const THREAD = new URL('../../dist/search/drawing-thread.js', import.meta.url);

/** Draws the params of planned trials, each once the results are known that it follows from. */
export class Drawing {
  readonly #store: Store;
  readonly #study: Study;
  readonly #lag: number;
  readonly #history: SearchHistory;
  #pool: Piscina<DrawingTask, Params | null> | undefined;

  constructor(store: Store, study: Study) {
    const { sampler } = study.spec;
    this.#store = store;
    this.#study = study;
    this.#lag = 'lag' in sampler ? sampler.lag : 0;
    this.#history = new SearchHistory(store, study);
  }

  /** Draws what can be drawn. Returns how many trials came to wait. */
  async draw({ firstPlanned }: SearchSize): Promise<number> {
    if (firstPlanned === null) return 0;
    let drawn = 0;
    // At most so many can be drawn. Between them lie those that a person enqueued.
    const places = { from: firstPlanned, limit: this.#lag + 1 };
    for (const index of await plannedPlaces(this.#store, this.#study.id, places)) {
      await this.#history.read(index);
      if (this.#history.resolved < index - this.#lag) break;
      const params = await this.#suggest(index);
      if (params === null) {
        await endSearch(this.#store, this.#study.id, 'every config of the space has been drawn');
        break;
      }
      if (await this.#save(index, params)) drawn += 1;
    }
    return drawn;
  }

  async close(): Promise<void> {
    await this.#pool?.destroy();
  }

  #suggest(index: number): Promise<Params | null> {
    this.#pool ??= new Piscina({
      filename: THREAD.href,
      name: 'draw',
      maxThreads: 1,
      idleTimeout: 60_000,
      atomics: 'disabled',
    });
    return this.#pool.run({ spec: this.#study.spec, index, history: this.#history.before(index, this.#lag) });
  }

  #save(index: number, params: Params): Promise<boolean> {
    const { spec, id } = this.#study;
    const { config } = searchTrial(spec, index, params);
    const grantedEpochs = firstGrant(spec, index, config.epochs);
    return drawTrial(this.#store, id, { index, params, config, grantedEpochs });
  }
}
