import { studySpecSchema, type NotificationContent } from '@ram-sweep/protocol';
import { Courier, targetsToRegister } from '@ram-sweep/notify';
import {
  createStudy,
  openStore,
  registerTargets,
  setStudyState,
  type Store,
  type Study,
} from '@ram-sweep/store';
import { readActivity, readNotificationTargets } from '@ram-sweep/store/read';
import { askPostgres, newTestDatabase, startTestReceiver, type TestReceiver } from '@ram-sweep/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import type { NotificationEvent } from '../src/event.js';
import { pauseAfter } from '../src/delivery/pause-after.js';
import type { NamedTarget } from '../src/settings/notify-settings.js';
import { targetSchema } from '../src/settings/target.js';

let url: string;
let store: Store;
let receiver: TestReceiver;
let study: Study;
let warnings: string[];
let couriers: Courier[];
let studies = 0;

beforeAll(async () => {
  ({ url } = await newTestDatabase());
  store = await openStore({ url });
});
afterAll(() => store?.close());
beforeEach(async () => {
  receiver = await startTestReceiver();
  [warnings, couriers] = [[], []];
  const spec = studySpecSchema.parse({ name: `notified-${(studies += 1)}`, dataset: { name: 'glyphs' } });
  study = await createStudy(store, { spec, trials: [] });
});
afterEach(async () => {
  for (const courier of couriers) courier.abandon();
  await receiver[Symbol.asyncDispose]();
});

const hook = (name: string, path = `/${name}`): NamedTarget => ({
  name,
  target: targetSchema.parse({ kind: 'webhook', url: receiver.url + path, bestEveryMinutes: 60 }),
});

const QUICK = { patienceMs: 60_000, pollMs: 10, pauseAfter: () => 10 };

/** Begins to deliver. */
function start(targets: readonly NamedTarget[]): Courier {
  const log = { info: () => undefined, warn: (message: string) => void warnings.push(message) };
  const courier = new Courier({ store, study, targets, log, timing: QUICK });
  couriers.push(courier);
  return courier;
}

const register = (...targets: NamedTarget[]) => registerTargets(store, study.id, targetsToRegister(targets));

const stop = { kind: 'stop', details: {} } as const satisfies NotificationContent;

/** Something happens: the study is stopped. */
async function happen(): Promise<void> {
  for (const state of ['active', 'stopped'] as const)
    await setStudyState(store, {
      study: study.id,
      state,
      ...(state === 'stopped' ? { notification: stop } : {}),
    });
}

/** Numbers of the events that came to a path, in their order. */
const arrived = (path: string): number[] =>
  receiver.requests
    .filter((request) => request.path === path)
    .map(({ body }) => Number((body as NotificationEvent).id.split('.')[1]));

const standing = async (name: string) => {
  const rows = await readNotificationTargets(store);
  return rows.find(({ studyId, target }) => studyId === study.id && target === name)!;
};
const waiting = async (name: string): Promise<number> => (await standing(name)).waiting;

test('what waited before, and what comes, arrives once each and in its order', async () => {
  await register(hook('a'));
  await happen();
  await happen();
  start([hook('a')]);
  await happen();
  await expect.poll(() => arrived('/a')).toEqual([1, 2, 3]);
  await expect.poll(() => waiting('a')).toBe(0);
  expect(receiver.requests[0]?.body).toMatchObject({
    version: 1,
    id: `${study.id}.1`,
    kind: 'stop',
    study: { id: study.id, name: study.name },
    title: `study ${study.name} was stopped`,
  });
});

test('a receiver that was down gets all of it once it is up, in its order', async () => {
  await register(hook('a'));
  await receiver.stop();
  start([hook('a')]);
  for (let count = 0; count < 3; count += 1) await happen();
  await expect.poll(() => warnings).toEqual(['notifications to a do not arrive; retrying']);
  await receiver.restart();
  await expect.poll(() => arrived('/a')).toEqual([1, 2, 3]);
  await expect.poll(() => waiting('a')).toBe(0);
  expect(warnings).toHaveLength(1);
});

test('a receiver that fails for a while gets the same event again, and then the next', async () => {
  await register(hook('a'));
  receiver.answer({ status: 500 });
  start([hook('a')]);
  await happen();
  await happen();
  await expect.poll(() => arrived('/a').length).toBeGreaterThan(2);
  receiver.answer({ status: 200 });
  await expect.poll(() => arrived('/a').at(-1)).toBe(2);
  const [first, ...others] = receiver.requests.filter(
    ({ body }) => (body as NotificationEvent).id === `${study.id}.1`,
  );
  for (const { body } of others) expect(body).toEqual(first!.body);
});

test('a receiver that never answers keeps nobody waiting but itself', async () => {
  await using silent = await startTestReceiver();
  silent.answer('never');
  const mute: NamedTarget = {
    name: 'mute',
    target: targetSchema.parse({ kind: 'webhook', url: silent.url }),
  };
  await register(mute, hook('a'));
  start([mute, hook('a')]);
  await happen();
  await happen();
  await expect.poll(() => arrived('/a')).toEqual([1, 2]);
  expect(await waiting('mute')).toBe(2);
  expect(silent.requests).toHaveLength(1);
});

test('dozens of targets are no leak to Node', async () => {
  const hooks = Array.from({ length: 24 }, (_, index) => hook(`many-${index}`));
  await register(...hooks);
  receiver.answer('never');
  const said = warningsOfNode();
  const courier = start(hooks);
  await happen();
  await expect.poll(() => receiver.requests.length).toBe(hooks.length);
  await courier.finish(10);
  expect(said).toEqual([]);
});

/** What Node warns of until the test has ended. */
function warningsOfNode(): string[] {
  const said: string[] = [];
  const hear = ({ name }: Error): void => void said.push(name);
  process.on('warning', hear);
  onTestFinished(() => void process.off('warning', hear));
  return said;
}

test('at the end what is held is sent too, and a receiver that never answers is waited for no longer than was said', async () => {
  await using silent = await startTestReceiver();
  silent.answer('never');
  const mute: NamedTarget = {
    name: 'mute',
    target: targetSchema.parse({ kind: 'webhook', url: silent.url }),
  };
  await register(mute, hook('a'));
  await askPostgres(
    url,
    `insert into ram_sweep.notifications (study_id, target, number, kind, details, due_at)
     select '${study.id}', name, 1, 'stop', '{}', now() + interval '1 hour' from unnest(array['a', 'mute']) as name`,
  );
  const courier = start([mute, hook('a')]);
  // Far below the hour that they are held, and the minute that a receiver may take.
  await courier.finish(5_000);
  expect(arrived('/a')).toEqual([1]);
  expect(await waiting('mute')).toBe(1);
  silent.answer({ status: 200 });
  await start([mute]).finish(60_000);
  expect(silent.requests).toHaveLength(2);
  expect(await waiting('mute')).toBe(0);
});

test('a receiver that refuses one event gets the next', async () => {
  await register(hook('a'));
  receiver.answer({ status: 400 });
  start([hook('a')]);
  await happen();
  await expect.poll(() => waiting('a')).toBe(0);
  receiver.answer({ status: 200 });
  await happen();
  await expect.poll(() => arrived('/a')).toEqual([1, 2]);
  await expect.poll(() => standing('a')).toMatchObject({ delivered: 1, givenUp: 1 });
  const activity = await readActivity(store, study.id, { limit: 20 });
  expect(activity.map(({ message }) => message)).toContain(
    '1 notification to a given up: status 400: it was refused',
  );
  expect(warnings).toEqual(['notifications to a given up']);
});

test('a receiver that is gone for good gets nothing more', async () => {
  await register(hook('a'));
  receiver.answer({ status: 410 });
  start([hook('a')]);
  await happen();
  await expect.poll(() => standing('a')).toMatchObject({ active: false, givenUp: 1, waiting: 0 });
  await happen();
  expect(await waiting('a')).toBe(0);
  expect(arrived('/a')).toEqual([1]);
});

test('what did not arrive for a day is given up', async () => {
  await register(hook('a'));
  await happen();
  await happen();
  await askPostgres(
    url,
    `update ram_sweep.notifications set at = at - interval '25 hours' where study_id = '${study.id}' and number = 1`,
  );
  receiver.answer({ status: 503 });
  start([hook('a')]);
  await expect.poll(() => standing('a')).toMatchObject({ givenUp: 1, waiting: 1 });
  // Not before the tenth attempt: a sweep that begins after a long pause tries first.
  expect(arrived('/a').filter((number) => number === 1)).toHaveLength(10);
  expect(warnings).toEqual(['notifications to a do not arrive; retrying', 'notifications to a given up']);
});

test('a failure that names no time is followed by a pause that grows to a quarter of an hour', () => {
  expect([1, 2, 3, 10, 11, 100].map(pauseAfter)).toEqual([1_000, 2_000, 4_000, 512_000, 900_000, 900_000]);
});

test('a receiver that says when to come again is not asked before', async () => {
  await register(hook('a'));
  receiver.answer({ status: 429, headers: { 'retry-after': '3600' } });
  const courier = start([hook('a')]);
  await happen();
  await expect.poll(() => warnings).toHaveLength(1);
  receiver.answer({ status: 200 });
  // Only the end of the study makes it try again.
  expect(arrived('/a')).toEqual([1]);
  await courier.finish(60_000);
  expect(arrived('/a')).toEqual([1, 1]);
});
