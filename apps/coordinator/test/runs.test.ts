import { setTimeout as sleep } from 'node:timers/promises';
import { connectBus } from '@ram-sweep/bus';
import {
  compileTrialConfig,
  PROTOCOL_VERSION,
  studySpecSchema,
  type Control,
  type Failure,
  type Heartbeat,
  type TrialEvent,
  type TrialState,
} from '@ram-sweep/protocol';
import { claimTrials, createStudy, recordEvents, type RecordedEvent, type Study } from '@ram-sweep/store';
import { openReader, readTrial, type Reader } from '@ram-sweep/store/read';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Runs } from '../src/workers/runs.js';
import { useServers } from './servers.js';

const servers = useServers();
let reader: Reader;

beforeAll(async () => {
  reader = await openReader({ url: servers.databaseUrl });
});
afterAll(() => reader?.close());

const nothing = () => undefined;
const log = { info: () => undefined, warn: () => undefined };

/** A study whose only trial a worker has. */
async function running(
  name: string,
  granted: { grantedEpochs?: number } = {},
): Promise<{ study: Study; runs: Runs; over: { count: number } }> {
  const spec = studySpecSchema.parse({ name, dataset: { name: 'glyphs' } });
  const trials = [{ number: 0, params: {}, config: compileTrialConfig({}), ...granted }];
  const over = { count: 0 };
  const { store, bus } = servers;
  const study = await createStudy(store, { spec, trials });
  const runs = new Runs({
    store,
    bus,
    study,
    leaseMs: 60_000,
    log,
    onReturned: nothing,
    onOver: () => void (over.count += 1),
  });
  await claimTrials(store, study.id, [{ trial: 0, worker: 'worker', environment: 'onnx' }]);
  runs.granted({ trial: 0, attempt: 1, worker: 'worker' }, 0);
  return { study, runs, over };
}

/** The worker's event of the first epoch. */
function epochOne(study: Study): TrialEvent {
  const envelope = { version: PROTOCOL_VERSION, study: study.id, trial: 0, attempt: 1, worker: 'worker' };
  const result = {
    epoch: 1,
    steps: 1,
    learningRate: 0.1,
    trainLoss: 1,
    actionLoss: 1,
    baselineLoss: 0,
    reinforceLoss: 0,
    trainError: 0.5,
    validationError: 0.5,
    validationLoss: 1,
    seconds: 1,
  };
  const at = '2026-01-01T00:00:00Z';
  return { ...envelope, sequence: 0, at, kind: 'epoch', result, checkpoint: null } as TrialEvent;
}

/** The worker says that the attempt failed. */
async function recordFailure(
  study: Study,
  of: Failure['class'],
  retryable: boolean,
): Promise<RecordedEvent[]> {
  const failure = { class: of, message: 'it did', epoch: 0, retryable };
  const at = new Date().toISOString();
  const envelope = { version: PROTOCOL_VERSION, study: study.id, trial: 0, worker: 'worker' } as const;
  const event = { ...envelope, attempt: 1, sequence: 0, at, kind: 'failed', failure } as const;
  return recordEvents(servers.store, study.id, [event]);
}

async function fail(study: Study, runs: Runs, of: Failure['class'], retryable: boolean): Promise<void> {
  for (const recorded of await recordFailure(study, of, retryable)) runs.ended(recorded);
}

const heartbeat = (study: Study, worker: string, attempt: number): Heartbeat => ({
  version: PROTOCOL_VERSION,
  worker,
  host: 'here',
  pid: 2,
  engine: 'onnx',
  device: 'CPU',
  slots: 1,
  state: 'ready',
  startedAt: new Date(0).toISOString(),
  at: new Date(0).toISOString(),
  runs: [{ study: study.id, trial: 0, attempt, epoch: 1, epochs: 1, step: 1, steps: 1, stepsPerSecond: 1 }],
});

async function settles(study: Study, state: TrialState): Promise<void> {
  for (;;) {
    const trial = await readTrial(reader, study.id, 0);
    if (trial?.state === state) return;
    await sleep(20);
  }
}

describe('a trial that a person stopped', () => {
  it('is not retried although its worker failed before it obeyed', async () => {
    const { study, runs } = await running('hung');
    runs.stop(0);
    await fail(study, runs, 'hung', true);
    await settles(study, 'cancelled');
  });

  it('stays failed if it would not be retried anyway', async () => {
    const { study, runs } = await running('diverged');
    runs.stop(0);
    await fail(study, runs, 'diverged', false);
    expect(await readTrial(reader, study.id, 0)).toMatchObject({ state: 'failed' });
  });
});

it('a trial that a person stopped ends at its rung, if it gets there before its worker obeys', async () => {
  const { study, runs, over } = await running('paused', { grantedEpochs: 1 });
  runs.stop(0);
  const recorded = await recordEvents(servers.store, study.id, [epochOne(study)]);
  expect(recorded).toMatchObject([{ state: 'paused' }]);
  for (const each of recorded) runs.ended(each);
  await settles(study, 'cancelled');
  // The search learns of it, because a rung may have waited for that trial.
  await expect.poll(() => over.count).toBe(1);
});

it('the search learns of a trial that has failed because its workers were lost', async () => {
  const { study, runs, over } = await running('lost-for-good');
  for (const attempt of [1, 2, 3]) {
    const run = { trial: 0, attempt, worker: 'worker' };
    if (attempt > 1) await claimTrials(servers.store, study.id, [{ ...run, environment: 'onnx' }]);
    runs.granted(run, 0);
    runs.heard(heartbeat(study, 'worker', attempt), 0);
    expect(over.count).toBe(0);
    runs.expire('worker');
    await runs.reap(performance.now());
  }
  expect(await readTrial(reader, study.id, 0)).toMatchObject({ state: 'failed' });
  expect(over.count).toBe(1);
});

it('a trial that a person stopped is stopped at its next worker too, if that has it before the end of the last is reported', async () => {
  const { study, runs } = await running('granted-meanwhile');
  runs.stop(0);
  const recorded = await recordFailure(study, 'hung', true);
  await claimTrials(servers.store, study.id, [{ trial: 0, worker: 'next', environment: 'onnx' }]);
  for (const each of recorded) runs.ended(each);
  runs.granted({ trial: 0, attempt: 2, worker: 'next' }, 1);
  await sleep(200);
  const { nats } = servers;
  const worker = await connectBus({ servers: nats.url, ...nats.worker, name: 'next', role: 'worker' });
  const told = new Promise<Control>((resolve) => worker.controls.listen('next', resolve));
  const said = setInterval(() => runs.heard(heartbeat(study, 'next', 2), performance.now()), 50);
  expect(await told).toMatchObject({ trial: 0, attempt: 2, reason: 'stopped' });
  clearInterval(said);
  await worker.close();
});

it('a trial that nobody stopped is retried after such a failure', async () => {
  const { study, runs } = await running('tried-again');
  await fail(study, runs, 'hung', true);
  await sleep(200);
  expect(await readTrial(reader, study.id, 0)).toMatchObject({ state: 'waiting' });
});
