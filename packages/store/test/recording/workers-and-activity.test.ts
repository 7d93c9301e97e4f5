import { PROTOCOL_VERSION, type Heartbeat } from '@ram-sweep/protocol';
import { endWorkerRuns, recordEvents, recordWorkers } from '@ram-sweep/store';
import {
  findStudySummary,
  openReader,
  readActivity,
  readAttempts,
  readPresentWorkers,
  readRecentAttempts,
  readWorkers,
} from '@ram-sweep/store/read';
import { sql } from 'drizzle-orm';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { makeStudy, startAttempt, useStore } from '../fixture.js';

const fixture = useStore();

/** Makes it so that a worker was seen so many seconds later. */
const shiftLastSeen = (id: string, seconds: number) =>
  fixture.store.query((db) =>
    db.execute(sql`
      update ram_sweep.workers set last_seen_at = last_seen_at + make_interval(secs => ${seconds})
      where id = ${id}`),
  );

describe('workers', () => {
  const heartbeat: Omit<Heartbeat, 'worker'> = {
    version: PROTOCOL_VERSION,
    host: 'node-1',
    pid: 4242,
    engine: 'onnx',
    device: 'CPU, 1 thread',
    slots: 2,
    state: 'ready',
    startedAt: '2026-01-01T00:00:00Z',
    at: '2026-01-01T00:00:00Z',
    runs: [],
  };

  test('are seen by the clock of the database', async () => {
    await recordWorkers(fixture.store, [
      { ...heartbeat, worker: 'seen-now' },
      { ...heartbeat, worker: 'seen-before' },
    ]);
    await shiftLastSeen('seen-before', -100);
    const all = await readWorkers(fixture.reader);
    const ageOf = (id: string) => all.find((worker) => worker.id === id)?.secondsAgo;
    expect(ageOf('seen-now')).toBeLessThan(60);
    expect(ageOf('seen-before')).toBeGreaterThanOrEqual(100);
    const recent = await readWorkers(fixture.reader, { seenWithinSeconds: 60 });
    expect(recent.map(({ id }) => id)).toContain('seen-now');
    expect(recent.map(({ id }) => id)).not.toContain('seen-before');
  });

  test('lend their slots to what is read of their attempts, once they were heard', async () => {
    const study = await makeStudy(fixture.store);
    await startAttempt(fixture.store, study, 0, 'with-slots');
    const slots = async () => [
      (await readAttempts(fixture.reader, study.id))[0]?.slots,
      (await readRecentAttempts(fixture.reader, study.id, { since: new Date(0), limit: 1 }))[0]?.slots,
    ];
    expect(await slots()).toEqual([null, null]);
    await recordWorkers(fixture.store, [{ ...heartbeat, worker: 'with-slots' }]);
    expect(await slots()).toEqual([2, 2]);
  });

  test('keep the heartbeat that was heard last', async () => {
    const ordered = { ...heartbeat, worker: 'ordered' };
    await recordWorkers(fixture.store, [
      { ...ordered, slots: 1 },
      { ...ordered, slots: 2 },
    ]);
    await recordWorkers(fixture.store, [{ ...ordered, slots: 3 }]);
    await shiftLastSeen('ordered', 100);
    await recordWorkers(fixture.store, [{ ...ordered, slots: 4 }]);
    const [worker] = (await readWorkers(fixture.reader)).filter(({ id }) => id === 'ordered');
    expect(worker).toMatchObject({
      slots: 3,
      host: 'node-1',
      pid: 4242,
      startedAt: new Date('2026-01-01T00:00:00Z'),
    });
  });

  test('are read with the trials that they train', async () => {
    const study = await makeStudy(fixture.store);
    const run = {
      study: study.id,
      trial: 0,
      attempt: 1,
      epoch: 3,
      epochs: 10,
      step: 5,
      steps: 400,
      stepsPerSecond: 12.5,
    };
    await recordWorkers(fixture.store, [
      { ...heartbeat, worker: 'busy', runs: [run], device: 'NUL \0' },
      { ...heartbeat, worker: 'idle' },
    ]);
    const runs = (await readWorkers(fixture.reader)).filter((worker) => worker.runs.length > 0);
    expect(runs).toMatchObject([{ id: 'busy', runs: [run], device: 'NUL \uFFFD' }]);
  });

  test('are there until they have left, were reported ended, or fell silent; those that leave have the slots in use', async () => {
    const study = await makeStudy(fixture.store);
    const run = { study: study.id, trial: 0, attempt: 1, epoch: 3, epochs: 10, step: 5, steps: 400 };
    const runs = [{ ...run, stepsPerSecond: 12.5 }];
    const state = 'draining' as const;
    await recordWorkers(fixture.store, [
      { ...heartbeat, worker: 'there-idle' },
      { ...heartbeat, worker: 'there-leaving', runs, state },
      { ...heartbeat, worker: 'there-left', state },
      { ...heartbeat, worker: 'there-ended', runs },
      { ...heartbeat, worker: 'there-silent' },
      { ...heartbeat, worker: 'there-silent-busy', runs },
      { ...heartbeat, worker: 'there-gone', runs },
    ]);
    await endWorkerRuns(fixture.store, 'there-ended');
    await shiftLastSeen('there-idle', 100);
    await shiftLastSeen('there-leaving', 100);
    await shiftLastSeen('there-silent', -10);
    await shiftLastSeen('there-silent-busy', -10);
    await shiftLastSeen('there-gone', -100);
    const present = (await readPresentWorkers(fixture.reader)).filter(({ id }) => id.startsWith('there-'));
    expect(present.map(({ id, slots }) => [id, slots])).toEqual([
      ['there-idle', 2],
      ['there-leaving', 1],
      ['there-silent-busy', 2],
    ]);
  });

  test('may be many, or none', async () => {
    await recordWorkers(fixture.store, []);
    await recordWorkers(
      fixture.store,
      Array.from({ length: 2500 }, (_, index) => ({ ...heartbeat, worker: `crowd-${index}` })),
    );
    expect((await readWorkers(fixture.reader)).filter(({ id }) => id.startsWith('crowd-'))).toHaveLength(
      2500,
    );
  });
});

describe('activity', () => {
  test('is read from its end, or on from a row', async () => {
    const study = await makeStudy(fixture.store);
    const attempt = await startAttempt(fixture.store, study, 1);
    for (const message of ['a', 'b', 'c', 'd'])
      await recordEvents(fixture.store, study.id, [attempt.notice(message)]);
    const messages = async (options: { limit: number; after?: number }) =>
      (await readActivity(fixture.reader, study.id, options)).map(({ message }) => message);
    expect(await messages({ limit: 2 })).toEqual(['trial 1: c', 'trial 1: d']);
    const [row] = await readActivity(fixture.reader, study.id, { limit: 3 });
    expect(row).toMatchObject({ kind: 'notice', message: 'trial 1: b', trial: 1, at: expect.any(Date) });
    const after = row?.id ?? 0;
    expect(await messages({ limit: 1, after })).toEqual(['trial 1: c']);
    expect(await messages({ limit: 9, after })).toEqual(['trial 1: c', 'trial 1: d']);
  });

  test('loses no row between two readings, however many write at once', async () => {
    const study = await makeStudy(fixture.store, { trials: 40 });
    const writing = Promise.all(
      Array.from({ length: 40 }, (_, trial) => startAttempt(fixture.store, study, trial)),
    );
    const seen: number[] = [];
    while (seen.length < 41) {
      const rows = await readActivity(fixture.reader, study.id, { limit: 3, after: seen.at(-1) ?? 0 });
      seen.push(...rows.map(({ id }) => id));
    }
    await writing;
    expect(seen).toEqual(Array.from({ length: 41 }, (_, index) => index + 1));
  });

  test('keeps the newest 10,000 rows of a study, and leaves other studies alone', async () => {
    const [study, other] = [await makeStudy(fixture.store, { trials: 1 }), await makeStudy(fixture.store)];
    const attempt = await startAttempt(fixture.store, study, 0);
    for (let batch = 0; batch < 3; batch += 1) {
      await recordEvents(
        fixture.store,
        study.id,
        Array.from({ length: 4000 }, (_, index) => attempt.notice(`${batch * 4000 + index}`)),
      );
    }
    // 12,002 rows were written: the creation, the start, and 12,000 notices.
    const rows = await readActivity(fixture.reader, study.id, { limit: 100_000 });
    expect(rows).toHaveLength(10_000);
    expect([rows[0]?.id, rows.at(-1)?.id]).toEqual([2003, 12_002]);
    expect(await readActivity(fixture.reader, other.id, { limit: 10 })).toHaveLength(1);
  });
});

describe('a reader', () => {
  test.each(['owner', 'reader'])('cannot write, connected as the %s', async (role) => {
    const { url, readerUrl } = fixture;
    const study = await makeStudy(fixture.store);
    await using reader = await openReader({ url: role === 'owner' ? url : readerUrl });
    const write = (statement: string) => reader.query((db) => db.execute(sql.raw(statement)));
    await expect(write(`update ram_sweep.trials set attempt = 9`)).rejects.toMatchObject({
      cause: { code: '25006' },
    });
    await expect(write(`delete from ram_sweep.studies`)).rejects.toMatchObject({ cause: { code: '25006' } });
    await expect(write(`create table ram_sweep.mine (id int)`)).rejects.toMatchObject({
      cause: { code: '25006' },
    });
    expect(await findStudySummary(reader, study.id)).toMatchObject({ trials: 3 });
  });

  test('cannot be talked out of it by its URL', async () => {
    await using reader = await openReader({
      url: `${fixture.url}?options=-c%20default_transaction_read_only%3Doff`,
    });
    await expect(reader.query((db) => db.execute(sql`delete from ram_sweep.studies`))).rejects.toMatchObject({
      cause: { code: '25006' },
    });
  });

  test('has the options of the environment as well, where its URL leaves them open', async () => {
    vi.stubEnv('PGOPTIONS', '-c geqo=off -c default_transaction_read_only=off');
    onTestFinished(() => void vi.unstubAllEnvs());
    await using reader = await openReader({ url: fixture.url });
    const valueOf = async (name: string) => {
      const asked = sql`select current_setting(${name}) as value`;
      return (await reader.query((db) => db.execute<{ value: string }>(asked))).rows[0]?.value;
    };
    expect([await valueOf('geqo'), await valueOf('default_transaction_read_only')]).toEqual(['off', 'on']);
  });
});
