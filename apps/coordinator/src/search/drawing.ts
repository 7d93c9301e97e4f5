import type { Params, SearchStop } from '@ram-sweep/protocol';
import { LOOKAHEAD } from '@ram-sweep/search/budgets';
import { drawsAround, searchTrial, type Observation } from '@ram-sweep/search/samplers';
import { firstGrant } from '@ram-sweep/search/pruners';
import {
  addDrawnTrial,
  drawTrial,
  endSearch,
  plannedPlaces,
  stopSearch,
  type SearchSize,
  type Store,
  type Study,
} from '@ram-sweep/store';
import { Piscina } from 'piscina';
import type { DrawingTask } from './drawing-thread.js';
import { SearchHistory } from './history.js';

/** The compiled thread; this path works from the source and from the build. */
const THREAD = new URL('../../dist/search/drawing-thread.js', import.meta.url);

const EXHAUSTED = 'every config of the space has been drawn';

/** How far ahead trials may be drawn. */
export interface DrawingLimits extends SearchSize {
  /** How many trials the search may have, including those without a row yet. */
  readonly most: number;
  /** Trials from this place on are not drawn yet. */
  readonly before: number;
}

/**
 * Draws the params of planned trials, and of new ones after the last, once the results that each follows from are
 * known.
 */
export class Drawing {
  readonly #store: Store;
  readonly #study: Study;
  /** Null for a sampler that does not learn. */
  readonly #lag: number | null;
  readonly #history: SearchHistory;
  #pool: Piscina<DrawingTask, Params | null> | undefined;
  #isExhausted = false;

  constructor(store: Store, study: Study) {
    const { sampler } = study.spec;
    this.#store = store;
    this.#study = study;
    this.#lag = 'lag' in sampler ? sampler.lag : null;
    this.#history = new SearchHistory(store, study);
  }

  /** Whether the space had no config left: the search has no more trials than there are. */
  get isExhausted(): boolean {
    return this.#isExhausted;
  }

  /** Draws what can be drawn. Returns how many trials are now waiting. */
  async draw({ trials, firstPlanned, most, before }: DrawingLimits): Promise<number> {
    const planned = await this.#planned(firstPlanned);
    let drawn = 0;
    for (let index = firstPlanned ?? trials; index < Math.min(most, before); index += 1) {
      if (this.#isExhausted || !(await this.#isKnown(index))) break;
      // Enqueued trials lie between planned ones.
      if (index < trials && !planned.has(index)) continue;
      const params = await this.#suggest(index);
      if (params === null) {
        await this.#exhaust(index);
        break;
      }
      if (await this.#save(index, params, index < trials)) drawn += 1;
    }
    return drawn;
  }

  async close(): Promise<void> {
    await this.#pool?.destroy();
  }

  /** The next planned places; at most this many can be drawn at once. */
  async #planned(firstPlanned: number | null): Promise<ReadonlySet<number>> {
    if (firstPlanned === null) return new Set();
    const places = { from: firstPlanned, limit: (this.#lag ?? LOOKAHEAD) + 1 };
    return new Set(await plannedPlaces(this.#store, this.#study.id, places));
  }

  /** Whether the results that a trial's params follow from are known. */
  async #isKnown(index: number): Promise<boolean> {
    if (this.#lag === null) return true;
    await this.#history.read(index);
    return this.#history.resolved >= index - this.#lag;
  }

  async #suggest(index: number): Promise<Params | null> {
    this.#pool ??= new Piscina({
      filename: THREAD.href,
      name: 'draw',
      maxThreads: 1,
      idleTimeout: 60_000,
      atomics: 'disabled',
    });
    return this.#pool.run({ spec: this.#study.spec, index, history: await this.#seen(index) });
  }

  /** What the sampler may know. One that does not learn, but draws no config twice, knows only configs. */
  async #seen(index: number): Promise<readonly Observation[]> {
    if (this.#lag !== null) return this.#history.before(index, this.#lag);
    if (!drawsAround(this.#study.spec)) return [];
    await this.#history.read(index);
    return this.#history.before(index, Infinity);
  }

  async #exhaust(index: number): Promise<void> {
    this.#isExhausted = true;
    await endSearch(this.#store, this.#study.id, EXHAUSTED);
    const stop: SearchStop = { budget: 'space', index: index - 1, reason: EXHAUSTED };
    await stopSearch(this.#store, this.#study.id, stop);
  }

  #save(index: number, params: Params, isPlanned: boolean): Promise<boolean> {
    const { spec, id } = this.#study;
    const { config } = searchTrial(spec, index, params);
    const grantedEpochs = firstGrant(spec, index, config.epochs);
    const drawn = { index, params, config, grantedEpochs };
    return isPlanned ? drawTrial(this.#store, id, drawn) : addDrawnTrial(this.#store, id, drawn);
  }
}
