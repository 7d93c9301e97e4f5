import type { NotificationContent, NotificationKind } from '@ram-sweep/protocol';
import {
  noteStall,
  recordEvents,
  registerTargets,
  requeueTrial,
  setStudyState,
  settleDelivered,
  takeNotification,
  timeOutTrials,
  type Study,
} from '@ram-sweep/store';
import { readActivity, readTrial } from '@ram-sweep/store/read';
import { askPostgres } from '@ram-sweep/testkit';
import { describe, expect, test } from 'vitest';
import { claimTrial, startAttempt, useStore } from '../fixture.js';
import { fail, finish, studyWith, target } from './notified-study.js';

const fixture = useStore();

interface Row {
  readonly target: string;
  readonly number: string;
  readonly kind: NotificationKind;
  readonly details: NotificationContent['details'];
  readonly attempts: number;
  readonly held: number;
  readonly due: string;
}

type Failures = Extract<NotificationContent, { kind: 'failure' }>['details'];

/** What is in the outbox of a study, oldest first. `held`: seconds from its event until it is due. */
const outbox = ({ id }: Study): Promise<Row[]> =>
  askPostgres<Row>(
    fixture.url,
    `select target, number, kind, details, attempts, 
       extract(epoch from due_at - at)::integer as held, due_at::text as due
     from ram_sweep.notifications where study_id = '${id}' order by target, number`,
  );

const contents = async (study: Study) =>
  (await outbox(study)).map(({ kind, details }) => ({ kind, details }));

/** Trains an epoch to this validation error. */
async function trainEpoch(study: Study, trial: number, validationError: number): Promise<void> {
  const events = await startAttempt(fixture.store, study, trial);
  await recordEvents(fixture.store, study.id, [events.epoch(1, { validationError })]);
}

/** While `work` runs, transactions that put something into the study's outbox fail as they commit. */
async function withoutCommits({ id }: Study, work: () => Promise<void>): Promise<void> {
  await askPostgres(
    fixture.url,
    `create function refuse() returns trigger language plpgsql as $$ begin raise 'no commit'; end $$;
     create constraint trigger refuse after insert on ram_sweep.notifications deferrable initially deferred
       for each row when (new.study_id = '${id}') execute function refuse()`,
  );
  await work();
  await askPostgres(fixture.url, 'drop trigger refuse on ram_sweep.notifications; drop function refuse');
}

describe('the outbox', () => {
  test('has nothing while there is no target', async () => {
    const study = await studyWith(fixture.store, []);
    await trainEpoch(study, 0, 0.5);
    await fail(fixture.store, study, 1);
    await finish(fixture.store, study);
    expect(await outbox(study)).toEqual([]);
  });

  test('has a row for each target that wants the event, numbered alike', async () => {
    const study = await studyWith(fixture.store, [
      target('a'),
      target('b'),
      target('c', { wants: ['best'] }),
    ]);
    await finish(fixture.store, study);
    expect(await outbox(study)).toMatchObject([
      { target: 'a', number: '1', kind: 'end' },
      { target: 'b', number: '1', kind: 'end' },
    ]);
  });

  test('has an end without a result for targets that want failures, once', async () => {
    const study = await studyWith(fixture.store, [
      target('both'),
      target('some', { wants: ['failure'] }),
      target('none', { wants: ['best'] }),
    ]);
    await finish(fixture.store, study, 'failed');
    expect((await outbox(study)).map((row) => row.target)).toEqual(['both', 'some']);
  });

  test('is written with what it reports, or neither is', async () => {
    const study = await studyWith(fixture.store, [target('a')]);
    const events = await startAttempt(fixture.store, study, 0);
    const failed = [events.failed({ retryable: false })];
    await withoutCommits(study, async () => {
      await expect(recordEvents(fixture.store, study.id, failed)).rejects.toThrow('no commit');
    });
    expect(await outbox(study)).toEqual([]);
    expect((await readTrial(fixture.reader, study.id, 0))?.state).toBe('running');
    await recordEvents(fixture.store, study.id, failed);
    expect(await contents(study)).toMatchObject([{ kind: 'failure' }]);
    expect((await readTrial(fixture.reader, study.id, 0))?.state).toBe('failed');
  });

  test('has an event once, however often it is recorded', async () => {
    const study = await studyWith(fixture.store, [target('a')]);
    const events = await startAttempt(fixture.store, study, 0);
    const failed = [events.failed({ retryable: false })];
    await recordEvents(fixture.store, study.id, failed);
    await recordEvents(fixture.store, study.id, failed);
    expect(await contents(study)).toMatchObject([{ kind: 'failure', details: { count: 1 } }]);
  });

  test('is not for targets that were left out since, and is again once they are back', async () => {
    const study = await studyWith(fixture.store, [target('a')]);
    await fail(fixture.store, study, 0);
    await registerTargets(fixture.store, study.id, [target('b')]);
    await fail(fixture.store, study, 1);
    expect((await outbox(study)).map((row) => [row.target, row.details])).toMatchObject([
      ['a', { count: 1, trials: [{ trial: 0 }] }],
      ['b', { count: 1, trials: [{ trial: 1 }] }],
    ]);
    await registerTargets(fixture.store, study.id, [target('a')]);
    await finish(fixture.store, study);
    expect((await outbox(study)).map((row) => `${row.target} ${row.kind}`)).toEqual([
      'a failure',
      'a end',
      'b failure',
    ]);
  });
});

describe('a new best', () => {
  test('is the smallest validation error of the search so far, and nothing else is', async () => {
    const study = await studyWith(fixture.store, [target('a')]);
    for (const [trial, error] of [0.5, 0.6, 0.5].entries()) await trainEpoch(study, trial, error);
    expect(await contents(study)).toEqual([
      { kind: 'best', details: { trial: 0, epoch: 1, validationError: 0.5, before: null } },
    ]);
  });

  test('is held, and becomes one with those that follow meanwhile', async () => {
    const study = await studyWith(fixture.store, [target('a', { bestEvery: 600 })]);
    for (const [trial, error] of [0.5, 0.4, 0.3].entries()) await trainEpoch(study, trial, error);
    expect(await outbox(study)).toMatchObject([
      { number: '1', details: { trial: 2, validationError: 0.3, before: null }, attempts: 0 },
    ]);
    expect(await takeNotification(fixture.store, study.id, { target: 'a' })).toBeNull();
  });

  test('that was sent is not changed any more', async () => {
    const study = await studyWith(fixture.store, [target('a')]);
    await trainEpoch(study, 0, 0.5);
    const taken = await takeNotification(fixture.store, study.id, { target: 'a' });
    await trainEpoch(study, 1, 0.4);
    await trainEpoch(study, 2, 0.3);
    const again = await takeNotification(fixture.store, study.id, { target: 'a' });
    expect(again).toEqual({ ...taken, attempts: 2 });
    expect(await contents(study)).toMatchObject([
      { details: { validationError: 0.5 } },
      { details: { validationError: 0.3, before: 0.5 } },
    ]);
  });

  test('that waits is left out where the end follows, which says what the best is', async () => {
    const study = await studyWith(fixture.store, [target('a', { bestEvery: 600 })]);
    await trainEpoch(study, 0, 0.5);
    await finish(fixture.store, study);
    expect((await contents(study)).map(({ kind }) => kind)).toEqual(['end']);
  });
});

describe('a failure', () => {
  test('is reported with its class and message, but not if the trial is tried again', async () => {
    const study = await studyWith(fixture.store, [target('a')], { retries: 1 });
    const first = await startAttempt(fixture.store, study, 0);
    await recordEvents(fixture.store, study.id, [first.failed({ class: 'hung' })]);
    expect(await outbox(study)).toEqual([]);
    const second = await startAttempt(fixture.store, study, 0);
    await recordEvents(fixture.store, study.id, [second.failed({ class: 'hung', message: 'no step' })]);
    expect(await contents(study)).toEqual([
      { kind: 'failure', details: { count: 1, trials: [{ trial: 0, class: 'hung', message: 'no step' }] } },
    ]);
  });

  test('is collected with others: for twice as long each time, an hour at most', async () => {
    const study = await studyWith(fixture.store, [target('a', { failureEvery: 60 })], { trials: 30 });
    const held: number[] = [];
    for (let message = 0; message < 8; message += 1) {
      await fail(fixture.store, study, 2 * message);
      held.push((await outbox(study))[0]!.held);
      await fail(fixture.store, study, 2 * message + 1);
      expect(await contents(study)).toMatchObject([{ details: { count: 2 } }]);
      const taken = await takeNotification(fixture.store, study.id, { target: 'a', isHeldToo: true });
      await settleDelivered(fixture.store, { study: study.id, target: 'a' }, taken!.number);
    }
    expect(held).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600]);
  });

  test('names ten trials, and counts the others', async () => {
    const study = await studyWith(fixture.store, [target('a', { failureEvery: 60 })], { trials: 12 });
    for (let trial = 0; trial < 12; trial += 1) await fail(fixture.store, study, trial, 'x'.repeat(3_000));
    const [only] = await outbox(study);
    const { count, trials } = only!.details as Failures;
    expect({ count, named: trials.length, longest: trials[0]!.message.length }).toEqual({
      count: 12,
      named: 10,
      longest: 500,
    });
  });

  test('is also that of a trial that takes down its workers, and of one that runs out of time', async () => {
    const study = await studyWith(fixture.store, [target('a')]);
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await claimTrial(fixture.store, { study: study.id, trial: 0, worker: 'w' });
      await requeueTrial(fixture.store, { study: study.id, trial: 0, attempt, reason: 'gone', counts: true });
    }
    await claimTrial(fixture.store, { study: study.id, trial: 1, worker: 'w' });
    await timeOutTrials(fixture.store, study.id, 0);
    expect(await contents(study)).toMatchObject([
      {
        details: {
          count: 2,
          trials: [
            { trial: 0, class: 'worker-lost' },
            { trial: 1, class: 'timed-out' },
          ],
        },
      },
    ]);
  });

  test('that is due sooner takes along what is held before it', async () => {
    const study = await studyWith(fixture.store, [target('a', { bestEvery: 600, failureEvery: 60 })]);
    await trainEpoch(study, 0, 0.5);
    await fail(fixture.store, study, 1);
    const [best, failure] = await outbox(study);
    expect(best).toMatchObject({ kind: 'best', due: failure!.due });
    expect(failure).toMatchObject({ kind: 'failure', held: 60 });
  });
});

describe('a stall', () => {
  const stall = { minutes: 30, running: 2, workers: 0 };

  test('is reported once, until an epoch is recorded', async () => {
    const study = await studyWith(fixture.store, [target('a', { wants: ['stall'] })]);
    expect(await noteStall(fixture.store, study.id, stall)).toBe(true);
    expect(await noteStall(fixture.store, study.id, stall)).toBe(false);
    await trainEpoch(study, 0, 0.5);
    expect(await noteStall(fixture.store, study.id, stall)).toBe(true);
    expect(await contents(study)).toEqual([
      { kind: 'stall', details: stall },
      { kind: 'stall', details: stall },
    ]);
    const activity = await readActivity(fixture.reader, study.id, { limit: 10 });
    expect(activity.map(({ message }) => message)).toContain(
      'no epoch was recorded for 30 minutes; 2 running trials, 0 workers',
    );
  });

  test('is none in a study that is paused', async () => {
    const study = await studyWith(fixture.store, [target('a')]);
    await setStudyState(fixture.store, { study: study.id, state: 'paused' });
    expect(await noteStall(fixture.store, study.id, stall)).toBe(false);
  });
});
