import {
  addTrials,
  createStudy,
  findStudy,
  NotFoundError,
  setStudyState,
  StudyExistsError,
  waitingTrials,
} from '@ram-sweep/store';
import { findStudySummary, listStudies, readActivity, readTrial } from '@ram-sweep/store/read';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { makeStudy, newTrials, studySpec, useStore } from '../fixture.js';

const fixture = useStore();
const NOBODY = '00000000-0000-4000-8000-000000000000';

test('a study is created with all its trials, waiting', async () => {
  const { store, reader } = fixture;
  const spec = studySpec({ trials: 4500 });
  const study = await createStudy(store, { spec, trials: newTrials(4500) });
  expect(study).toMatchObject({ name: spec.name, spec, state: 'active', createdAt: expect.any(Date) });
  expect(await findStudySummary(reader, study.id)).toMatchObject({
    trials: 4500,
    counts: { waiting: 4500, running: 0, complete: 0, pruned: 0, failed: 0, cancelled: 0 },
    epochsDone: 0,
    epochsTotal: 45_000,
    firstStartedAt: null,
  });
});

test('spec, params and config come back exactly, keys in their order', async () => {
  const { store, reader } = fixture;
  const spec = studySpec({
    space: {
      std: { distribution: 'uniform', low: 0.1, high: 0.30000000000000004 },
      glimpses: { distribution: 'integer', low: 2, high: 8 },
    },
  });
  const trials = newTrials(1);
  const params = { std: 5e-324, scale: 1, a: 1.7976931348623157e308 };
  const study = await createStudy(store, { spec, trials: trials.map((trial) => ({ ...trial, params })) });
  const found = await findStudy(store, study.id);
  expect(JSON.stringify(found?.spec)).toBe(JSON.stringify(spec));
  const detail = await readTrial(reader, study.id, 0);
  expect(JSON.stringify(detail?.params)).toBe(JSON.stringify(params));
  expect(JSON.stringify(detail?.config)).toBe(JSON.stringify(trials[0]?.config));
});

test('a second study of the same name is refused, and leaves no trials', async () => {
  const { store, reader } = fixture;
  const study = await makeStudy(store);
  await expect(createStudy(store, { spec: study.spec, trials: newTrials(3) })).rejects.toThrow(
    StudyExistsError,
  );
  await expect(createStudy(store, { spec: study.spec, trials: [] })).rejects.toThrow(
    `"${study.name}" exists already`,
  );
  expect(await findStudySummary(reader, study.name)).toMatchObject({ id: study.id, trials: 3 });
});

test('of two that create the same study at once, one wins', async () => {
  const { store } = fixture;
  const spec = studySpec();
  const create = () => createStudy(store, { spec, trials: newTrials(20) });
  const outcomes = await Promise.allSettled([create(), create(), create()]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('trials are added once, however often they are added', async () => {
  const { store } = fixture;
  const study = await makeStudy(store, { trials: 3 });
  expect(await addTrials(store, study.id, newTrials(4, { from: 1 }))).toBe(2);
  expect(await addTrials(store, study.id, newTrials(4, { from: 1 }))).toBe(0);
  const waiting = await waitingTrials(store, study.id, { limit: 100 });
  expect(waiting.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4]);
  const others = await waitingTrials(store, study.id, { limit: 2, except: [0, 2, 9] });
  expect(others.map(({ number }) => number)).toEqual([1, 3]);
});

test('the search of a study stays as it is while a finalist changes from state to state', async () => {
  const { store, reader } = fixture;
  const study = await makeStudy(store, { trials: 6, finalists: { top: 1, seeds: 1, controls: [] } });
  const finalist = newTrials(1, { from: 6 }).map((trial) => ({
    ...trial,
    phase: 'finalist' as const,
    repeats: 0,
  }));
  await addTrials(store, study.id, finalist, 'finalist');
  const looking = new AbortController();
  const changing = (async () => {
    for (let turn = 0; !looking.signal.aborted; turn++) {
      const state = turn % 2 === 0 ? 'complete' : 'waiting';
      await store.query((db) =>
        db.execute(
          sql`update ram_sweep.trials set state = ${state} where study_id = ${study.id} and number = 6`,
        ),
      );
    }
  })();
  const searches = new Set<string>();
  for (let look = 0; look < 200; look++) {
    const summary = await findStudySummary(reader, study.id);
    searches.add(JSON.stringify(summary?.phases.search));
  }
  looking.abort();
  await changing;
  expect([...searches]).toEqual([expect.stringContaining('"trials":6,"over":0,')]);
});

test('adding to a study that is not there is an error that names it', async () => {
  await expect(addTrials(fixture.store, NOBODY, newTrials(1))).rejects.toThrow(NotFoundError);
  await expect(addTrials(fixture.store, NOBODY, newTrials(1))).rejects.toThrow(NOBODY);
});

test('a study is found by name or id, and not otherwise', async () => {
  const { store } = fixture;
  const study = await makeStudy(store);
  expect(await findStudy(store, study.name)).toEqual(study);
  expect(await findStudy(store, study.id.toUpperCase())).toEqual(study);
  expect(await findStudy(store, 'no-such-study')).toBeNull();
  expect(await findStudy(store, NOBODY)).toBeNull();
});

test('an id goes before a name that looks like one', async () => {
  const { store, reader } = fixture;
  const study = await makeStudy(store);
  const imitator = await createStudy(store, { spec: studySpec({ name: study.id }), trials: [] });
  expect(await findStudy(store, study.id)).toEqual(study);
  expect((await findStudySummary(reader, study.id))?.id).toBe(study.id);
  expect((await findStudy(store, imitator.id))?.name).toBe(study.id);
});

test('without a name the newest study is meant', async () => {
  const { store, reader } = fixture;
  await makeStudy(store);
  const newest = await makeStudy(store);
  expect((await findStudySummary(reader))?.id).toBe(newest.id);
  expect((await listStudies(reader).next()).value).toMatchObject({ id: newest.id });
});

test('a change of state is told once', async () => {
  const { store, reader } = fixture;
  const study = await makeStudy(store);
  await setStudyState(store, { study: study.id, state: 'stopped' });
  await setStudyState(store, { study: study.id, state: 'stopped' });
  expect((await findStudy(store, study.id))?.state).toBe('stopped');
  const lines = await readActivity(reader, study.id, { limit: 10 });
  expect(lines.map(({ message }) => message)).toEqual([
    `study ${study.name} created with 3 trials`,
    'study stopped',
  ]);
  await expect(setStudyState(store, { study: NOBODY, state: 'active' })).rejects.toThrow(NotFoundError);
});
