import { randomUUID } from 'node:crypto';
import { PROTOCOL_VERSION, type Heartbeat, type WorkerRun } from '@ram-sweep/protocol';
import {
  addDrivenTime,
  endStudyRuns,
  endWorkerRuns,
  lockStudy,
  recordEvents,
  recordWorkers,
  setStudyState,
  type Study,
} from '@ram-sweep/store';
import { findStudySummary, isDrivenBy, listStudies, readRunStart, readWorkers } from '@ram-sweep/store/read';
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { makeStudy, startAttempt, useStore } from '../fixture.js';

const fixture = useStore();

/** A study that has not shown a sign of life for ten minutes. */
async function silentStudy(): Promise<Study> {
  const study = await makeStudy(fixture.store);
  await fixture.store.query((db) =>
    db.execute(sql`
      with older as (
        update ram_sweep.studies set created_at = created_at - interval '10 minutes' where id = ${study.id}
      )
      update ram_sweep.activity set at = at - interval '10 minutes' where study_id = ${study.id}`),
  );
  return study;
}

async function isDriven({ id }: Study): Promise<boolean> {
  const found = await findStudySummary(fixture.reader, id);
  return found!.driven;
}

async function runsOf(worker: string) {
  const found = (await readWorkers(fixture.reader)).find(({ id }) => id === worker);
  return { state: found?.state, studies: found?.runs.map(({ study }) => study) };
}

const heartbeat = (
  worker: string,
  studies: readonly Study[],
  startedAt = '2026-01-01T00:00:00Z',
): Heartbeat => ({
  version: PROTOCOL_VERSION,
  worker,
  host: 'node-1',
  pid: 4242,
  engine: 'onnx',
  device: 'CPU, 1 thread',
  slots: 2,
  state: 'ready',
  startedAt,
  at: '2026-01-01T00:00:00Z',
  runs: studies.map(({ id }): WorkerRun => ({
    study: id,
    trial: 1,
    attempt: 1,
    epoch: 1,
    epochs: 3,
    step: 2,
    steps: 3,
    stepsPerSecond: 4,
  })),
});

describe('a study is driven', () => {
  test('while a coordinator holds its lock, as readers see too; a lock of another study does not count', async () => {
    const [study, other] = [await silentStudy(), await silentStudy()];
    expect(await isDriven(study)).toBe(false);
    const lock = await lockStudy(fixture.store, study.id);
    expect(await findStudySummary(fixture.reader, study.id)).toMatchObject({
      hasCoordinator: true,
      driven: true,
    });
    expect(await isDriven(other)).toBe(false);
    const driven = [];
    for await (const listed of listStudies(fixture.reader)) if (listed.driven) driven.push(listed.id);
    expect(driven).toContain(study.id);
    await lock!.release();
    await expect.poll(() => isDriven(study)).toBe(false);
  });

  test('by the launch whose mark the lock has, once it is active', async () => {
    const study = await silentStudy();
    const [ours, other] = [randomUUID(), randomUUID()];
    const lock = await lockStudy(fixture.store, study.id, ours);
    expect(await isDrivenBy(fixture.reader, study.id, ours)).toBe(true);
    expect(await isDrivenBy(fixture.reader, study.id, other)).toBe(false);
    expect(await lockStudy(fixture.store, study.id, other)).toBeNull();
    expect(await isDrivenBy(fixture.reader, study.id, other)).toBe(false);
    await setStudyState(fixture.store, { study: study.id, state: 'stopped' });
    expect(await isDrivenBy(fixture.reader, study.id, ours)).toBe(false);
    await setStudyState(fixture.store, { study: study.id, state: 'active' });
    await lock!.release();
    await expect.poll(() => isDrivenBy(fixture.reader, study.id, ours)).toBe(false);
  });

  test('for a minute after it was created, was resumed, or was recorded to train', async () => {
    expect(await isDriven(await makeStudy(fixture.store))).toBe(true);
    const resumed = await silentStudy();
    await setStudyState(fixture.store, { study: resumed.id, state: 'stopped' });
    expect(await isDriven(resumed)).toBe(true);
    const trained = await silentStudy();
    await recordWorkers(fixture.store, [heartbeat('trains', [trained])]);
    expect(await isDriven(trained)).toBe(true);
    await fixture.store.query((db) =>
      db.execute(sql`update ram_sweep.workers set last_seen_at = last_seen_at - interval '61 seconds'`),
    );
    expect(await isDriven(trained)).toBe(false);
  });
});

describe('what workers are recorded to train', () => {
  test('is nothing once the worker is gone', async () => {
    const study = await makeStudy(fixture.store);
    await recordWorkers(fixture.store, [heartbeat('gone', [study]), heartbeat('there', [study])]);
    await endWorkerRuns(fixture.store, 'gone');
    expect(await runsOf('gone')).toEqual({ state: 'draining', studies: [] });
    expect(await runsOf('there')).toEqual({ state: 'ready', studies: [study.id] });
  });

  test('is nothing of a study whose sweep has ended, and still all of another', async () => {
    const [ended, other] = [await makeStudy(fixture.store), await makeStudy(fixture.store)];
    await recordWorkers(fixture.store, [heartbeat('both', [ended, other]), heartbeat('one', [ended])]);
    await endStudyRuns(fixture.store, ended.id);
    expect(await runsOf('both')).toEqual({ state: 'ready', studies: [other.id] });
    expect(await runsOf('one')).toEqual({ state: 'ready', studies: [] });
  });
});

async function train(study: Study, trial: number, ...epochs: number[]): Promise<void> {
  const attempt = await startAttempt(fixture.store, study, trial);
  await recordEvents(
    fixture.store,
    study.id,
    epochs.map((epoch) => attempt.epoch(epoch)),
  );
}

const startOf = (study: Study) => readRunStart(fixture.reader, study.id);

/** A day of driving and two epochs, recorded ten minutes ago. */
async function earlierRun(): Promise<Study> {
  const study = await makeStudy(fixture.store);
  await train(study, 0, 1, 2);
  await addDrivenTime(fixture.store, study.id, 86_400);
  await fixture.store.query((db) =>
    db.execute(sql`
      with older as (
        update ram_sweep.studies set first_started_at = first_started_at - interval '10 minutes'
        where id = ${study.id}
      )
      update ram_sweep.epochs set recorded_at = recorded_at - interval '10 minutes' where study_id = ${study.id}`),
  );
  return study;
}

describe('the present run of a study', () => {
  test('has none before a trial has started, and nothing before the first run', async () => {
    const study = await makeStudy(fixture.store);
    expect(await startOf(study)).toBeNull();
    await train(study, 0, 1);
    expect(await startOf(study)).toEqual({ seconds: 0, epochs: 0 });
  });

  test('begins where the study was made active again', async () => {
    const study = await earlierRun();
    await setStudyState(fixture.store, { study: study.id, state: 'stopped' });
    await setStudyState(fixture.store, { study: study.id, state: 'active' });
    await train(study, 1, 1);
    const start = await startOf(study);
    expect(start?.epochs).toBe(2);
    // What has gone by since then is less than the ten minutes since the first trial started.
    expect(start?.seconds).toBeGreaterThan(86_400 - 600);
  });

  test('begins with the workers that train it where its machine went down', async () => {
    const study = await earlierRun();
    await recordWorkers(fixture.store, [heartbeat('new', [study], new Date().toISOString())]);
    await train(study, 1, 1);
    const start = await startOf(study);
    expect(start?.epochs).toBe(2);
    expect(start?.seconds).toBeGreaterThan(86_400 - 600);
  });
});
