import { setTimeout as sleep } from 'node:timers/promises';
import { compileTrialConfig, PROTOCOL_VERSION, studySpecSchema } from '@ram-sweep/protocol';
import { notifyOptionsSchema, type NotifyOptions } from '@ram-sweep/notify/settings';
import { claimTrials, createStudy, findStudy, recordEvents, type Study } from '@ram-sweep/store';
import { findStudySummary } from '@ram-sweep/store/read';
import { startTestReceiver, type TestReceiver } from '@ram-sweep/testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { drive } from '../src/drive.js';
import { coordinatorOptionsSchema } from '../src/options.js';
import { useServers } from './servers.js';

const servers = useServers();
let receiver: TestReceiver;
let warnings: string[];

beforeEach(async () => {
  receiver = await startTestReceiver();
  warnings = [];
});
afterEach(() => receiver[Symbol.asyncDispose]());

const config = compileTrialConfig({ epochs: 1 });

function newStudy(name: string): Promise<Study> {
  const spec = studySpecSchema.parse({ name, dataset: { name: 'glyphs' }, retries: 0 });
  const trials = [0, 1].map((number) => ({ number, searchIndex: number, params: {}, config }));
  return createStudy(servers.store, { spec, trials });
}

/** Drives the study until the end, or until the test stops it. */
function driveStudy(study: Study, fields: Partial<NotifyOptions> = {}) {
  const stop = new AbortController();
  const { store, bus } = servers;
  const timing = coordinatorOptionsSchema.parse({
    study: study.id,
    databaseUrl: 'postgres://unused',
    bus: { servers: servers.nats.url, name: 'test', role: 'coordinator' },
    tickMs: 20,
  });
  const hook = { name: 'hook', target: { kind: 'webhook', url: receiver.url, failureEveryMinutes: 0 } };
  const notify = { ...notifyOptionsSchema.parse({ targets: [hook] }), ...fields };
  const log = { info: () => undefined, warn: (message: string) => void warnings.push(message) };
  const ended = drive(
    { store, bus, study, timing, notify, log, onWorkerEnded: () => undefined },
    stop.signal,
  );
  return { ended, stop: () => stop.abort() };
}

/** A worker trains the trial to this validation error, or fails at it. */
async function train(study: Study, trial: number, validationError: number | null): Promise<void> {
  await claimTrials(servers.store, study.id, [{ trial, worker: 'worker', environment: 'none' }]);
  const at = '2026-01-01T00:00:00Z';
  const envelope = {
    version: PROTOCOL_VERSION,
    study: study.id,
    trial,
    attempt: 1,
    worker: 'worker',
    at,
  } as const;
  const failure = { class: 'diverged', message: 'the loss is NaN', retryable: false, epoch: 0 } as const;
  if (validationError === null)
    await recordEvents(servers.store, study.id, [{ ...envelope, sequence: 0, kind: 'failed', failure }]);
  else
    await recordEvents(servers.store, study.id, [
      { ...envelope, sequence: 0, kind: 'epoch', result: resultOf(validationError), checkpoint: null },
      { ...envelope, sequence: 1, kind: 'complete' },
    ]);
}

const resultOf = (validationError: number) => ({
  epoch: 1,
  steps: 1,
  learningRate: 0.1,
  trainLoss: 1,
  actionLoss: 1,
  baselineLoss: 0,
  reinforceLoss: 0,
  trainError: 0.5,
  validationError,
  validationLoss: 1,
  seconds: 1,
});

interface Received {
  readonly kind: string;
  readonly text: string;
  readonly details: Readonly<Record<string, unknown>>;
}
const received = (): Received[] => receiver.requests.map(({ body }) => body as Received);
const kinds = (): string[] => received().map(({ kind }) => kind);

it('a study without workers has stalled after a while, which is reported once, also by the next coordinator', async () => {
  const study = await newStudy('stalled');
  const first = driveStudy(study, { stallMinutes: 0.001 });
  await expect.poll(kinds).toEqual(['stall']);
  expect(received()[0]?.details).toMatchObject({ running: 0, workers: 0 });
  expect(warnings).toEqual([
    'no epoch was recorded for a long time, as no worker sends heartbeats; `ram-sweep worker` starts one',
  ]);
  first.stop();
  expect(await first.ended).toBe('stopped');
  const second = driveStudy({ ...study, state: 'stopped' }, { stallMinutes: 0.001 });
  await expect.poll(async () => (await findStudy(servers.store, study.id))?.state).toBe('active');
  // Several times as long as it takes for a stall.
  await sleep(500);
  second.stop();
  expect(await second.ended).toBe('stopped');
  expect(kinds()).toEqual(['stall', 'stop', 'stop']);
});

it('the end says how the trials ended and what the best is, and comes after what was reported before', async () => {
  const study = await newStudy('over');
  const { ended } = driveStudy(study);
  await expect.poll(() => servers.bus.jobs.waiting(study.id)).toBeGreaterThan(0);
  await train(study, 0, null);
  await train(study, 1, 0.25);
  expect(await ended).toBe('complete');
  expect(kinds()).toEqual(['failure', 'end']);
  expect(received()[1]?.details).toMatchObject({
    outcome: 'complete',
    trials: 2,
    failed: 1,
    winner: { trial: 1, source: 'search', validationError: 0.25, halfWidth: null, seeds: 1 },
    verdict: null,
  });
  // One that was killed as it ended is started once more: the end was reported, and is not reported again.
  expect(await driveStudy({ ...study, state: 'complete' }).ended).toBe('complete');
  expect(kinds()).toEqual(['failure', 'end']);
});

it('a study of which all trials failed ends without a result', async () => {
  const study = await newStudy('fruitless');
  const { ended } = driveStudy(study);
  await expect.poll(() => servers.bus.jobs.waiting(study.id)).toBeGreaterThan(0);
  for (const trial of [0, 1]) await train(study, trial, null);
  expect(await ended).toBe('complete');
  expect(received().at(-1)).toMatchObject({
    kind: 'end',
    text: expect.stringMatching(
      /^diverged: 2 trials, the first is 0: the loss is NaN\ntry a smaller learning rate/m,
    ),
    details: {
      outcome: 'failed',
      failed: 2,
      failures: [
        {
          class: 'diverged',
          trials: 2,
          first: 0,
          message: 'the loss is NaN',
          hint: expect.stringContaining('config.learningRate=0.0001'),
        },
      ],
      winner: null,
    },
  });
});

it('the end counts the time up to it, although that is written down only now and then', async () => {
  const study = await newStudy('short');
  const { ended } = driveStudy(study);
  await expect.poll(() => servers.bus.jobs.waiting(study.id)).toBeGreaterThan(0);
  const seconds = 0.5;
  await sleep(seconds * 1000);
  for (const trial of [0, 1]) await train(study, trial, 0.25);
  expect(await ended).toBe('complete');
  const { drivenSeconds } = received().at(-1)!.details;
  expect(drivenSeconds).toBeGreaterThanOrEqual(seconds);
  expect(await findStudySummary(servers.store, study.id)).toMatchObject({ drivenSeconds });
});
