import { cancelTrial, judgeTrials, recordEvents, retryTrials } from '@ram-sweep/store';
import { describe, expect, test } from 'vitest';
import { attemptEvents, claimTrial, startAttempt, useStore } from '../fixture.js';
import { EPOCHS, searchOn, verdict } from '../search-study.js';

const fixture = useStore();
const { makeSearch, outcomesOf, statesOf, train } = searchOn(fixture);

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
