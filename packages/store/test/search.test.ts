import { compileTrialConfig, type SamplerSpec } from '@ram-sweep/protocol';
import {
  cancelTrial,
  claimTrials,
  createStudy,
  drawTrial,
  endSearch,
  judgeTrials,
  recordEvents,
  requeueTrial,
  retryTrials,
  searchSize,
  trialOutcomes,
  unfinishedTrials,
  waitingTrials,
  type NewTrial,
  type RungVerdict,
  type Study,
} from '@ram-sweep/store';
import { readActivity, readTrial, readTrials } from '@ram-sweep/store/read';
import { describe, expect, test } from 'vitest';
import { attemptEvents, claimTrial, startAttempt, studySpec, useStore } from './fixture.js';

const fixture = useStore();
const EPOCHS = 9;
const config = compileTrialConfig({ epochs: EPOCHS });
const tpe: SamplerSpec = { name: 'tpe', lag: 2 };

/** Trials of numbers 0 … that wait, drawn, to train to the first rung; then `planned` more. */
function makeSearch({ trials = 3, planned = 0, rung = 1 as number | null } = {}): Promise<Study> {
  return createStudy(fixture.store, {
    spec: studySpec({ sampler: tpe }),
    trials: Array.from({ length: trials + planned }, (_, index): NewTrial => ({
      number: index,
      searchIndex: index,
      isPlanned: index >= trials,
      params: index >= trials ? {} : { std: 0.1 },
      config,
      grantedEpochs: index >= trials ? null : rung,
    })),
  });
}

/** The trial trains to its grant, with this error at each epoch. */
async function train(
  study: Study,
  trial: number,
  validationError: number,
  ...epochs: number[]
): Promise<void> {
  const attempt = await startAttempt(fixture.store, study, trial);
  await recordEvents(
    fixture.store,
    study.id,
    (epochs.length > 0 ? epochs : [1]).map((epoch) => attempt.epoch(epoch, { validationError })),
  );
}

const statesOf = async (study: Study): Promise<string[]> =>
  (await readTrials(fixture.reader, study.id, { sort: 'number' })).map(({ state }) => state);

const attemptsOf = async (study: Study, trial: number) =>
  (await readTrial(fixture.reader, study.id, trial))?.attempts.map(({ outcome }) => outcome ?? 'running');

const verdict = (kind: RungVerdict['kind'], index: number, rung = 1): RungVerdict => ({
  ...{ kind, index, rung, nextRung: 3 * rung, reason: `because ${kind}` },
});

const outcomesOf = async (study: Study, rung: number | null): Promise<unknown[]> => {
  const indices = (await readTrials(fixture.reader, study.id)).map((_, index) => index);
  const outcomes = await trialOutcomes(fixture.store, study.id, { indices, rung });
  expect(outcomes.map(({ index }) => index)).toEqual(indices);
  return outcomes.map(({ outcome }) => outcome);
};

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

  test('has no epoch past it, whoever says so', async () => {
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

describe('verdicts of a rung', () => {
  test('promote and prune trials that are paused there, and say so', async () => {
    const { store, reader } = fixture;
    const study = await makeSearch();
    for (const trial of [0, 1]) await train(study, trial, 0.5);
    const judged = await judgeTrials(store, study.id, [verdict('prune', 1), verdict('promote', 0)]);
    expect(judged).toEqual([
      { number: 0, kind: 'promote', reason: 'because promote' },
      { number: 1, kind: 'prune', reason: 'because prune' },
    ]);
    expect(await statesOf(study)).toEqual(['waiting', 'pruned', 'waiting']);
    expect(await readTrial(reader, study.id, 1)).toMatchObject({ finishedAt: expect.any(Date) });
    const lines = await readActivity(reader, study.id, { limit: 2 });
    expect(lines.map(({ kind, message }) => `${kind}: ${message}`)).toEqual([
      'promoted: trial 0 continues: because promote',
      'pruned: trial 1 pruned: because prune',
    ]);
  });

  test('promote a trial that was pruned there, and never prune one that was promoted', async () => {
    const { store } = fixture;
    const study = await makeSearch();
    await train(study, 0, 0.5);
    await judgeTrials(store, study.id, [verdict('prune', 0)]);
    await judgeTrials(store, study.id, [verdict('promote', 0)]);
    expect((await statesOf(study))[0]).toBe('waiting');
    expect(await judgeTrials(store, study.id, [verdict('prune', 0), verdict('promote', 0)])).toEqual([]);
    expect((await statesOf(study))[0]).toBe('waiting');
  });

  test('come to the last of them where there are several on one trial', async () => {
    const study = await makeSearch();
    await train(study, 0, 0.5);
    await judgeTrials(fixture.store, study.id, [verdict('prune', 0), verdict('promote', 0)]);
    expect((await statesOf(study))[0]).toBe('waiting');
  });

  test('leave trials alone that stand elsewhere: not there yet, further on, or ended by a person', async () => {
    const { store } = fixture;
    const study = await makeSearch({ trials: 4 });
    for (const trial of [0, 1]) await train(study, trial, 0.5);
    await judgeTrials(store, study.id, [verdict('promote', 0)]);
    await train(study, 0, 0.4, 2, 3);
    await cancelTrial(store, { study: study.id, trial: 1 });
    const before = await statesOf(study);
    expect(before).toEqual(['paused', 'cancelled', 'waiting', 'waiting']);
    const all = [0, 1, 2, 3, 9].flatMap((index) => [verdict('promote', index), verdict('prune', index)]);
    expect(await judgeTrials(store, study.id, all)).toEqual([]);
    expect(await statesOf(study)).toEqual(before);
  });

  test('let a trial train to its end where the next rung is not before that', async () => {
    const { store } = fixture;
    const study = await makeSearch({ rung: 3 });
    await train(study, 0, 0.5, 1, 2, 3);
    await judgeTrials(store, study.id, [verdict('promote', 0, 3)]);
    const claim = await claimTrial(store, { study: study.id, trial: 0, worker: 'w' });
    expect(claim).toMatchObject({ granted: true, untilEpoch: null });
  });

  test('wait for nobody in a circle, though events and claims of the same trials come meanwhile', async () => {
    const { store } = fixture;
    const study = await makeSearch({ trials: 40 });
    const attempts = [];
    for (let trial = 0; trial < 40; trial += 1) attempts.push(await startAttempt(store, study, trial));
    const epochs = attempts.map((attempt) => attempt.epoch(1));
    await recordEvents(store, study.id, epochs);
    const backwards = Array.from({ length: 40 }, (_, index) => verdict('prune', 39 - index));
    await Promise.all(
      Array.from({ length: 12 }, async (_, turn) =>
        turn % 2 === 0 ? judgeTrials(store, study.id, backwards) : recordEvents(store, study.id, epochs),
      ),
    );
    expect(new Set(await statesOf(study))).toEqual(new Set(['pruned']));
  });
});

describe('what a trial counts as in the search', () => {
  test('is its error at the rung, or that it is not known yet', async () => {
    const study = await makeSearch({ trials: 3, planned: 1, rung: 3 });
    await train(study, 0, 0.25, 1, 2, 3);
    await train(study, 1, 0.5, 1);
    expect(await outcomesOf(study, 3)).toEqual([0.25, 'pending', 'pending', 'pending']);
    expect(await outcomesOf(study, 1)).toEqual([0.25, 0.5, 'pending', 'pending']);
    // A rung at the last epoch or past it is none.
    expect(await outcomesOf(study, EPOCHS)).toEqual(['gap', 'gap', 'gap', 'pending']);
  });

  test('is a gap where it failed or was cancelled before, and the worst where it diverged', async () => {
    const { store } = fixture;
    const study = await makeSearch({ trials: 5, rung: 2 });
    const end = async (trial: number, cause: 'diverged' | 'error', ...epochs: number[]) => {
      const attempt = await startAttempt(store, study, trial);
      const failure = { class: cause, retryable: false, epoch: epochs.length };
      const before = epochs.map((epoch) => attempt.epoch(epoch, { validationError: 0.5 }));
      await recordEvents(store, study.id, [...before, attempt.failed(failure)]);
    };
    await end(0, 'diverged');
    await end(1, 'error');
    await end(2, 'diverged', 1);
    await cancelTrial(store, { study: study.id, trial: 3 });
    await train(study, 4, 0.5, 1, 2);
    await cancelTrial(store, { study: study.id, trial: 4 });
    expect(await outcomesOf(study, 2)).toEqual([Infinity, 'gap', Infinity, 'gap', 0.5]);
    expect(await outcomesOf(study, 1)).toEqual([Infinity, 'gap', 0.5, 'gap', 0.5]);
    expect(await outcomesOf(study, null)).toEqual([Infinity, 'gap', Infinity, 'gap', 'gap']);
  });

  test('is its best error at the end where there are no rungs', async () => {
    const study = await makeSearch({ trials: 2, rung: null });
    const attempt = await startAttempt(fixture.store, study, 0);
    const epochs = Array.from({ length: EPOCHS }, (_, index) =>
      attempt.epoch(index + 1, { validationError: Math.abs(index - 3) / 10 + 0.1 }),
    );
    await recordEvents(fixture.store, study.id, epochs);
    expect(await outcomesOf(study, null)).toEqual(['pending', 'pending']);
    await recordEvents(fixture.store, study.id, [attempt.complete()]);
    expect(await outcomesOf(study, null)).toEqual([0.1, 'pending']);
  });

  test('stays what it was when a person asks for the trial again, whatever it comes to', async () => {
    const { store } = fixture;
    const study = await makeSearch({ trials: 4 });
    await train(study, 0, 0.5);
    await judgeTrials(store, study.id, [verdict('prune', 0)]);
    const failing = await startAttempt(store, study, 1);
    await recordEvents(store, study.id, [failing.failed({ retryable: false })]);
    const diverging = await startAttempt(store, study, 2);
    await recordEvents(store, study.id, [diverging.failed({ class: 'diverged', retryable: false })]);
    const [first, next] = [await outcomesOf(study, 1), await outcomesOf(study, 3)];
    expect(first).toEqual([0.5, 'gap', Infinity, 'pending']);
    expect(next).toEqual(['pending', 'gap', Infinity, 'pending']);
    expect(await retryTrials(store, { study: study.id, states: ['pruned', 'failed'] })).toEqual([0, 1, 2]);
    expect(await outcomesOf(study, 1)).toEqual(first);
    for (const trial of [0, 1, 2]) {
      // To its end: no rung would judge it.
      const claim = await claimTrial(store, { study: study.id, trial, worker: 'w' });
      expect(claim).toMatchObject({ granted: true, untilEpoch: null });
      if (!claim.granted) return;
      const attempt = attemptEvents(study.id, trial, claim.attempt, 'w');
      const epochs = Array.from({ length: EPOCHS }, (_, index) => attempt.epoch(index + 1));
      await recordEvents(store, study.id, [
        ...epochs.slice(claim.checkpoints[0]?.epoch ?? 0),
        attempt.complete(),
      ]);
    }
    expect((await statesOf(study)).slice(0, 3)).toEqual(['complete', 'complete', 'complete']);
    expect(await outcomesOf(study, 1)).toEqual(first);
    // What had not come to the next rung never does, as far as the search is concerned.
    expect(await outcomesOf(study, 3)).toEqual(['gap', 'gap', Infinity, 'pending']);
  });
});

describe('a planned trial', () => {
  const drawn = (index: number) => ({ index, params: { std: 0.2 }, config, grantedEpochs: 1 });

  test('cannot be claimed, and waits once its params are drawn, which happens once', async () => {
    const { store, reader } = fixture;
    const study = await makeSearch({ trials: 1, planned: 2 });
    expect(await claimTrial(store, { study: study.id, trial: 1, worker: 'w' })).toEqual({
      granted: false,
      reason: 'trial 1 is planned',
    });
    const drawings = [drawTrial(store, study.id, drawn(1)), drawTrial(store, study.id, drawn(1))];
    expect((await Promise.all(drawings)).toSorted()).toEqual([false, true]);
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
    expect(await searchSize(store, study.id)).toEqual({ trials: 4, firstPlanned: null });
    expect(await statesOf(study)).toEqual(['waiting', 'waiting', 'cancelled', 'cancelled']);
    const [line] = await readActivity(fixture.reader, study.id, { limit: 1 });
    expect(line?.message).toBe('the search ends: all is tried; 2 planned trials cancelled');
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

test('promoted trials are last in the queue, behind all that have not come to a rung', async () => {
  const { store } = fixture;
  const study = await makeSearch({ trials: 4 });
  for (const trial of [0, 1]) await train(study, trial, 0.5);
  await judgeTrials(store, study.id, [verdict('promote', 0), verdict('promote', 1)]);
  const third = await startAttempt(store, study, 3);
  await recordEvents(store, study.id, [third.released(0, 4)]);
  const waiting = await waitingTrials(store, study.id, { limit: 9 });
  expect(waiting.map(({ number }) => number)).toEqual([3, 2, 0, 1]);
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
