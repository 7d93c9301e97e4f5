import { randomUUID } from 'node:crypto';
import {
  addDrawnTrial,
  addDrivenTime,
  cancelTrial,
  completeSearch,
  createStudy,
  cutSearch,
  endUnfinished,
  judgeTrials,
  legResults,
  nextTrialNumber,
  readSearchStop,
  recordEvents,
  retryTrials,
  searchResults,
  stopSearch,
  timeOutTrials,
  type NewTrial,
  type Study,
} from '@ram-sweep/store';
import { compileTrialConfig } from '@ram-sweep/protocol';
import { askPostgres } from '@ram-sweep/testkit';
import { findStudySummary, readTrials } from '@ram-sweep/store/read';
import { describe, expect, test } from 'vitest';
import { startAttempt, studySpec, useStore } from '../fixture.js';

const fixture = useStore();

const CONFIG = compileTrialConfig({ epochs: 4 });

/** A search of trials of 4 epochs that may train for one. */
function makeSearch(count: number, more: Partial<NewTrial> = {}): Promise<Study> {
  const trials = Array.from({ length: count }, (_, index) => ({
    number: index,
    searchIndex: index,
    params: {},
    config: CONFIG,
    grantedEpochs: 1,
    ...more,
  }));
  return createStudy(fixture.store, { spec: studySpec({ name: `s-${randomUUID().slice(0, 8)}` }), trials });
}

const rowsOf = async ({ id }: Study) =>
  (await readTrials(fixture.reader, id, { sort: 'number' })).map(
    ({ number, phase, state }) => `${number} ${phase} ${state}`,
  );

/** Trains a trial's first epoch. */
async function reachRung(study: Study, trial: number, validationError: number): Promise<void> {
  const events = await startAttempt(fixture.store, study, trial);
  await recordEvents(fixture.store, study.id, [events.epoch(1, { validationError })]);
}

describe('a search that is cut', () => {
  test('keeps what counts, sets aside what has started behind it, and forgets the rest', async () => {
    const { store } = fixture;
    const study = await makeSearch(6);
    for (const [trial, error] of [0.5, 0.4, 0.3, 0.1].entries()) await reachRung(study, trial, error);
    await startAttempt(store, study, 4);
    await judgeTrials(store, study.id, [
      { kind: 'promote', index: 1, rung: 1, nextRung: 2, reason: 'good' },
      { kind: 'prune', index: 2, rung: 1, nextRung: 2, reason: 'bad' },
    ]);

    expect(await cutSearch(store, study.id, 2)).toEqual([4]);
    expect(await rowsOf(study)).toEqual([
      '0 search pruned',
      '1 search waiting',
      '2 search pruned',
      '3 surplus cancelled',
      '4 surplus running',
    ]);
    expect(await cutSearch(store, study.id, 2)).toEqual([4]);
    expect((await searchResults(store, study.id, { limit: 9 })).map(({ number }) => number)).toEqual([2, 0]);
  });

  test('counts no surplus trials among its own, and says how many there are', async () => {
    const { store } = fixture;
    const study = await makeSearch(4);
    for (const [trial, error] of [0.5, 0.4, 0.1].entries()) await reachRung(study, trial, error);
    await stopSearch(store, study.id, { budget: 'target', index: 1, reason: 'reached' });
    await cutSearch(store, study.id, 1);
    // Trials 0 and 1 with an epoch each; 2 is surplus, 3 is gone.
    expect(await findStudySummary(fixture.reader, study.id)).toMatchObject({
      trials: 2,
      surplus: 1,
      counts: { pruned: 2, cancelled: 0, waiting: 0 },
      epochsDone: 2,
    });
  });

  test('gives the number of a trial that it forgot to nobody else', async () => {
    const { store } = fixture;
    const study = await makeSearch(5);
    await cutSearch(store, study.id, 1);
    expect(await rowsOf(study)).toEqual(['0 search waiting', '1 search waiting']);
    expect(await nextTrialNumber(store, study.id)).toBe(5);
  });

  test('has trials behind the cut that nobody can ask for again', async () => {
    const { store } = fixture;
    const study = await makeSearch(2);
    await reachRung(study, 0, 0.5);
    await reachRung(study, 1, 0.4);
    await cutSearch(store, study.id, 0);
    expect(await retryTrials(store, { study: study.id, states: ['cancelled', 'pruned'] })).toEqual([0]);
  });
});

describe('a study whose time is over', () => {
  test('keeps the results of rungs, and ends all else', async () => {
    const { store } = fixture;
    const study = await makeSearch(4);
    await reachRung(study, 0, 0.5);
    await reachRung(study, 1, 0.4);
    await judgeTrials(store, study.id, [{ kind: 'promote', index: 1, rung: 1, nextRung: 2, reason: 'good' }]);
    await startAttempt(store, study, 2);
    expect(await endUnfinished(store, study.id)).toEqual({ running: [2], lastStarted: 2 });
    expect(await rowsOf(study)).toEqual(['0 search pruned', '1 search pruned', '2 search running']);
  });

  test('counts the time that it was driven, over coordinators', async () => {
    const study = await makeSearch(1);
    expect(await addDrivenTime(fixture.store, study.id, 1.5)).toBe(1.5);
    expect(await addDrivenTime(fixture.store, study.id, 2)).toBe(3.5);
  });
});

describe('what ended a search', () => {
  test('stays as it was first written, unless that was the number of trials', async () => {
    const { store, reader } = fixture;
    const study = await makeSearch(2);
    expect(await readSearchStop(store, study.id)).toBeNull();
    await completeSearch(store, study.id);
    expect(await readSearchStop(store, study.id)).toEqual({
      budget: 'trials',
      index: 1,
      reason: 'all 2 trials are over',
    });
    await stopSearch(store, study.id, { budget: 'target', index: 1, reason: 'found' });
    await stopSearch(store, study.id, { budget: 'hours', index: 0, reason: 'late' });
    await completeSearch(store, study.id);
    expect((await findStudySummary(reader, study.id))?.stoppedBy).toEqual({
      budget: 'target',
      index: 1,
      reason: 'found',
    });
  });
});

test('a budget that is reached before the last config of a space goes before its end, whichever is written first', async () => {
  const { store } = fixture;
  const space = { budget: 'space', index: 9, reason: 'all drawn' } as const;
  const patience = { budget: 'patience', index: 7, reason: 'nothing better' } as const;
  for (const [first, second] of [
    [space, patience],
    [patience, space],
  ] as const) {
    const study = await makeSearch(10);
    await stopSearch(store, study.id, first);
    await stopSearch(store, study.id, second);
    await completeSearch(store, study.id);
    expect(await readSearchStop(store, study.id)).toEqual(patience);
  }
});

describe('the result of a leg', () => {
  const whole = { index: 0, rung: null };
  const first = { index: 0, rung: 1 };

  test('is there once its rung is reached, and is that of the rung however far the trial goes', async () => {
    const { store } = fixture;
    const study = await makeSearch(1);
    expect(await legResults(store, study.id, [first, whole])).toEqual([]);
    await reachRung(study, 0, 0.5);
    const result = { ...first, outcome: 0.5, best: 0.5, epochs: 1, epochsTotal: 4 };
    expect(await legResults(store, study.id, [first, { index: 0, rung: 2 }])).toEqual([result]);
    await judgeTrials(store, study.id, [{ kind: 'promote', index: 0, rung: 1, nextRung: 2, reason: 'good' }]);
    const events = await startAttempt(store, study, 0);
    await recordEvents(store, study.id, [events.epoch(2, { validationError: 0.6 })]);
    expect(await legResults(store, study.id, [first, { index: 0, rung: 2 }])).toEqual([
      result,
      { index: 0, rung: 2, outcome: 0.6, best: 0.5, epochs: 2, epochsTotal: 4 },
    ]);
  });

  test('is that of its end for a whole trial, or one that is no longer than the rung', async () => {
    const { store } = fixture;
    const study = await makeSearch(1, { grantedEpochs: null });
    const events = await startAttempt(store, study, 0);
    await recordEvents(
      store,
      study.id,
      [1, 2, 3, 4].map((epoch) => events.epoch(epoch)),
    );
    expect(await legResults(store, study.id, [whole])).toEqual([]);
    await recordEvents(store, study.id, [events.complete()]);
    const end = { outcome: 'gap', best: 0.2, epochs: 4, epochsTotal: 4 };
    expect(await legResults(store, study.id, [whole, { index: 0, rung: 9 }])).toMatchObject([end, end]);
  });

  test('is a gap for a trial that failed or was cancelled before, and the worst where it diverged', async () => {
    const { store } = fixture;
    const study = await makeSearch(2);
    await cancelTrial(store, { study: study.id, trial: 0 });
    const events = await startAttempt(store, study, 1);
    await recordEvents(store, study.id, [events.failed({ class: 'diverged', retryable: false })]);
    const none = { best: null, epochs: 0 };
    expect(await legResults(store, study.id, [first, { index: 1, rung: 1 }])).toMatchObject([
      { ...none, outcome: 'gap' },
      { ...none, outcome: Infinity },
    ]);
  });

  test('does not change when a person asks for the trial again', async () => {
    const { store } = fixture;
    const study = await makeSearch(1);
    await cancelTrial(store, { study: study.id, trial: 0 });
    await retryTrials(store, { study: study.id, states: ['cancelled'] });
    await reachRung(study, 0, 0.1);
    expect(await legResults(store, study.id, [first])).toMatchObject([
      { outcome: 'gap', best: null, epochs: 0 },
    ]);
  });
});

test('a trial is added to the end of the search once, with the first free number', async () => {
  const { store } = fixture;
  const study = await makeSearch(1);
  const drawn = { index: 1, params: {}, config: CONFIG, grantedEpochs: 1 };
  expect(await addDrawnTrial(store, study.id, drawn)).toBe(true);
  expect(await addDrawnTrial(store, study.id, drawn)).toBe(false);
  expect(await rowsOf(study)).toEqual(['0 search waiting', '1 search waiting']);
});

test('a trial that has trained for longer than it may fails, with all its attempts counted, and its worker is fenced', async () => {
  const { store, url } = fixture;
  const study = await makeSearch(2);
  const first = await startAttempt(store, study, 0);
  await recordEvents(store, study.id, [first.released(0, 3)]);
  const second = await startAttempt(store, study, 0);
  await startAttempt(store, study, 1);
  expect(await timeOutTrials(store, study.id, 10)).toEqual([]);
  await askPostgres(
    url,
    `update ram_sweep.attempts set started_at = started_at - interval '6 minutes'
     where study_id = '${study.id}' and trial = 0`,
  );
  expect(await timeOutTrials(store, study.id, 10)).toEqual([
    { trial: 0, attempt: 2, worker: 'worker-a', epochs: 0 },
  ]);
  expect(await timeOutTrials(store, study.id, 10)).toEqual([]);
  const [late] = await recordEvents(store, study.id, [second.epoch(1)]);
  expect(late).toMatchObject({ outcome: 'stale', state: 'failed' });
  const [trial] = await readTrials(fixture.reader, study.id, { sort: 'number' });
  expect(trial).toMatchObject({ state: 'failed', failure: { class: 'timed-out', retryable: false } });
});
