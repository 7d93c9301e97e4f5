import { compileTrialConfig, type Params } from '@ram-sweep/protocol';
import { addTrials, createStudy, recordEvents, type Study } from '@ram-sweep/store';
import {
  findStudyId,
  readBestSoFar,
  readErrorRange,
  readFieldSpread,
  readRecentAttempts,
  readRunningBest,
  readStudyList,
} from '@ram-sweep/store/read';
import { describe, expect, test } from 'vitest';
import { startAttempt, studySpec, useStore } from '../fixture.js';

const fixture = useStore();

/** A search whose trial n has these params, and ended with this validation error; null: it waits. */
async function searchOf(trials: readonly { params?: Params; error: number | null }[]): Promise<Study> {
  const made = trials.map(({ params = {} }, number) => ({
    number,
    searchIndex: number,
    params,
    config: compileTrialConfig({ ...params, epochs: 1 }),
  }));
  const study = await createStudy(fixture.store, { spec: studySpec(), trials: made });
  for (const [number, { error }] of trials.entries()) {
    if (error === null) continue;
    const attempt = await startAttempt(fixture.store, study, number);
    const events = [attempt.epoch(1, { validationError: error }), attempt.complete()];
    await recordEvents(fixture.store, study.id, events);
  }
  return study;
}

describe('the best so far', () => {
  test('is each trial that was better than all before it, in the order of the search', async () => {
    const study = await searchOf([0.5, 0.6, 0.3, 0.3, null, 0.1, 0.2].map((error) => ({ error })));
    expect(await readBestSoFar(fixture.reader, study.id, { most: 10 })).toEqual({
      improvements: [
        { index: 0, error: 0.5 },
        { index: 2, error: 0.3 },
        { index: 5, error: 0.1 },
      ],
      last: 6,
    });
  });

  test('keeps the first and the newest where that is too many', async () => {
    const study = await searchOf([0.5, 0.4, 0.3, 0.2].map((error) => ({ error })));
    const { improvements } = await readBestSoFar(fixture.reader, study.id, { most: 3 });
    expect(improvements.map(({ index }) => index)).toEqual([0, 2, 3]);
  });

  test('is nothing before the first epoch', async () => {
    const study = await searchOf([{ error: null }]);
    expect(await readBestSoFar(fixture.reader, study.id, { most: 3 })).toEqual({
      improvements: [],
      last: -1,
    });
  });
});

describe('the best so far by trial number', () => {
  test('is each trial that was better than all of smaller number, found from the ranks', async () => {
    const study = await searchOf([0.5, 0.6, 0.3, 0.3, null, 0.1, 0.2].map((error) => ({ error })));
    expect(await readRunningBest(fixture.reader, study.id)).toEqual({
      improvements: [
        { trial: 0, error: 0.5 },
        { trial: 2, error: 0.3 },
        { trial: 5, error: 0.1 },
      ],
      last: 6,
    });
  });

  test('is what it is by place, whatever the errors', async () => {
    const errors = Array.from({ length: 60 }, (_, number) => ((number * 37) % 61) / 61 + 0.01);
    const study = await searchOf(errors.map((error) => ({ error })));
    const byPlace = await readBestSoFar(fixture.reader, study.id, { most: 100 });
    const { improvements, last } = await readRunningBest(fixture.reader, study.id);
    expect(improvements.map(({ trial, error }) => ({ index: trial, error }))).toEqual(byPlace.improvements);
    expect(last).toBe(byPlace.last);
  });

  test('comes to the last trial of the search that has an epoch, whatever was started after it', async () => {
    const study = await searchOf([0.5, 0.4, null, null, null].map((error) => ({ error })));
    const config = compileTrialConfig({ epochs: 1 });
    await addTrials(
      fixture.store,
      study.id,
      [{ number: 5, params: {}, config, phase: 'finalist', repeats: 1 }],
      'finalist',
    );
    await startAttempt(fixture.store, study, 2);
    const finalist = await startAttempt(fixture.store, study, 5);
    await recordEvents(fixture.store, study.id, [finalist.epoch(1, { validationError: 0.1 })]);
    expect((await readRunningBest(fixture.reader, study.id)).last).toBe(1);
  });

  test('is nothing before the first epoch', async () => {
    const study = await searchOf([{ error: null }]);
    expect(await readRunningBest(fixture.reader, study.id)).toEqual({ improvements: [], last: -1 });
  });
});

test('the range of errors is from the best to the worst trial of the search; null before the first epoch', async () => {
  const study = await searchOf([0.5, null, 0.1, 0.9].map((error) => ({ error })));
  expect(await readErrorRange(fixture.reader, study.id)).toEqual({ low: 0.1, high: 0.9 });
  const waiting = await searchOf([{ error: null }]);
  expect(await readErrorRange(fixture.reader, waiting.id)).toBeNull();
});

test('a list of studies is the newest first, part by part; a mark changes with what is recorded', async () => {
  const study = await searchOf([{ error: 0.5 }, { error: null }]);
  const newer = await searchOf([{ error: null }]);
  const all = await readStudyList(fixture.reader, { limit: 2, offset: 0 });
  expect(all.studies.map(({ id }) => id)).toEqual([newer.id, study.id]);
  expect(all.total).toBeGreaterThanOrEqual(2);
  const second = await readStudyList(fixture.reader, { limit: 1, offset: 1 });
  expect(second.studies).toEqual(all.studies.slice(1));
  await startAttempt(fixture.store, study, 1);
  const later = await readStudyList(fixture.reader, { limit: 2, offset: 0 });
  expect(later.studies[0]).toEqual(all.studies[0]);
  expect(later.studies[1]?.mark).not.toBe(all.studies[1]?.mark);
});

test('a study is found by its name and by its id', async () => {
  const study = await searchOf([{ error: null }]);
  expect(await findStudyId(fixture.reader, study.name)).toBe(study.id);
  expect(await findStudyId(fixture.reader, study.id)).toBe(study.id);
  expect(await findStudyId(fixture.reader, `${study.name}-not`)).toBeNull();
});

describe('the spread of a field', () => {
  const axes = [
    { field: 'std', scale: 'log', low: 0.01, high: 1 },
    { field: 'optimizer', scale: 'choices', choices: ['adam', 'sgd'] },
    { field: 'hidden', scale: 'linear', low: 100, high: 300 },
  ] as const;

  test('counts trials by value and by error, both on their scales', async () => {
    const study = await searchOf([
      { params: { std: 0.01, optimizer: 'adam', hidden: 100 }, error: 0.01 },
      { params: { std: 0.12, optimizer: 'sgd', hidden: 200 }, error: 0.12 },
      { params: { std: 0.13, optimizer: 'sgd', hidden: 210 }, error: 0.13 },
      { params: { std: 1, hidden: 300 }, error: 1 },
      { params: { std: 1 }, error: null },
    ]);
    const spread = await readFieldSpread(fixture.reader, study.id, { axes, columns: 4, rows: 2 });
    /*
     * std: log10 from -2 to 0 in 4 columns of half a decade: 0.01 in column 0, 0.12 and 0.13 in column 2, 1 in the
     * last. Errors: log10 from -2 to 0 in 2 rows of a decade: 0.01 below, 0.12 and more above. optimizer: adam's place
     * is 1/4 of the axis, column 1; sgd's 3/4, column 3.
     */
    const cells = Object.fromEntries(
      spread.map(({ field, cells: found }) => [
        field,
        found.map(({ column, row, trials }) => `${column},${row}: ${trials}`).toSorted(),
      ]),
    );
    expect(cells).toEqual({
      std: ['0,0: 1', '2,1: 2', '3,1: 1'],
      optimizer: ['1,0: 1', '3,1: 2'],
      hidden: ['0,0: 1', '2,1: 2', '3,1: 1'],
    });
  });

  test('has a place for errors that are all the same, for an error of 0 and for a bound without width', async () => {
    const study = await searchOf([
      { params: { std: 0.5, hidden: 7 }, error: 0 },
      { params: { std: 0.5 }, error: 0 },
    ]);
    const flat = [{ field: 'hidden', scale: 'linear', low: 7, high: 7 }] as const;
    const [hidden] = await readFieldSpread(fixture.reader, study.id, { axes: flat, columns: 4, rows: 2 });
    expect(hidden?.cells).toEqual([{ column: 2, row: 0, trials: 1 }]);
  });

  test('tells a null that was chosen from a field that was not drawn, and a choice by how it is written', async () => {
    const drawn: Params[] = [{ clipNorm: null }, { clipNorm: null }, { clipNorm: 1e-7 }, {}];
    const study = await searchOf(drawn.map((params) => ({ params, error: 0.5 })));
    const choices = [{ field: 'clipNorm', scale: 'choices', choices: ['null', '1e-7'] }] as const;
    const [clipNorm] = await readFieldSpread(fixture.reader, study.id, {
      axes: choices,
      columns: 2,
      rows: 1,
    });
    const counted = clipNorm!.cells
      .map(({ column, trials }) => [column, trials])
      .toSorted(([a], [b]) => a! - b!);
    expect(counted).toEqual([
      [0, 2],
      [1, 1],
    ]);
  });

  test('counts one in so many trials, with rows between the errors that it is given', async () => {
    const study = await searchOf(
      [0.01, 0.012, 0.1, 0.5, 1].map((error) => ({ params: { std: 0.01 }, error })),
    );
    const std = axes.slice(0, 1);
    // Trials 0, 2 and 4, whose errors are 0.01, 0.1 and 1; what is past the end is in the last row.
    const errors = { low: 1e-4, high: 0.5 };
    const [spread] = await readFieldSpread(fixture.reader, study.id, {
      axes: std,
      columns: 1,
      rows: 4,
      every: 2,
      errors,
    });
    const cells = spread!.cells.map(({ row, trials }) => [row, trials]).toSorted(([a], [b]) => a! - b!);
    // ln(0.01/0.0001) / ln(5000) = 0.54, ln(0.1/0.0001) / ln(5000) = 0.81: rows 2 and 3 of 4.
    expect(cells).toEqual([
      [2, 1],
      [3, 2],
    ]);
  });

  test('is nothing for a study without fields or results', async () => {
    const study = await searchOf([{ params: { std: 0.1 }, error: null }]);
    expect(await readFieldSpread(fixture.reader, study.id, { axes: [], columns: 4, rows: 2 })).toEqual([]);
    const [std] = await readFieldSpread(fixture.reader, study.id, { axes, columns: 4, rows: 2 });
    expect(std?.cells).toEqual([]);
  });
});

test('recent attempts are those that run and those that ended since, newest first', async () => {
  const study = await searchOf([{ error: 0.1 }, { error: 0.2 }, { error: null }]);
  await startAttempt(fixture.store, study, 2, 'worker-b');
  const read = (since: Date, limit = 10) => readRecentAttempts(fixture.reader, study.id, { since, limit });
  const all = await read(new Date(0));
  expect(all.map(({ trial, worker, state }) => [trial, worker, state])).toEqual([
    [2, 'worker-b', 'running'],
    [1, 'worker-a', 'complete'],
    [0, 'worker-a', 'complete'],
  ]);
  expect(all[0]?.endedAt).toBeNull();
  const later = await read(new Date(Date.now() + 3_600_000));
  expect(later.map(({ trial }) => trial)).toEqual([2]);
  expect(await read(new Date(0), 1)).toHaveLength(1);
});
