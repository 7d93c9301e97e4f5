import {
  cancelTrial,
  recordEvents,
  requeueTrial,
  retryTrials,
  runningTrials,
  waitingTrials,
} from '@ram-sweep/store';
import { readActivity, readTrial } from '@ram-sweep/store/read';
import { describe, expect, test } from 'vitest';
import { attemptEvents, makeStudy, startAttempt, useStore } from '../fixture.js';

const fixture = useStore();
const PAST_EVERY_COLUMN = 2 ** 40;

describe('giving up a worker', () => {
  test('sends its trial back to wait, once', async () => {
    const { store, reader } = fixture;
    const study = await makeStudy(store);
    await startAttempt(store, study, 0);
    const requeue = () =>
      requeueTrial(store, { study: study.id, trial: 0, attempt: 1, reason: 'no heartbeat\0 for 30 s' });
    const outcomes = await Promise.all([requeue(), requeue(), requeue()]);
    expect(outcomes.toSorted()).toEqual(['over', 'over', 'waiting']);
    const detail = await readTrial(reader, study.id, 0);
    expect(detail).toMatchObject({ state: 'waiting', worker: null });
    expect(detail?.attempts[0]).toMatchObject({
      outcome: 'lost',
      reason: 'no heartbeat\uFFFD for 30 s',
      endedAt: expect.any(Date),
    });
  });

  test('does not touch a later attempt', async () => {
    const { store } = fixture;
    const study = await makeStudy(store);
    await startAttempt(store, study, 0);
    await requeueTrial(store, { study: study.id, trial: 0, attempt: 1, reason: 'lost' });
    await startAttempt(store, study, 0, 'worker-b');
    expect(await requeueTrial(store, { study: study.id, trial: 0, attempt: 1, reason: 'lost' })).toBe('over');
    expect(await runningTrials(store, study.id)).toMatchObject([{ attempt: 2, worker: 'worker-b' }]);
  });

  test('races with the result of the same attempt, and one of them wins', async () => {
    const { store, reader } = fixture;
    const study = await makeStudy(store, { trials: 20, epochs: 1 });
    for (let trial = 0; trial < 20; trial += 1) {
      const attempt = await startAttempt(store, study, trial);
      const [requeued, [, recorded]] = await Promise.all([
        requeueTrial(store, { study: study.id, trial, attempt: 1, reason: 'lost' }),
        recordEvents(store, study.id, [attempt.epoch(1), attempt.complete()]),
      ]);
      const detail = await readTrial(reader, study.id, trial);
      expect([requeued, recorded?.outcome, detail?.state]).toEqual(
        requeued === 'waiting' ? ['waiting', 'stale', 'waiting'] : ['over', 'recorded', 'complete'],
      );
    }
  });
});

const lose = (study: string, attempt: number) =>
  requeueTrial(fixture.store, { study, trial: 0, attempt, reason: 'silence', counts: true });

test('trials that were interrupted are first in the queue, the others follow by number', async () => {
  const { store } = fixture;
  const study = await makeStudy(store, { trials: 5 });
  const released = await startAttempt(store, study, 3);
  await recordEvents(store, study.id, [released.epoch(1), released.released(1, 4)]);
  for (const attempt of [1, 2]) {
    await startAttempt(store, study, 4);
    await requeueTrial(store, { study: study.id, trial: 4, attempt, reason: 'lost' });
  }
  const waiting = await waitingTrials(store, study.id, { limit: 4 });
  expect(waiting.map(({ number }) => number)).toEqual([4, 3, 0, 1]);
});

describe('a trial whose workers are lost', () => {
  test('three times in a row without an epoch has failed, and says so', async () => {
    const { store, reader } = fixture;
    const study = await makeStudy(store);
    const outcomes = [];
    for (const attempt of [1, 2, 3]) {
      await startAttempt(store, study, 0, `worker-${attempt}`);
      outcomes.push(await lose(study.id, attempt));
    }
    expect(outcomes).toEqual(['waiting', 'waiting', 'failed']);
    const detail = await readTrial(reader, study.id, 0);
    const message =
      '3 workers in a row were lost while they trained it, and recorded no epoch; the last: silence';
    const failure = { class: 'worker-lost', retryable: false, epoch: 0, message };
    expect(detail).toMatchObject({ state: 'failed', worker: null, failure, finishedAt: expect.any(Date) });
    expect(detail?.attempts.map(({ outcome }) => outcome)).toEqual(['lost', 'lost', 'lost']);
    const [line] = await readActivity(reader, study.id, { limit: 1 });
    expect(line?.message).toBe(`trial 0 failed (worker-lost) after epoch 0: ${message}`);
  });

  test('is spared as long as each gets an epoch further', async () => {
    const { store } = fixture;
    const study = await makeStudy(store);
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      const { epoch } = await startAttempt(store, study, 0);
      // Every second worker finishes an epoch before it is lost.
      if (attempt % 2 === 0) await recordEvents(store, study.id, [epoch(attempt / 2)]);
      expect(await lose(study.id, attempt)).toBe('waiting');
    }
  });

  test('starts to count anew when a worker gives it back, and when a person takes it up again', async () => {
    const { store } = fixture;
    const study = await makeStudy(store);
    const loseNext = async () => lose(study.id, (await startAttempt(store, study, 0)).attempt);
    expect([await loseNext(), await loseNext()]).toEqual(['waiting', 'waiting']);
    await recordEvents(store, study.id, [(await startAttempt(store, study, 0)).released(0, 5)]);
    expect([await loseNext(), await loseNext(), await loseNext()]).toEqual(['waiting', 'waiting', 'failed']);
    await retryTrials(store, { study: study.id, states: ['failed'] });
    expect(await loseNext()).toBe('waiting');
  });

  test('is not blamed for a loss that does not count', async () => {
    const { store } = fixture;
    const study = await makeStudy(store);
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await startAttempt(store, study, 0);
      expect(await requeueTrial(store, { study: study.id, trial: 0, attempt, reason: 'stop' })).toBe(
        'waiting',
      );
    }
  });
});

describe('cancelling a trial', () => {
  test('says what became of it', async () => {
    const { store } = fixture;
    const study = await makeStudy(store, { epochs: 1 });
    const cancel = (trial: number) => cancelTrial(store, { study: study.id, trial });
    expect(await cancel(0)).toBe('cancelled');
    expect(await cancel(0)).toBe('finished');
    const attempt = await startAttempt(store, study, 1);
    expect(await cancel(1)).toBe('running');
    await recordEvents(store, study.id, [attempt.epoch(1), attempt.complete()]);
    expect(await cancel(1)).toBe('finished');
    expect(await cancel(9)).toBe('unknown');
    expect(await cancel(PAST_EVERY_COLUMN)).toBe('unknown');
  });
});

describe('trying trials again', () => {
  test('takes those that failed or were cancelled, and never a complete one', async () => {
    const { store, reader } = fixture;
    const study = await makeStudy(store, { trials: 5, epochs: 1 });
    const [a, b] = [await startAttempt(store, study, 3), await startAttempt(store, study, 0)];
    await recordEvents(store, study.id, [a.failed({ retryable: false }), b.epoch(1), b.complete()]);
    await cancelTrial(store, { study: study.id, trial: 2 });
    const states = ['complete', 'failed', 'cancelled', 'pruned', 'running', 'waiting'] as const;
    expect(await retryTrials(store, { study: study.id, states })).toEqual([2, 3]);
    expect(await retryTrials(store, { study: study.id, states })).toEqual([]);
    expect(await readTrial(reader, study.id, 3)).toMatchObject({
      state: 'waiting',
      failure: null,
      finishedAt: null,
    });
    expect(await readTrial(reader, study.id, 0)).toMatchObject({ state: 'complete' });
  });

  test('counts retries anew', async () => {
    const { store } = fixture;
    const study = await makeStudy(store, { trials: 1, retries: 1 });
    const fail = async () => {
      const attempt = await startAttempt(store, study, 0);
      const [recorded] = await recordEvents(store, study.id, [attempt.failed()]);
      return recorded?.state;
    };
    expect([await fail(), await fail()]).toEqual(['waiting', 'failed']);
    await retryTrials(store, { study: study.id, states: ['failed'] });
    expect([await fail(), await fail()]).toEqual(['waiting', 'failed']);
  });
});

test('every transition is told in a sentence', async () => {
  const { store, reader } = fixture;
  const study = await makeStudy(store, { trials: 7, retries: 1 });
  const first = await startAttempt(store, study, 7 - 1, 'gpu-1');
  await recordEvents(store, study.id, [first.epoch(1, { validationError: 0.042 }), first.released(1, 20)]);
  await startAttempt(store, study, 6, 'gpu-2');
  await requeueTrial(store, { study: study.id, trial: 6, attempt: 2, reason: 'no heartbeat for 30 s' });
  const third = await startAttempt(store, study, 6, 'gpu-3');
  await recordEvents(store, study.id, [
    third.failed({ class: 'out-of-memory', message: 'no room', epoch: 1 }),
  ]);
  const fourth = await startAttempt(store, study, 6, 'gpu-4');
  await recordEvents(store, study.id, [
    fourth.epoch(2, { validationError: 0.1 }),
    fourth.notice('the disk is nearly full'),
    fourth.complete(),
  ]);
  await cancelTrial(store, { study: study.id, trial: 0 });
  await retryTrials(store, { study: study.id, states: ['cancelled'] });
  const lines = await readActivity(reader, study.id, { limit: 100 });
  expect(lines.map(({ message }) => message)).toEqual([
    `study ${study.name} created with 7 trials`,
    'trial 6 started on gpu-1',
    'trial 6 given back by gpu-1: best validation error 4.20% at epoch 1',
    'trial 6 started on gpu-2, attempt 2, from the checkpoint after epoch 1',
    'trial 6 waits again after attempt 2: no heartbeat for 30 s',
    'trial 6 started on gpu-3, attempt 3, from the checkpoint after epoch 1',
    'trial 6 waits to be tried again (out-of-memory) after epoch 1: no room',
    'trial 6 started on gpu-4, attempt 4, from the checkpoint after epoch 1',
    'trial 6: the disk is nearly full',
    'trial 6 complete: best validation error 4.20% at epoch 1',
    'trial 0 cancelled',
    '1 cancelled trial waits again',
  ]);
});

test('nothing in another study is touched', async () => {
  const { store, reader } = fixture;
  const [study, other] = [await makeStudy(store), await makeStudy(store)];
  await startAttempt(store, study, 0);
  const stranger = attemptEvents(other.id, 0, 1);
  const [recorded] = await recordEvents(store, study.id, [stranger.epoch(1)]);
  expect(recorded?.outcome).toBe('unknown');
  expect(await readTrial(reader, other.id, 0)).toMatchObject({ state: 'waiting', epochs: [] });
});
