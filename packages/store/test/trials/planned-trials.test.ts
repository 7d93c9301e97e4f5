import {
  cancelTrial,
  claimTrials,
  drawTrial,
  endSearch,
  judgeTrials,
  recordEvents,
  retryTrials,
  searchSize,
  waitingTrials,
} from '@ram-sweep/store';
import { readActivity, readTrial } from '@ram-sweep/store/read';
import { describe, expect, test } from 'vitest';
import { claimTrial, startAttempt, useStore } from '../fixture.js';
import { config, searchOn, verdict } from '../search-study.js';

const fixture = useStore();
const { makeSearch, outcomesOf, statesOf, train } = searchOn(fixture);
const drawn = (index: number) => ({ index, params: { std: 0.2 }, config, grantedEpochs: 1 });

describe('a planned trial', () => {
  test('cannot be claimed, and waits once its params are drawn, which happens once', async () => {
    const { store, reader } = fixture;
    const study = await makeSearch({ trials: 1, planned: 2 });
    expect(await claimTrial(store, { study: study.id, trial: 1, worker: 'w' })).toEqual({
      granted: false,
      reason: 'trial 1 is planned',
    });
    const drawings = [drawTrial(store, study.id, drawn(1)), drawTrial(store, study.id, drawn(1))];
    expect((await Promise.all(drawings)).filter((isDrawn) => isDrawn)).toHaveLength(1);
    expect(await readTrial(reader, study.id, 1)).toMatchObject({ state: 'waiting', params: { std: 0.2 } });
    expect(await drawTrial(store, study.id, drawn(0))).toBe(false);
    expect(await drawTrial(store, study.id, drawn(9))).toBe(false);
    const claim = await claimTrial(store, { study: study.id, trial: 1, worker: 'w' });
    expect(claim).toMatchObject({ granted: true, untilEpoch: 1 });
  });

  test('is counted by the size of the search, of which the first planned one is named', async () => {
    const { store } = fixture;
    const study = await makeSearch({ trials: 1, planned: 3 });
    expect(await searchSize(store, study.id)).toEqual({ trials: 4, firstPlanned: 1 });
    await drawTrial(store, study.id, drawn(1));
    expect(await searchSize(store, study.id)).toEqual({ trials: 4, firstPlanned: 2 });
    expect(await endSearch(store, study.id, 'all is tried')).toBe(2);
    expect(await endSearch(store, study.id, 'all is tried')).toBe(0);
    expect(await searchSize(store, study.id)).toEqual({ trials: 2, firstPlanned: null });
    expect(await statesOf(study)).toEqual(['waiting', 'waiting']);
    const [line] = await readActivity(fixture.reader, study.id, { limit: 1 });
    expect(line?.message).toBe('the search ends: all is tried; 2 planned trials dropped');
  });

  test('leaves no hole in a search that ends: one before others that are drawn is cancelled', async () => {
    const { store } = fixture;
    const study = await makeSearch({ trials: 1, planned: 3 });
    await drawTrial(store, study.id, drawn(2));
    expect(await endSearch(store, study.id, 'all is tried')).toBe(2);
    expect(await statesOf(study)).toEqual(['waiting', 'cancelled', 'waiting']);
    expect(await outcomesOf(study, 1)).toEqual(['pending', 'gap', 'pending']);
  });

  test('is cancelled like one that waits, and so is one that is paused', async () => {
    const { store } = fixture;
    const study = await makeSearch({ trials: 1, planned: 1 });
    await train(study, 0, 0.5);
    expect(await cancelTrial(store, { study: study.id, trial: 0 })).toBe('cancelled');
    expect(await cancelTrial(store, { study: study.id, trial: 1 })).toBe('cancelled');
    expect(await statesOf(study)).toEqual(['cancelled', 'cancelled']);
    expect(await drawTrial(store, study.id, drawn(1))).toBe(false);
    expect(await outcomesOf(study, 1)).toEqual([0.5, 'gap']);
  });

  test('is planned again where a person asks for it after it was cancelled, and then trains to its end', async () => {
    const { store } = fixture;
    const study = await makeSearch({ trials: 1, planned: 1 });
    for (const trial of [0, 1]) await cancelTrial(store, { study: study.id, trial });
    await retryTrials(store, { study: study.id, states: ['cancelled'] });
    expect(await statesOf(study)).toEqual(['waiting', 'planned']);
    await drawTrial(store, study.id, drawn(1));
    expect(await outcomesOf(study, 1)).toEqual(['gap', 'gap']);
    const claim = await claimTrial(store, { study: study.id, trial: 1, worker: 'w' });
    expect(claim).toMatchObject({ granted: true, untilEpoch: null });
  });
});

test('promoted trials take turns in the queue with those that have not come to a rung, the furthest first', async () => {
  const { store } = fixture;
  const study = await makeSearch({ trials: 6 });
  for (const trial of [0, 1, 2]) await train(study, trial, 0.5);
  await judgeTrials(store, study.id, [verdict('promote', 0), verdict('promote', 1), verdict('promote', 2)]);
  await train(study, 2, 0.4, 2, 3);
  await judgeTrials(store, study.id, [verdict('promote', 2, 3)]);
  const interrupted = await startAttempt(store, study, 5);
  await recordEvents(store, study.id, [interrupted.released(0, 4)]);
  const waiting = await waitingTrials(store, study.id, { limit: 9 });
  // In turns: promoted 2 (to its end), fresh 5 (was interrupted), promoted 0, fresh 3, promoted 1, fresh 4.
  expect(waiting.map(({ number }) => number)).toEqual([2, 5, 0, 3, 1, 4]);
  const some = await waitingTrials(store, study.id, { except: [2, 5], limit: 3 });
  expect(some.map(({ number }) => number)).toEqual([0, 3, 1]);
});

test('what a worker says of its machine cannot keep the claims of others from being granted', async () => {
  const study = await makeSearch();
  const { store } = fixture;
  const claims = [
    { trial: 0, worker: 'a', environment: 'no text: \0 \ud800' },
    { trial: 1, worker: 'b', environment: 'onnx' },
  ];
  expect(await claimTrials(store, study.id, claims)).toMatchObject([{ granted: true }, { granted: true }]);
});
