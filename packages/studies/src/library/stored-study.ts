import { randomUUID } from 'node:crypto';
import type { StudySpec } from '@ram-sweep/protocol';
import { findBest, findStudyResult } from '@ram-sweep/results';
import { epochPages, trialPages, type StudySummary } from '@ram-sweep/store/read';
import type { Store } from '@ram-sweep/store';
import { askCoordinator } from '../control/ask-coordinator.js';
import { endPause } from '../control/end-pause.js';
import { launch } from '../drive/launch.js';
import { planSweep } from '../drive/plan-sweep.js';
import { findRunningSweep, logFileOf } from '../drive/sweep-file.js';
import { requireStudy, requireTrial } from '../find/require-study.js';
import { requireWinner } from '../find/require-winner.js';
import { openTrainedModel } from '../models/trained-model.js';
import type { StudiesError } from '../errors.js';
import type { Place, Servers } from '../servers.js';
import { atBoundary } from './errors/boundary.js';
import { compileModelOptions, compileSignal, compileTrialNumber } from './checks/compile-arguments.js';
import { compileDriveOptions } from './checks/compile-options.js';
import { followStudy } from './follow-study.js';
import { completeSweep, sweepOf } from './launched.js';
import { modelOf } from './loaded-model.js';
import { beginning, type Beginning } from './news.js';
import type { StudyEvent } from './interfaces/events.js';
import type { DriveOptions } from './interfaces/options.js';
import type { Best, Epoch, StudyProgress, Trial } from './interfaces/results.js';
import type { ModelOptions, Study } from './interfaces/study.js';
import type { Sweep } from './interfaces/sweep.js';
import type { TrainedModel } from './interfaces/trained-model.js';
import { untilDriven } from './until-driven.js';

/** What all studies of a place share. */
export interface OpenPlace {
  readonly place: Place;
  readonly servers: Servers;
  readonly store: Store;
  /** What a program gets for an error. */
  readonly answer: (error: unknown) => StudiesError;
}

type StudyId = Pick<StudySummary, 'id' | 'name' | 'spec'>;

/** A study of the store, as programs use it. */
export const studyAt = (open: OpenPlace, study: StudyId): Study =>
  atBoundary(new StoredStudy(open, study), open.answer);

class StoredStudy implements Study {
  readonly name: string;
  readonly spec: StudySpec;
  readonly #id: string;
  readonly #open: OpenPlace;

  constructor(open: OpenPlace, { id, name, spec }: StudyId) {
    this.name = name;
    this.spec = spec;
    this.#id = id;
    this.#open = open;
  }

  async drive(options: DriveOptions = {}): Promise<Sweep> {
    const { place, servers, store, answer } = this.#open;
    const request = compileDriveOptions(options);
    const { state } = await this.#summary();
    const events = this.#eventsSince(await this.#now());
    if (state === 'complete')
      return atBoundary(completeSweep(logFileOf(place.home, this.name), events), answer);
    const plan = await planSweep(place, servers, this.spec, request);
    if (state === 'paused') await endPause(place, servers, { id: this.#id, name: this.name });
    const mark = randomUUID();
    const study = { id: this.#id, name: this.name };
    const launched = await launch({ ...plan, study, mark });
    await untilDriven({ reader: store, home: place.home, study, mark }, launched);
    return atBoundary(sweepOf(this.name, launched, { events, answer }), answer);
  }

  events(options: { readonly signal?: AbortSignal } = {}): AsyncGenerator<StudyEvent, void> {
    const signal = compileSignal(options);
    const events = this.#now().then((now) => this.#eventsSince(now)({ signal }));
    // Who iterates hears of it.
    events.catch(() => undefined);
    return later(events);
  }

  async progress(): Promise<StudyProgress> {
    const found = await findStudyResult(this.#open.store, this.#id);
    return found ?? { ...(await this.#summary()), best: null };
  }

  best(): Promise<Best | null> {
    return findBest(this.#open.store, { id: this.#id, spec: this.spec });
  }

  async *trials(): AsyncGenerator<Trial, void> {
    for await (const page of trialPages(this.#open.store, this.#id)) yield* page;
  }

  async trial(number: number): Promise<Trial> {
    const detail = await requireTrial(this.#open.store, await this.#summary(), compileTrialNumber(number));
    return { ...detail, epochs: detail.epochs.length };
  }

  async *epochs(): AsyncGenerator<Epoch, void> {
    for await (const page of epochPages(this.#open.store, this.#id)) yield* page;
  }

  async model(options: ModelOptions = {}): Promise<TrainedModel> {
    const { trial: number, engine } = compileModelOptions(options);
    const { place: settings, servers, store, answer } = this.#open;
    const study = await this.#summary();
    const chosen = number ?? (await requireWinner(store, study)).trial.number;
    const trial = await requireTrial(store, study, chosen);
    const opened = await openTrainedModel({ settings, servers, study, trial, engine });
    return atBoundary(modelOf(opened, trial), answer);
  }

  pause(): Promise<void> {
    return this.#ask('pause-study');
  }

  stop(): Promise<void> {
    return this.#ask('stop-study');
  }

  async #ask(kind: 'pause-study' | 'stop-study'): Promise<void> {
    const { place: settings } = this.#open;
    const sweep = await findRunningSweep(settings.home, this.name);
    await askCoordinator({ settings, study: { id: this.#id, name: this.name }, sweep }, { kind });
  }

  #summary(): Promise<StudySummary> {
    return requireStudy(this.#open.store, this.#id);
  }

  #now(): Promise<Beginning> {
    return beginning(this.#open.store, { id: this.#id, spec: this.spec });
  }

  #eventsSince(since: Beginning): Sweep['events'] {
    const { store: reader, place } = this.#open;
    const study = { id: this.#id, spec: this.spec };
    return (options = {}) => followStudy({ reader, place, study, since }, compileSignal(options));
  }
}

/** What a promise will iterate. */
async function* later<Item>(items: Promise<AsyncIterable<Item>>): AsyncGenerator<Item, void> {
  yield* await items;
}
