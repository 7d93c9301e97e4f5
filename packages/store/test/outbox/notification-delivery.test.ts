import {
  giveUpNotifications,
  setStudyState,
  settleDelivered,
  takeNotification,
  type Study,
} from '@ram-sweep/store';
import { readActivity, readNotificationTargets } from '@ram-sweep/store/read';
import { askPostgres } from '@ram-sweep/testkit';
import { describe, expect, test } from 'vitest';
import { useStore } from '../fixture.js';
import { endOf, fail, finish, studyWith, target } from './notified-study.js';

const fixture = useStore();

const place = ({ id }: Study) => ({ study: id, target: 'a' });

/** A stop and an end, both of which wait. */
async function withTwo(): Promise<Study> {
  const study = await studyWith(fixture.store, [target('a')]);
  const notification = { kind: 'stop', details: {} } as const;
  await setStudyState(fixture.store, { study: study.id, state: 'stopped', notification });
  await finish(fixture.store, study);
  return study;
}
const take = (study: Study) => takeNotification(fixture.store, study.id, { target: 'a' });
const standing = async ({ id }: Study) => {
  const all = await readNotificationTargets(fixture.reader);
  const { active, delivered, givenUp, waiting } = all.find(({ studyId }) => studyId === id)!;
  return { active, delivered, givenUp, waiting };
};

describe('delivery', () => {
  test('begins with the oldest, which stays first until it is settled', async () => {
    const study = await withTwo();
    expect(await take(study)).toMatchObject({ number: 1, attempts: 1, content: { kind: 'stop' } });
    expect(await take(study)).toMatchObject({ number: 1, attempts: 2 });
    await settleDelivered(fixture.store, place(study), 1);
    expect(await take(study)).toMatchObject({ number: 2, attempts: 1, content: endOf('complete') });
    expect(await standing(study)).toEqual({ active: true, delivered: 1, givenUp: 0, waiting: 1 });
  });

  test('that is given up is said in the activity', async () => {
    const study = await withTwo();
    const given = { which: { number: 1 }, reason: 'status 400' };
    expect(await giveUpNotifications(fixture.store, place(study), given)).toBe(1);
    expect(await standing(study)).toEqual({ active: true, delivered: 0, givenUp: 1, waiting: 1 });
    const [last] = (await readActivity(fixture.reader, study.id, { limit: 1 })).slice(-1);
    expect(last).toMatchObject({ kind: 'notification', message: '1 notification to a given up: status 400' });
  });

  test('gives up what is too old, and keeps the rest', async () => {
    const study = await withTwo();
    await askPostgres(
      fixture.url,
      `update ram_sweep.notifications set at = at - interval '25 hours' where study_id = '${study.id}' and number = 1`,
    );
    const given = { which: { olderThanHours: 24 }, reason: 'too late' };
    expect(await giveUpNotifications(fixture.store, place(study), given)).toBe(1);
    expect(await take(study)).toMatchObject({ number: 2 });
  });

  test('to a receiver that wants no more ends, also for what is yet to come', async () => {
    const study = await withTwo();
    await giveUpNotifications(fixture.store, place(study), { which: 'all', reason: 'status 410' });
    await fail(fixture.store, study, 0);
    expect(await standing(study)).toEqual({ active: false, delivered: 0, givenUp: 2, waiting: 0 });
  });
});
