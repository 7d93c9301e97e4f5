import { compileTrialConfig } from '@ram-sweep/protocol';
import {
  addTrials,
  nextTrialNumber,
  recordEvents,
  readRepeatedTrials,
  searchResults,
  trialHistories,
  type EpochPruner,
} from '@ram-sweep/store';
import { readActivity, readTrial, readTrials } from '@ram-sweep/store/read';
import { describe, expect, test } from 'vitest';
import { makeStudy, startAttempt, useStore } from '../fixture.js';

const fixture = useStore();

/** Prunes at epoch 2 what is worse than 50 %. */
function strictPruner(): EpochPruner & { readonly heard: string[] } {
  const heard: string[] = [];
  return {
    heard,
    report: ({ trial, epoch, validationError }) => {
      heard.push(`${trial}.${epoch}`);
      return epoch === 2 && validationError > 0.5 ? [{ trial, reason: 'too bad' }] : [];
    },
    complete: (trial) => void heard.push(`${trial} complete`),
  };
}

const errors = (...values: number[]) => values.map((validationError) => ({ validationError }));

const stateOf = async (study: string, trial: number) => {
  const row = await readTrial(fixture.reader, study, trial);
  return (
    row && [row.state, row.epochs.length, row.attempts.map(({ outcome }) => outcome ?? 'running').join(' ')]
  );
};

describe('an epoch that the pruner finds too bad', () => {
  test('ends the trial in the same transaction; what its worker sends later is stale', async () => {
    const study = await makeStudy(fixture.store, { epochs: 5 });
    const attempt = await startAttempt(fixture.store, study, 0);
    const events = [
      attempt.epoch(1, { validationError: 0.9 }),
      attempt.epoch(2, { validationError: 0.8 }),
      attempt.epoch(3, { validationError: 0.1 }),
      attempt.complete(),
    ];
    const pruner = strictPruner();
    const recorded = await recordEvents(fixture.store, study.id, events, pruner);
    expect(recorded.map(({ outcome, state }) => `${outcome} ${state}`)).toEqual([
      'recorded running',
      'recorded pruned',
      'stale pruned',
      'stale pruned',
    ]);
    expect(recorded[1]!.verdicts).toEqual([{ trial: 0, reason: 'too bad' }]);
    expect(pruner.heard).toEqual(['0.1', '0.2']);
    expect(await stateOf(study.id, 0)).toEqual(['pruned', 2, 'pruned']);
    const [line] = (await readActivity(fixture.reader, study.id, { limit: 1 })).slice(-1);
    expect(line).toMatchObject({ kind: 'pruned', trial: 0, message: 'trial 0 pruned: too bad' });
  });

  test('does so for a trial that was given back meanwhile, and waits', async () => {
    const study = await makeStudy(fixture.store, { epochs: 5 });
    const attempt = await startAttempt(fixture.store, study, 0);
    const [first, second] = [attempt.epoch(1), attempt.epoch(2, { validationError: 0.8 })];
    await recordEvents(fixture.store, study.id, [first, attempt.released(2, 0)], strictPruner());
    await recordEvents(fixture.store, study.id, [second], strictPruner());
    expect(await stateOf(study.id, 0)).toEqual(['pruned', 2, 'released']);
  });

  test('is not asked about again when the same events come again', async () => {
    const study = await makeStudy(fixture.store, { epochs: 5 });
    const attempt = await startAttempt(fixture.store, study, 0);
    const events = [attempt.epoch(1), attempt.epoch(2, { validationError: 0.8 })];
    await recordEvents(fixture.store, study.id, events, strictPruner());
    const again = strictPruner();
    await recordEvents(fixture.store, study.id, events, again);
    expect(again.heard).toEqual([]);
  });
});

test('the pruner hears of no finalists and controls', async () => {
  const study = await makeStudy(fixture.store, { trials: 1, epochs: 5 });
  const config = compileTrialConfig({ epochs: 5 });
  await addTrials(fixture.store, study.id, [
    { number: 1, params: {}, config, phase: 'finalist', repeats: 0 },
  ]);
  const pruner = strictPruner();
  const attempt = await startAttempt(fixture.store, study, 1);
  await recordEvents(
    fixture.store,
    study.id,
    [attempt.epoch(1), attempt.epoch(2, { validationError: 0.9 })],
    pruner,
  );
  expect(pruner.heard).toEqual([]);
  expect(await stateOf(study.id, 1)).toEqual(['running', 2, 'running']);
});

test('the histories of the search say where each trial stands', async () => {
  const study = await makeStudy(fixture.store, { trials: 4, epochs: 3 });
  const pruner = strictPruner();
  const [a, b, c] = [
    await startAttempt(fixture.store, study, 0),
    await startAttempt(fixture.store, study, 2),
    await startAttempt(fixture.store, study, 3),
  ];
  const [x, y, z] = errors(0.7, 0.6, 0.1);
  await recordEvents(
    fixture.store,
    study.id,
    [a.epoch(1, x), a.epoch(2, y), b.epoch(1, z), c.epoch(1, x), c.epoch(2, z), c.epoch(3, z), c.complete()],
    pruner,
  );
  expect(await trialHistories(fixture.store, study.id)).toEqual([
    { trial: 0, state: 'pruned', epochsTotal: 3, curve: [0.7, 0.6] },
    { trial: 2, state: 'other', epochsTotal: 3, curve: [0.1] },
    { trial: 3, state: 'complete', epochsTotal: 3, curve: [0.7, 0.1, 0.1] },
  ]);
  // What can become a finalist is over: trial 2 still runs.
  expect((await searchResults(fixture.store, study.id, { limit: 9 })).map(({ number }) => number)).toEqual([
    3, 0,
  ]);
});

test('finalists come before the search on the leaderboard, controls after it', async () => {
  const study = await makeStudy(fixture.store, { trials: 2, epochs: 2 });
  const config = compileTrialConfig({ epochs: 2 });
  const repeated = { params: {}, config, repeats: 1 };
  expect(await nextTrialNumber(fixture.store, study.id)).toBe(2);
  await addTrials(fixture.store, study.id, [
    { ...repeated, number: 2, phase: 'finalist' },
    { ...repeated, number: 3, phase: 'control' },
    { ...repeated, number: 4, phase: 'finalist' },
  ]);
  for (const [trial, validationError] of [0.3, 0.2, 0.25, 0.1, 0.4].entries()) {
    const attempt = await startAttempt(fixture.store, study, trial);
    await recordEvents(fixture.store, study.id, [attempt.epoch(1, { validationError })]);
  }
  const rows = await readTrials(fixture.reader, study.id);
  expect(rows.map(({ number, phase, rank }) => [number, phase, rank])).toEqual([
    [2, 'finalist', 1],
    [4, 'finalist', 2],
    [1, 'search', 3],
    [0, 'search', 4],
    [3, 'control', 5],
  ]);
  const [search] = await readTrials(fixture.reader, study.id, { phases: ['search'], limit: 1 });
  expect(search).toMatchObject({ number: 1, rank: 3 });
  const again = await readRepeatedTrials(fixture.reader, study.id);
  expect(again.map(({ number }) => number)).toEqual([2, 3, 4]);
  expect(await nextTrialNumber(fixture.store, study.id)).toBe(5);
});
