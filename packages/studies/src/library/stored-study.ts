import { setTimeout as sleep } from 'node:timers/promises';
import { findBest, findStudyResult } from '@ram-sweep/results';
import { epochPages, findStudySummary, trialPages, type StudySummary } from '@ram-sweep/store/read';
import type { Store } from '@ram-sweep/store';
import { askCoordinator } from '../control/ask-coordinator.js';
import { endPause } from '../control/end-pause.js';
import { launch, type LaunchedSweep } from '../drive/launch.js';
import { planSweep } from '../drive/plan-sweep.js';
import { findRunningSweep, logFileOf } from '../drive/sweep-file.js';
import { requireStudy, requireTrial } from '../find/require-study.js';
import { requireWinner } from '../find/require-winner.js';
import { openTrainedModel } from '../models/trained-model.js';
import type { Place, Servers } from '../servers.js';
import { compileDriveOptions } from './compile-options.js';
import { followStudy } from './follow-study.js';
import { completeSweep, sweepOf } from './launched.js';
import { modelOf } from './loaded-model.js';
import { beginning, type Beginning } from './news.js';
import type { Study } from './study.js';
import type { Sweep } from './sweep.js';

/** What all studies of a place share. */
export interface OpenPlace {
  readonly place: Place;
  readonly servers: Servers;
  readonly store: Store;
}

const LOOK_AGAIN_MS = 100;

/** A study of the store, as programs use it. */
export function studyOf(open: OpenPlace, { id, name, spec }: Pick<StudySummary, 'id' | 'name' | 'spec'>): Study {
  const { place, servers, store } = open;
  const summary = (): Promise<StudySummary> => requireStudy(store, id);
  const eventsSince =
    (since: Beginning): Sweep['events'] =>
    ({ signal = new AbortController().signal } = {}) =>
      followStudy({ reader: store, place, study: { id, spec }, since }, signal);
  const ask = async (kind: 'pause-study' | 'stop-study'): Promise<void> => {
    const sweep = await findRunningSweep(place.home, name);
    await askCoordinator({ settings: place, study: { id, name }, sweep }, { kind });
  };
  return {
    name,
    spec,
    drive: async (options = {}) => {
      const request = compileDriveOptions(options);
      const { state } = await summary();
      const events = eventsSince(await beginning(store, { id, spec }));
      if (state === 'complete') return completeSweep(logFileOf(place.home, name), events);
      const plan = await planSweep(place, servers, spec, request);
      if (state === 'paused') await endPause(place, servers, { id, name });
      const launched = launch({ ...plan, study: { id, name } });
      await untilDriven(open, id, launched);
      return sweepOf(name, launched, events);
    },
    events: (options) => {
      const events = beginning(store, { id, spec }).then((since) => eventsSince(since)(options));
      // Who iterates hears of it.
      events.catch(() => undefined);
      return later(events);
    },
    progress: async () => (await findStudyResult(store, id)) ?? { ...(await summary()), best: null },
    best: () => findBest(store, { id, spec }),
    trials: async function* () {
      for await (const page of trialPages(store, id)) yield* page;
    },
    trial: async (number) => {
      const detail = await requireTrial(store, await summary(), number);
      return { ...detail, epochs: detail.epochs.length };
    },
    epochs: async function* () {
      for await (const page of epochPages(store, id)) yield* page;
    },
    model: async ({ trial: number, engine = 'auto' } = {}) => {
      const study = await summary();
      const chosen = number ?? (await requireWinner(store, study)).trial.number;
      const trial = await requireTrial(store, study, chosen);
      return modelOf(await openTrainedModel({ settings: place, servers, study, trial, engine }), trial);
    },
    pause: () => ask('pause-study'),
    stop: () => ask('stop-study'),
  };
}

/** Resolves once a coordinator has taken the study up, or the sweep has ended, for which its own promise speaks. */
async function untilDriven({ store }: OpenPlace, id: string, { ended }: LaunchedSweep): Promise<void> {
  let hasEnded = false;
  void ended.then(() => (hasEnded = true));
  while (!hasEnded) {
    const study = await findStudySummary(store, id);
    if (study?.hasCoordinator && study.state !== 'stopped') return;
    await sleep(LOOK_AGAIN_MS);
  }
}

/** What a promise will iterate. */
async function* later<Item>(items: Promise<AsyncIterable<Item>>): AsyncGenerator<Item, void> {
  yield* await items;
}
