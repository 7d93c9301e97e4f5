import { createStudy, NotFoundError, recordEvents, recordTestResult, type Study } from '@ram-sweep/store';
import { findStudySummary, readTrial, readTrials } from '@ram-sweep/store/read';
import { sql } from 'drizzle-orm';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeStudy, newTrials, startAttempt, studySpec, useStore } from '../fixture.js';

const fixture = useStore();

/** A study whose trial n ran through the validation errors of `curves[n]`. */
async function studyOf(curves: readonly (readonly number[])[]): Promise<Study> {
  const study = await makeStudy(fixture.store, { trials: curves.length, epochs: 5 });
  for (const [trial, curve] of curves.entries()) {
    if (curve.length === 0) continue;
    const attempt = await startAttempt(fixture.store, study, trial);
    const events = curve.map((validationError, index) => attempt.epoch(index + 1, { validationError }));
    if (curve.length === 5) events.push(attempt.complete());
    await recordEvents(fixture.store, study.id, events);
  }
  return study;
}

const places = (rows: readonly { number: number; rank: number | null }[]) =>
  rows.map(({ number, rank }) => [number, rank]);

describe('the leaderboard', () => {
  test('ranks by error, then by the epoch that reached it, then by number', async () => {
    const study = await studyOf([[], [0.5, 0.3], [0.3], [0.3, 0.4], [0.2, 0.1, 0.2, 0.2, 0.2], []]);
    const rows = await readTrials(fixture.reader, study.id);
    expect(places(rows)).toEqual([
      [4, 1],
      [2, 2],
      [3, 3],
      [1, 4],
      [0, null],
      [5, null],
    ]);
    expect(rows[0]).toMatchObject({
      state: 'complete',
      worker: 'worker-a',
      attempt: 1,
      epochs: 5,
      epochsTotal: 5,
      bestValidationError: 0.1,
      bestEpoch: 2,
      curve: [0.2, 0.1, 0.2, 0.2, 0.2],
      failure: null,
      tests: [],
      testError: null,
      startedAt: expect.any(Date),
      finishedAt: expect.any(Date),
    });
    expect(rows[4]).toMatchObject({
      state: 'waiting',
      curve: [],
      bestValidationError: null,
      startedAt: null,
    });
  });

  test('comes in pages', async () => {
    const study = await studyOf([[0.4], [0.1], [0.3], [], [0.2]]);
    const page = (offset: number) => readTrials(fixture.reader, study.id, { limit: 2, offset });
    expect(places(await page(0))).toEqual([
      [1, 1],
      [4, 2],
    ]);
    expect(places(await page(2))).toEqual([
      [2, 3],
      [0, 4],
    ]);
    expect(places(await page(4))).toEqual([[3, null]]);
    expect(places(await page(6))).toEqual([]);
  });

  test('keeps the ranks of the whole study where it is filtered or sorted otherwise', async () => {
    const study = await studyOf([[0.4], [0.1, 0.1, 0.1, 0.1, 0.1], [0.3], [], [0.2, 0.2, 0.2, 0.2, 0.2]]);
    const read = (page: Parameters<typeof readTrials>[2]) =>
      readTrials(fixture.reader, study.id, page).then(places);
    expect(await read({ states: ['running'] })).toEqual([
      [2, 3],
      [0, 4],
    ]);
    expect(await read({ sort: 'number', limit: 3 })).toEqual([
      [0, 4],
      [1, 1],
      [2, 3],
    ]);
    expect(await read({ sort: 'state' })).toEqual([
      [0, 4],
      [2, 3],
      [3, null],
      [1, 1],
      [4, 2],
    ]);
    expect(await read({ states: ['failed'] })).toEqual([]);
    expect(await read({ states: [] })).toEqual([]);
    expect((await readTrial(fixture.reader, study.id, 0))?.rank).toBe(4);
  });

  test('is the order of a plain sort, for any results', async () => {
    const result = fc.record({
      error: fc.constantFrom(0, 0.1, 0.1 + 2 ** -56, 1 / 3, 1),
      epoch: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(result), { maxLength: 12 }), async (results) => {
        const study = await createStudy(fixture.store, {
          spec: studySpec(),
          trials: newTrials(results.length),
        });
        for (const [number, best] of results.entries()) {
          if (best === null) continue;
          await fixture.store.query((db) =>
            db.execute(sql`update ram_sweep.trials set best_validation_error = ${best.error}, best_epoch = ${best.epoch}
              where study_id = ${study.id} and number = ${number}`),
          );
        }
        const expected = results
          .map((best, number) => ({ error: best?.error ?? Infinity, epoch: best?.epoch ?? Infinity, number }))
          .toSorted((a, b) => compare(a.error, b.error) || compare(a.epoch, b.epoch) || a.number - b.number)
          .map(({ error, number }, index) => [number, error === Infinity ? null : index + 1]);
        expect(places(await readTrials(fixture.reader, study.id))).toEqual(expected);
        const byNumber = expected.toSorted((a, b) => a[0]! - b[0]!);
        expect(places(await readTrials(fixture.reader, study.id, { sort: 'number' }))).toEqual(byNumber);
      }),
      { numRuns: 15 },
    );
  });

  // One parameter for each trial would be more than the 65,535 that a statement may have.
  test('of 70,000 trials can be read whole', async () => {
    const study = await makeStudy(fixture.store, { trials: 0 });
    await fixture.store.query((db) =>
      db.execute(sql`insert into ram_sweep.trials (study_id, number, params, config, epochs_total)
        select ${study.id}, number, '{}', '{}', 1 from generate_series(0, 69999) as number`),
    );
    expect(await readTrials(fixture.reader, study.id)).toHaveLength(70_000);
  });
});

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

test('a summary adds a study up', async () => {
  const study = await studyOf([[0.4], [0.1, 0.2], [0.5, 0.4, 0.3, 0.2, 0.1], []]);
  expect(await findStudySummary(fixture.reader, study.name)).toMatchObject({
    id: study.id,
    spec: study.spec,
    counts: { waiting: 1, running: 2, complete: 1, failed: 0, pruned: 0, cancelled: 0 },
    trials: 4,
    epochsDone: 8,
    epochsTotal: 20,
    // Trials 1 and 2 both reach 0.1; trial 1 did so at its first epoch.
    lastEventAt: expect.any(Date),
  });
});

test('there is nothing to read of what is not there', async () => {
  const study = await makeStudy(fixture.store);
  expect(await findStudySummary(fixture.reader, 'nobody')).toBeNull();
  expect(await readTrial(fixture.reader, study.id, 17)).toBeNull();
  expect(await readTrial(fixture.reader, study.id, 2 ** 40)).toBeNull();
});

describe('test results', () => {
  const result = { policy: 'mean', rollouts: 1, images: 1000, engine: 'onnx' } as const;

  test('stand beside the trial and never rank it', async () => {
    const study = await studyOf([[0.2], [0.1]]);
    await recordTestResult(fixture.store, { ...result, study: study.id, trial: 0, epoch: 1, error: 0.001 });
    const rows = await readTrials(fixture.reader, study.id);
    expect(rows.map(({ number, testError }) => [number, testError])).toEqual([
      [1, null],
      [0, 0.001],
    ]);
  });

  test('are replaced when the same weights are tested the same way again', async () => {
    const study = await studyOf([[0.2, 0.1]]);
    const evaluate = (fields: object) =>
      recordTestResult(fixture.store, {
        ...result,
        study: study.id,
        trial: 0,
        epoch: 2,
        error: 0.5,
        ...fields,
      });
    await evaluate({});
    await evaluate({ error: 0.3, engine: 'tfjs-wasm' });
    await evaluate({ policy: 'sampled', rollouts: 5, error: 0.4 });
    const detail = await readTrial(fixture.reader, study.id, 0);
    expect(detail?.testResults).toMatchObject([
      { epoch: 2, policy: 'mean', rollouts: 1, error: 0.3, images: 1000, engine: 'tfjs-wasm' },
      { epoch: 2, policy: 'sampled', rollouts: 5, error: 0.4 },
    ]);
  });

  test('are those of the best epoch in a row, the one of fewest rollouts in the table, whichever came last', async () => {
    const study = await studyOf([[0.2, 0.1]]);
    const trial = { ...result, study: study.id, trial: 0 };
    await recordTestResult(fixture.store, { ...trial, epoch: 2, error: 0.3 });
    await recordTestResult(fixture.store, { ...trial, epoch: 2, policy: 'sampled', error: 0.35 });
    await recordTestResult(fixture.store, {
      ...trial,
      epoch: 2,
      policy: 'sampled',
      rollouts: 10,
      error: 0.2,
    });
    await recordTestResult(fixture.store, { ...trial, epoch: 1, error: 0.5 });
    const [row] = await readTrials(fixture.reader, study.id);
    expect(row?.tests).toEqual([
      { policy: 'mean', rollouts: 1, error: 0.3 },
      { policy: 'sampled', rollouts: 1, error: 0.35 },
      { policy: 'sampled', rollouts: 10, error: 0.2 },
    ]);
    expect(row?.testError).toBe(0.3);
  });

  test('of a trial that is not there are an error', async () => {
    const study = await studyOf([[]]);
    const record = recordTestResult(fixture.store, {
      ...result,
      study: study.id,
      trial: 5,
      epoch: 1,
      error: 0.5,
    });
    await expect(record).rejects.toThrow(NotFoundError);
  });
});
