import type { Log } from '@ram-sweep/log';
import type { SearchStop } from '@ram-sweep/protocol';
import { endsSearch, LOOKAHEAD } from '@ram-sweep/search/budgets';
import {
  cutSearch,
  endUnfinished,
  readSearchStop,
  searchSize,
  stopSearch,
  type JudgedTrial,
  type SearchSize,
  type Store,
  type Study,
} from '@ram-sweep/store';
import { Budgets } from './budgets.js';
import type { Drawing } from './drawing.js';
import { Rungs } from './rungs.js';

interface SearchOptions {
  readonly store: Store;
  readonly study: Study;
  readonly log: Log;
  /** Whether the hours of the study are over. Default: never. */
  readonly isTimeUp?: () => boolean;
  /** Called when trials start to wait. */
  readonly onWaiting: () => void;
  /** Called with the numbers of running trials that must end, repeatedly until they have ended. */
  readonly onSurplus?: (trials: readonly number[]) => void;
}

/**
 * Advances the search from what is recorded: judges trials at a rung, draws those that follow, and ends the search
 * when a budget is reached. All of this follows from the tables alone, in the order of the search, except for the
 * hours of a study. So any coordinator may call `advance` at any time: after every commit, and once at the start
 * for what its predecessor did not get to.
 */
export class Search {
  readonly #options: SearchOptions;
  readonly #rungs: Rungs | null;
  readonly #budgets: Budgets | null;
  /** Loaded by the first advance that has something to draw. */
  readonly #draws: boolean;
  #drawing: Drawing | null = null;
  #stop: SearchStop | null = null;
  #advancing: Promise<void> | undefined;
  #again = false;

  constructor(options: SearchOptions) {
    const { store, study } = options;
    const { pruner, sampler } = study.spec;
    const hasRungs = pruner.name === 'asha' || pruner.name === 'hyperband';
    const isBudgeted = endsSearch(study.spec);
    this.#options = options;
    this.#budgets = isBudgeted ? new Budgets(store, study) : null;
    this.#rungs = hasRungs && !isBudgeted ? new Rungs(store, study) : null;
    this.#draws = 'lag' in sampler || isBudgeted;
  }

  /** Joins a call that is already running, which then looks once more at the end. */
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
      if (this.#draws) this.#drawing ??= await this.#openDrawing();
      while (this.#again) {
        this.#again = false;
        await (this.#budgets ? this.#budgetedStep(this.#budgets) : this.#step());
      }
    } finally {
      // In the same turn as the last look, so a later call starts another.
      this.#advancing = undefined;
    }
  }

  async #step(): Promise<void> {
    if (this.#rungs === null && this.#drawing === null) return;
    const size = await this.#size();
    const drawn = (await this.#drawing?.draw({ ...size, most: size.trials, before: Infinity })) ?? 0;
    const judged = (await this.#rungs?.judge(size.trials)) ?? [];
    this.#tell(drawn, judged);
  }

  async #budgetedStep(budgets: Budgets): Promise<void> {
    if (this.#options.isTimeUp?.()) return this.#endAll();
    if (await this.#isCut()) return this.#cut();
    const size = await this.#size();
    const most = this.#most(size);
    const judged = await budgets.judge(most);
    if (budgets.stop) await this.#end(budgets.stop);
    const drawn = budgets.stop ? 0 : await this.#draw({ ...size, most }, budgets.settled);
    this.#tell(drawn, judged);
    // The end of the search is known only now.
    if (most === Infinity && this.#drawing?.isExhausted) this.#again = true;
    if (budgets.stop) await this.#cut();
  }

  /** Trials that the search may have: those of the study file, and those added later. */
  #most({ trials }: SearchSize): number {
    if (this.#drawing?.isExhausted) return trials;
    return Math.max(this.#options.study.spec.trials ?? Infinity, trials);
  }

  #draw(size: SearchSize & { most: number }, settled: number): Promise<number> {
    const { sampler } = this.#options.study.spec;
    const ahead = 'lag' in sampler ? sampler.lag + 1 : LOOKAHEAD;
    return this.#drawing!.draw({ ...size, before: settled + ahead });
  }

  /** Whether the search has ended at one of its trials, so that later ones do not count. */
  async #isCut(): Promise<boolean> {
    const { store, study } = this.#options;
    this.#stop ??= await readSearchStop(store, study.id);
    if (this.#stop?.budget === 'trials' || this.#stop?.budget === 'space') this.#stop = null;
    return this.#stop !== null;
  }

  async #end(stop: SearchStop): Promise<void> {
    const { store, study, log } = this.#options;
    await stopSearch(store, study.id, stop);
    this.#stop = stop;
    log.info('the search ends', { ...stop });
  }

  async #cut(): Promise<void> {
    const { store, study, onSurplus } = this.#options;
    if (this.#stop === null || this.#stop.budget === 'hours') return;
    onSurplus?.(await cutSearch(store, study.id, this.#stop.index));
  }

  async #endAll(): Promise<void> {
    const { store, study, onSurplus } = this.#options;
    const { running, lastStarted } = await endUnfinished(store, study.id);
    const { hours = 0 } = study.spec.budget;
    const reason = `the study has used up its ${hours} h`;
    if (!(await this.#isCut())) await this.#end({ budget: 'hours', index: lastStarted, reason });
    onSurplus?.(running);
  }

  #size(): Promise<SearchSize> {
    return searchSize(this.#options.store, this.#options.study.id);
  }

  #tell(drawn: number, judged: readonly JudgedTrial[]): void {
    const { log, onWaiting } = this.#options;
    for (const { number, kind, reason } of judged) log.info(`pruner: ${kind} trial ${number}`, { reason });
    if (drawn > 0) log.info('trials drawn', { trials: drawn });
    if (drawn > 0 || judged.some(({ kind }) => kind === 'promote')) onWaiting();
  }

  async #openDrawing(): Promise<Drawing> {
    const { store, study } = this.#options;
    const { Drawing: Opened } = await import('./drawing.js');
    return new Opened(store, study);
  }
}
