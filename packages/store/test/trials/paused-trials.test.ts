import { judgeTrials, recordEvents, requeueTrial, unfinishedTrials } from '@ram-sweep/store';
import { readTrial } from '@ram-sweep/store/read';
import { describe, expect, test } from 'vitest';
import { attemptEvents, claimTrial, startAttempt, useStore } from '../fixture.js';
import { searchOn, verdict } from '../search-study.js';

const fixture = useStore();
const { attemptsOf, makeSearch, statesOf } = searchOn(fixture);

describe('a trial that comes to the epoch up to which it was granted', () => {
  test('is paused, and its attempt and its hold on the worker are over', async () => {
    const { store, reader } = fixture;
    const study = await makeSearch({ rung: 2 });
    const claim = await claimTrial(store, { study: study.id, trial: 0, worker: 'worker-a' });
    expect(claim).toMatchObject({ granted: true, untilEpoch: 2 });
    const attempt = attemptEvents(study.id, 0, 1);
    const recorded = await recordEvents(store, study.id, [attempt.epoch(1), attempt.epoch(2)]);
    expect(recorded.map(({ outcome, state }) => `${outcome} ${state}`)).toEqual([
      'recorded running',
      'recorded paused',
    ]);
    expect(await readTrial(reader, study.id, 0)).toMatchObject({
      state: 'paused',
      worker: null,
      finishedAt: null,
    });
    expect(await attemptsOf(study, 0)).toEqual(['paused']);
    expect(await unfinishedTrials(store, study.id)).toBe(3);
    expect(await claimTrial(store, { study: study.id, trial: 0, worker: 'worker-a' })).toEqual({
      granted: false,
      reason: 'trial 0 is paused',
    });
  });

  test('has no epoch past it, no matter who says so', async () => {
    const study = await makeSearch();
    const attempt = await startAttempt(fixture.store, study, 0);
    const events = [attempt.epoch(2), attempt.epoch(1), attempt.epoch(2), attempt.complete()];
    const recorded = await recordEvents(fixture.store, study.id, events);
    expect(recorded.map(({ outcome }) => outcome)).toEqual(['unknown', 'recorded', 'unknown', 'stale']);
    expect(await readTrial(fixture.reader, study.id, 0)).toMatchObject({
      state: 'paused',
      epochs: [{ epoch: 1 }],
    });
  });

  test('stays as it is when its events come again, also once it was promoted', async () => {
    const { store } = fixture;
    const study = await makeSearch();
    const attempt = await startAttempt(store, study, 0);
    const events = [attempt.epoch(1), attempt.released(1, 0)];
    await recordEvents(store, study.id, events);
    const again = await recordEvents(store, study.id, events);
    expect(again.map(({ outcome, state }) => `${outcome} ${state}`)).toEqual([
      'duplicate paused',
      'stale paused',
    ]);
    await judgeTrials(store, study.id, [verdict('promote', 0)]);
    await recordEvents(store, study.id, events);
    expect((await statesOf(study))[0]).toBe('waiting');
    const claim = await claimTrial(store, { study: study.id, trial: 0, worker: 'worker-b' });
    expect(claim).toMatchObject({ attempt: 2, untilEpoch: 3, checkpoints: [{ epoch: 1 }] });
  });

  test('is paused by an epoch of a lost attempt that its successor started from', async () => {
    const { store } = fixture;
    const study = await makeSearch();
    const first = await startAttempt(store, study, 0);
    // Its checkpoint is known before its epoch is.
    await recordEvents(store, study.id, [first.released(1, 0)]);
    await startAttempt(store, study, 0, 'worker-b');
    const [late] = await recordEvents(store, study.id, [first.epoch(1)]);
    expect(late).toMatchObject({ outcome: 'recorded', state: 'paused', attempt: 2 });
    expect(await attemptsOf(study, 0)).toEqual(['released', 'paused']);
    const second = attemptEvents(study.id, 0, 2, 'worker-b');
    const [released] = await recordEvents(store, study.id, [second.released(1, 0)]);
    expect(released).toMatchObject({ outcome: 'stale', state: 'paused' });
  });

  test('is not paused by an epoch of a lost attempt that its successor trains again', async () => {
    const { store } = fixture;
    const study = await makeSearch();
    const first = await startAttempt(store, study, 0);
    await requeueTrial(store, { study: study.id, trial: 0, attempt: 1, reason: 'silence' });
    const [late] = await recordEvents(store, study.id, [first.epoch(1)]);
    expect(late).toMatchObject({ outcome: 'stale', state: 'waiting' });
  });
});
