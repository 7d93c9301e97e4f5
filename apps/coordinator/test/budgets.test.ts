import { randomUUID } from 'node:crypto';
import { connectBus, type Bus } from '@ram-sweep/bus';
import {
  compileTrialConfig,
  PROTOCOL_VERSION,
  studySpecSchema,
  type StudySpec,
  type TrialEvent,
} from '@ram-sweep/protocol';
import { createStudy, findStudy, setStudyState, type NewTrial, type Study } from '@ram-sweep/store';
import { findStudySummary, readTrials } from '@ram-sweep/store/read';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drive } from '../src/drive.js';
import { coordinatorOptionsSchema } from '../src/options.js';
import { useServers } from './servers.js';

const servers = useServers();
const version: typeof PROTOCOL_VERSION = PROTOCOL_VERSION;
let worker: Bus;

beforeAll(async () => {
  const { nats } = servers;
  worker = await connectBus({ servers: nats.url, ...nats.worker, name: 'worker', role: 'worker' });
});
afterAll(() => worker?.close());

function makeStudy(fields: object, count: number): Promise<Study> {
  const spec: StudySpec = studySpecSchema.parse({
    name: `study-${randomUUID().slice(0, 8)}`,
    dataset: { name: 'glyphs' },
    ...fields,
  });
  const trials = Array.from({ length: count }, (_, index): NewTrial => ({
    number: index,
    searchIndex: index,
    params: {},
    config: compileTrialConfig({ epochs: 1 }),
  }));
  return createStudy(servers.store, { spec, trials });
}

/** A coordinator that drives the study as the database has it now. */
async function startDriving(name: string) {
  const { store, bus, nats } = servers;
  const study = await findStudy(store, name);
  const timing = coordinatorOptionsSchema.parse({
    study: name,
    databaseUrl: 'postgres://unused',
    tickMs: 20,
    leaseMs: 6e5,
    bus: {
      servers: nats.url,
      name: 'test',
      role: 'coordinator',
    },
  });
  const stop = new AbortController();
  const log = { info: () => undefined, warn: () => undefined };
  const parts = { store, bus, study: study!, timing, log, onWorkerEnded: () => undefined };
  const ended = drive(parts, stop.signal);
  return { ended, stop: () => stop.abort() };
}

/** Asks until a coordinator answers. */
const ask = (study: Study, kind: 'pause-study' | 'resume-study') =>
  expect
    .poll(() => servers.bus.commands.request({ version, study: study.id, kind }, { timeoutMs: 60_000 }))
    .toMatchObject({ ok: true });

const claim = ({ id: study }: Pick<Study, 'id'>, trial: number, timeoutMs = 60_000) =>
  worker.claims.request({ version, study, trial, worker: 'worker', environment: 'test' }, { timeoutMs });

/** Claims what comes next from the queue and trains it for the one epoch that it has. */
async function trainNext(validationError: number): Promise<number> {
  const [delivery] = await worker.jobs.takeSome({ atMost: 1 });
  if (!delivery) throw new Error('no job came');
  const { study, trial } = delivery.job;
  const reply = await claim({ id: study }, trial);
  await delivery.ack();
  if (!reply.granted) throw new Error(reply.reason);
  const event = { version, study, trial, attempt: reply.attempt, worker: 'worker', at: AT };
  const epoch: TrialEvent = {
    ...event,
    sequence: 0,
    kind: 'epoch',
    checkpoint: null,
    result: {
      epoch: 1,
      steps: 1,
      learningRate: 0.1,
      trainLoss: 1,
      actionLoss: 1,
      baselineLoss: 1,
      reinforceLoss: 1,
      trainError: 1,
      validationError,
      validationLoss: 1,
      seconds: 1,
    },
  };
  await worker.events.publish(epoch);
  await worker.events.publish({ ...event, sequence: 1, kind: 'complete' });
  return trial;
}

const AT = '2026-01-01T00:00:00Z';

const stateOf = async ({ id }: Study) => (await findStudySummary(servers.store, id))?.state;

describe('a study that a person pauses', () => {
  it('starts no trial until it is resumed, even with another coordinator', async () => {
    const study = await makeStudy({ trials: 2 }, 2);
    const first = await startDriving(study.name);
    await ask(study, 'pause-study');
    expect(await claim(study, 0)).toMatchObject({ granted: false, reason: 'the study is paused' });
    expect(await stateOf(study)).toBe('paused');

    // As if it had crashed: a stop would be another state.
    first.stop();
    expect(await first.ended).toBe('stopped');
    await setStudyState(servers.store, { study: study.id, state: 'paused' });

    const second = await startDriving(study.name);
    // A request between the two may be lost.
    await expect
      .poll(() => claim(study, 0, 1_000))
      .toMatchObject({ granted: false, reason: 'the study is paused' });
    await ask(study, 'resume-study');
    expect(await stateOf(study)).toBe('active');
    await trainNext(0.5);
    await trainNext(0.4);
    expect(await second.ended).toBe('complete');
  });

  it('lets the trials that run end', async () => {
    const study = await makeStudy({ trials: 1 }, 1);
    const { ended } = await startDriving(study.name);
    const [delivery] = await worker.jobs.takeSome({ atMost: 1 });
    const granted = await claim(study, 0);
    await delivery?.ack();
    expect(granted).toMatchObject({ granted: true });
    await ask(study, 'pause-study');
    await worker.events.publish({
      version,
      study: study.id,
      trial: 0,
      attempt: 1,
      sequence: 0,
      worker: 'worker',
      at: AT,
      kind: 'complete',
    });
    expect(await ended).toBe('complete');
  });
});

describe('a study of an open number of trials', () => {
  it('draws trials as it goes, and completes at its target', async () => {
    const study = await makeStudy({ trials: null, budget: { target: 0.2 } }, 0);
    const { ended } = await startDriving(study.name);
    for (const error of [0.5, 0.4, 0.2]) await trainNext(error);
    expect(await ended).toBe('complete');
    const summary = await findStudySummary(servers.store, study.id);
    expect(summary?.stoppedBy).toMatchObject({ budget: 'target', index: 2 });
    const trials = await readTrials(servers.store, study.id, { sort: 'number' });
    expect(trials.map(({ phase, state }) => `${phase} ${state}`)).toEqual(Array(3).fill('search complete'));
  });

  it('completes without finalists when its hours are over', async () => {
    const budget = { hours: 0.001 };
    const study = await makeStudy({ trials: null, budget, finalists: { top: 1, seeds: 1 } }, 0);
    const { ended } = await startDriving(study.name);
    await trainNext(0.5);
    expect(await ended).toBe('complete');
    const summary = await findStudySummary(servers.store, study.id);
    expect(summary).toMatchObject({ trials: 1, stoppedBy: { budget: 'hours', index: 0 } });
  });

  it('ends with the configs of its space', async () => {
    const space = { scale: { distribution: 'categorical', choices: [1, 2] } };
    const budget = { patience: 100 };
    const sampler = { name: 'random', distinct: true };
    const study = await makeStudy({ trials: null, budget, space, sampler }, 0);
    const { ended } = await startDriving(study.name);
    for (const error of [0.5, 0.4]) await trainNext(error);
    expect(await ended).toBe('complete');
    const summary = await findStudySummary(servers.store, study.id);
    expect(summary).toMatchObject({ trials: 2, stoppedBy: { budget: 'space', index: 1 } });
  });
});
