import { cancelTrial, judgeTrials, recordEvents } from '@ram-sweep/store';
import { findStudySummary, readActivity, readTrial } from '@ram-sweep/store/read';
import { describe, expect, test } from 'vitest';
import { claimTrial, startAttempt, useStore } from '../fixture.js';
import { searchOn, verdict } from '../search-study.js';

const fixture = useStore();
const { makeSearch, statesOf, train } = searchOn(fixture);

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

  test('leave the count of trials that are over as it is where one is promoted after all', async () => {
    const { store, reader } = fixture;
    const study = await makeSearch();
    const over = async () => (await findStudySummary(reader, study.id))?.phases.search.over;
    await train(study, 0, 0.5);
    const counts = [await over()];
    const steps = [verdict('prune', 0), verdict('promote', 0)];
    for (const step of steps) {
      await judgeTrials(store, study.id, [step]);
      counts.push(await over());
    }
    await train(study, 0, 0.4, 2, 3);
    counts.push(await over());
    // At its rung, pruned, promoted after all, at the next rung.
    expect(counts).toEqual([0, 1, 1, 1]);
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
