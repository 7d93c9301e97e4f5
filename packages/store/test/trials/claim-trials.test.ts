import { cancelTrial, claimTrials, recordEvents, runningTrials, waitingTrials } from '@ram-sweep/store';
import { findStudySummary, readActivity, readTrial } from '@ram-sweep/store/read';
import { describe, expect, test } from 'vitest';
import { claimTrial, makeStudy, startAttempt, useStore } from '../fixture.js';

const fixture = useStore();
const environment = 'onnx, a CPU, Node 20';
const PAST_EVERY_COLUMN = 2 ** 40;

describe('claiming a trial', () => {
  test('makes it the first attempt of that worker', async () => {
    const { store, reader } = fixture;
    const study = await makeStudy(store);
    const claim = await claimTrial(store, { study: study.id, trial: 1, worker: 'worker-a' });
    expect(claim).toEqual({ granted: true, attempt: 1, checkpoints: [], untilEpoch: null });
    expect(await runningTrials(store, study.id)).toEqual([{ number: 1, attempt: 1, worker: 'worker-a' }]);
    expect((await waitingTrials(store, study.id, { limit: 9 })).map(({ number }) => number)).toEqual([0, 2]);
    expect(await findStudySummary(reader, study.id)).toMatchObject({
      counts: { waiting: 2, running: 1 },
      firstStartedAt: expect.any(Date),
    });
  });

  test('is granted to one of many that ask at once', async () => {
    const { store } = fixture;
    const study = await makeStudy(store);
    const claims = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        claimTrial(store, { study: study.id, trial: 0, worker: `worker-${index}` }),
      ),
    );
    expect(claims.filter(({ granted }) => granted)).toHaveLength(1);
  });

  test('is refused with a reason', async () => {
    const { store } = fixture;
    const study = await makeStudy(store);
    const claim = (trial: number) => claimTrial(store, { study: study.id, trial, worker: 'worker-b' });
    await startAttempt(store, study, 0, 'worker-a');
    expect(await claim(0)).toEqual({ granted: false, reason: 'trial 0 is running on worker-a' });
    await cancelTrial(store, { study: study.id, trial: 1 });
    expect(await claim(1)).toEqual({ granted: false, reason: 'trial 1 is cancelled' });
    expect(await claim(9)).toEqual({ granted: false, reason: 'there is no trial 9 in the study' });
    expect(await claim(PAST_EVERY_COLUMN)).toMatchObject({ granted: false });
  });

  test('again by the worker that holds it starts the next attempt and fences the one before', async () => {
    const { store, reader } = fixture;
    const study = await makeStudy(store);
    const first = await startAttempt(store, study, 0);
    const second = await startAttempt(store, study, 0);
    expect(second.attempt).toBe(2);
    const [old, fresh] = await recordEvents(store, study.id, [first.epoch(1), second.epoch(1)]);
    expect([old?.outcome, fresh?.outcome]).toEqual(['stale', 'recorded']);
    const detail = await readTrial(reader, study.id, 0);
    expect(detail?.attempts.map(({ outcome }) => outcome)).toEqual(['lost', null]);
  });

  test('together with others decides in the order of asking, and says why for each that is refused', async () => {
    const { store, reader } = fixture;
    const study = await makeStudy(store, { trials: 4 });
    await startAttempt(store, study, 3, 'worker-b');
    const claims = [
      { trial: 2, worker: 'worker-a', environment },
      { trial: 0, worker: 'worker-a', environment },
      { trial: 2, worker: 'worker-b', environment },
      { trial: 2, worker: 'worker-a', environment },
      { trial: 3, worker: 'worker-a', environment },
      { trial: 9, worker: 'worker-a', environment },
    ];
    expect(await claimTrials(store, study.id, claims)).toEqual([
      { granted: true, attempt: 1, checkpoints: [], untilEpoch: null },
      { granted: true, attempt: 1, checkpoints: [], untilEpoch: null },
      { granted: false, reason: 'trial 2 is running on worker-a' },
      { granted: true, attempt: 2, checkpoints: [], untilEpoch: null },
      { granted: false, reason: 'trial 3 is running on worker-b' },
      { granted: false, reason: 'there is no trial 9 in the study' },
    ]);
    const running = await runningTrials(store, study.id);
    expect(running.map(({ number, attempt, worker }) => `${number}.${attempt} ${worker}`)).toEqual([
      '0.1 worker-a',
      '2.2 worker-a',
      '3.1 worker-b',
    ]);
    const detail = await readTrial(reader, study.id, 2);
    expect(detail?.attempts.map(({ outcome }) => outcome)).toEqual(['lost', null]);
    const lines = await readActivity(reader, study.id, { limit: 9 });
    expect(lines.filter(({ kind }) => kind === 'started')).toHaveLength(4);
  });

  test('together, from many sides at once and in any order, grants each trial once', async () => {
    const { store } = fixture;
    const study = await makeStudy(store, { trials: 30 });
    const sides = await Promise.all(
      Array.from({ length: 6 }, (_, side) => {
        const numbers = Array.from({ length: 30 }, (_unused, index) => (index * 7 + side * 11) % 30);
        const claims = numbers.map((trial) => ({ trial, worker: `worker-${side}`, environment }));
        return claimTrials(store, study.id, side % 2 === 0 ? claims : claims.toReversed());
      }),
    );
    expect(sides.flat().filter(({ granted }) => granted)).toHaveLength(30);
  });

  test('hands out the checkpoints of the attempt before, newest first', async () => {
    const { store } = fixture;
    const study = await makeStudy(store);
    const first = await startAttempt(store, study, 0);
    await recordEvents(store, study.id, [first.epoch(1), first.epoch(2), first.released(2, 37)]);
    expect(await claimTrial(store, { study: study.id, trial: 0, worker: 'worker-b' })).toEqual({
      granted: true,
      attempt: 2,
      checkpoints: [first.reference(2, 37), first.reference(2)],
      untilEpoch: null,
    });
  });
});
