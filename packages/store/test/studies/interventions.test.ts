import {
  cancelTrial,
  claimTrials,
  createStudy,
  drawTrial,
  enqueueTrials,
  plannedPlaces,
  readPriors,
  recordEvents,
  retryTrials,
  type NewTrial,
  type PinnedPrior,
  type Study,
} from '@ram-sweep/store';
import {
  readEnvironments,
  readInterventions,
  readPriorDigests,
  readTrial,
  readTrials,
} from '@ram-sweep/store/read';
import { compileTrialConfig } from '@ram-sweep/protocol';
import { expect, test } from 'vitest';
import { attemptEvents, studySpec, useStore } from '../fixture.js';

const fixture = useStore();
const config = compileTrialConfig({ epochs: 2 });

/** Trials of the search by their places; numbers run 10 ahead of them. */
const searched = (places: readonly number[], isPlanned = false): NewTrial[] =>
  places.map((searchIndex) => ({ number: searchIndex + 10, searchIndex, params: {}, config, isPlanned }));

const makeStudy = (trials: readonly NewTrial[]): Promise<Study> =>
  createStudy(fixture.store, { spec: studySpec(), trials });

const said = async ({ id }: Study): Promise<string[]> =>
  (await readInterventions(fixture.reader, id)).map(
    ({ kind, fromIndex, message }) => `${kind} from ${fromIndex}: ${message}`,
  );

async function start({ id }: Study, trial: number, environment = 'onnx 1, CPU, Node 20') {
  const [claim] = await claimTrials(fixture.store, id, [{ trial, worker: 'worker-a', environment }]);
  if (!claim?.granted) throw new Error('not granted');
  return attemptEvents(id, trial, claim.attempt);
}

test('a cancellation counts from the next place of the search on, once', async () => {
  const study = await makeStudy([...searched([0]), ...searched([1], true)]);
  for (const trial of [10, 11, 11])
    await cancelTrial(fixture.store, { study: study.id, trial, isAsked: true });
  expect(await said(study)).toEqual([
    'cancelled from 1: trial 10 cancelled',
    'cancelled from 2: trial 11 cancelled',
  ]);
});

test('a trial that runs is cancelled when its worker has obeyed, and not when it was told', async () => {
  const study = await makeStudy(searched([0, 1]));
  const events = await start(study, 10);
  expect(await cancelTrial(fixture.store, { study: study.id, trial: 10, isAsked: true })).toBe('running');
  expect(await said(study)).toEqual([]);
  const cancelled = events.cancelled();
  for (const _ of [1, 2]) await recordEvents(fixture.store, study.id, [cancelled]);
  expect(await said(study)).toEqual(['cancelled from 1: trial 10 cancelled']);
});

test('what was asked to end and came to its end before is no intervention', async () => {
  const study = await makeStudy(searched([0]));
  const events = await start(study, 10);
  await cancelTrial(fixture.store, { study: study.id, trial: 10, isAsked: true });
  await recordEvents(fixture.store, study.id, [events.epoch(1), events.epoch(2), events.complete()]);
  expect(await said(study)).toEqual([]);
});

test('a worker that ends a trial unasked by a person makes no intervention', async () => {
  const study = await makeStudy(searched([0]));
  await recordEvents(fixture.store, study.id, [(await start(study, 10)).cancelled()]);
  expect(await said(study)).toEqual([]);
});

test('a trial that was asked to end and waits again is cancelled as a person wished, another one as nobody did', async () => {
  const study = await makeStudy(searched([0, 1]));
  for (const trial of [10, 11]) {
    const events = await start(study, trial);
    if (trial === 10) await cancelTrial(fixture.store, { study: study.id, trial, isAsked: true });
    await recordEvents(fixture.store, study.id, [events.released(0, 3)]);
    expect(await cancelTrial(fixture.store, { study: study.id, trial })).toBe('cancelled');
  }
  expect(await said(study)).toEqual(['cancelled from 1: trial 10 cancelled']);
});

test('retries count from the place behind the first of them, those of finalists behind the search', async () => {
  const finalist: NewTrial = { number: 20, params: {}, config, phase: 'finalist', repeats: 10 };
  const study = await makeStudy([...searched([0, 1, 2]), finalist]);
  for (const trial of [11, 12, 20])
    await cancelTrial(fixture.store, { study: study.id, trial, isAsked: true });
  await retryTrials(fixture.store, { study: study.id, states: ['cancelled'] });
  expect((await said(study)).slice(2)).toEqual([
    'cancelled from 3: trial 20 cancelled',
    'retried from 2: trials 11, 12, 20 tried again',
  ]);
  expect(await retryTrials(fixture.store, { study: study.id, states: ['failed'] })).toEqual([]);
  expect(await said(study)).toHaveLength(4);
});

const drawn = (index: number) => ({ index, params: { std: index }, config, grantedEpochs: 1 });

test('configs take the places of planned trials first, and all of them or none', async () => {
  const study = await makeStudy([...searched([0, 1]), ...searched([2, 3], true)]);
  const { store, reader } = fixture;
  expect(await plannedPlaces(store, study.id, { from: 0, limit: 9 })).toEqual([2, 3]);
  expect(await plannedPlaces(store, study.id, { from: 3, limit: 1 })).toEqual([3]);
  const added = { ...searched([4])[0]!, params: { std: 4 }, searchIndex: 4 };
  expect(await enqueueTrials(store, study.id, { planned: [drawn(3)], added: [added] })).toEqual([13, 14]);
  const rows = await readTrials(reader, study.id, { sort: 'number' });
  expect(rows.map(({ number, state, params }) => [number, state, params['std']])).toEqual([
    [10, 'waiting', undefined],
    [11, 'waiting', undefined],
    [12, 'planned', undefined],
    [13, 'waiting', 3],
    [14, 'waiting', 4],
  ]);
  expect(await said(study)).toEqual(['enqueued from 3: trials 13, 14 enqueued']);
  const again = { planned: [drawn(2), drawn(3)], added: [] };
  await expect(enqueueTrials(store, study.id, again)).rejects.toThrow('place 3 of the search was taken');
  expect(await plannedPlaces(store, study.id, { from: 0, limit: 9 })).toEqual([2]);
  expect(await said(study)).toHaveLength(1);
  expect(await drawTrial(store, study.id, drawn(2))).toBe(true);
});

test('attempts say what trained them, and a study what its trials were trained with', async () => {
  const study = await makeStudy(searched([0, 1, 2]));
  for (const [trial, environment] of [
    [10, 'old'],
    [11, 'new'],
    [12, 'new'],
  ] as const)
    await start(study, trial, environment);
  expect(await readEnvironments(fixture.reader, study.id)).toEqual([
    { environment: 'new', trials: 2 },
    { environment: 'old', trials: 1 },
  ]);
  const trial = await readTrial(fixture.reader, study.id, 10);
  expect(trial?.attempts.map(({ environment }) => environment)).toEqual(['old']);
});

test('a trial counts once for each environment that it was trained in, however often it was attempted', async () => {
  const study = await makeStudy(searched([0, 1]));
  for (const environment of ['old', 'new', 'new', 'old']) {
    const events = await start(study, 10, environment);
    await recordEvents(fixture.store, study.id, [events.released(1, 0)]);
  }
  await start(study, 11, 'new');
  expect(await readEnvironments(fixture.reader, study.id)).toEqual([
    { environment: 'new', trials: 2 },
    { environment: 'old', trials: 1 },
  ]);
});

test('what a study learns from is stored with it to the bit, diverged trainings included', async () => {
  const spec = studySpec();
  const prior: PinnedPrior = {
    study: 'earlier',
    digest: 'ab'.repeat(32),
    trials: [
      { index: 0, params: { std: 0.1 + 0.2, scale: 1 }, outcome: 1 / 3 },
      { index: 4, params: { std: 1e-300 }, outcome: Infinity },
    ],
  };
  const { id } = await createStudy(fixture.store, { spec, trials: [], priors: [prior] });
  expect(await readPriors(fixture.store, id)).toEqual([prior]);
  const { study, digest } = prior;
  expect(await readPriorDigests(fixture.reader, id)).toEqual([{ study, digest, trials: 2 }]);
  expect(await readPriors(fixture.store, (await makeStudy([])).id)).toEqual([]);
});
