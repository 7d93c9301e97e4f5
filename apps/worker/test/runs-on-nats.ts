import { randomUUID } from 'node:crypto';
import { connectBus, type Bus, type BusOptions } from '@ram-sweep/bus';
import {
  compileTrialConfig,
  PROTOCOL_VERSION,
  type CheckpointRef,
  type Job,
  type TrialEvent,
} from '@ram-sweep/protocol';
import { startTestNats, type TestNats } from '@ram-sweep/testkit';
import { afterAll, beforeAll } from 'vitest';
import { MachineImages } from '../src/training/machine-images.js';
import { TrialRun, type TrialRunParts } from '../src/training/trial-run.js';
import { StandInThread } from './stand-in-thread.js';
import { watchTraffic, type Traffic } from './traffic.js';

const config = compileTrialConfig({
  epochs: 2,
  batchSize: 16,
  glimpses: 2,
  hidden: 8,
  patchHidden: 8,
  locationHidden: 8,
});
const dataset = { name: 'glyphs', canvas: 'plain', train: 40, test: 10 } as const;

export const images = new MachineImages({ cacheDir: 'none' });

/** Two epochs of a small model on 40 images. */
export const newJob = (): Job => ({
  version: PROTOCOL_VERSION,
  study: randomUUID(),
  studyName: 'small',
  trial: 7,
  dataset,
  config,
});

export function openBus({ url: servers, ...users }: TestNats, role: 'coordinator' | 'worker'): Promise<Bus> {
  const options: BusOptions = { servers, ...users[role], name: `test ${role}`, role };
  return connectBus(options);
}

/** The third attempt at a trial, begun. */
interface Begun {
  readonly run: TrialRun;
  /** When its thread is free for another trial. */
  readonly trained: Promise<void>;
  /** When it is over. */
  readonly over: Promise<unknown>;
  /** What trains it, unless other threads were given. */
  readonly thread: StandInThread;
  readonly study: string;
}

export interface RunsOnNats {
  /** The worker's bus. */
  readonly bus: Bus;
  readonly coordinator: Bus;
  begin(
    parts?: Partial<TrialRunParts>,
    of?: { job?: Job; checkpoints?: CheckpointRef[]; untilEpoch?: number | null },
  ): Begun;
  eventsOf(study: string): Promise<TrialEvent[]>;
  /** Events by kind and epoch, checkpoints by `attempt-epoch-step`: what the server got, in order and in short. */
  storyOf(study: string): Promise<string[]>;
}

/** Runs of trials, whose events and checkpoints go to a real nats-server; one for the tests of a file. */
export function runsOnNats(): RunsOnNats {
  let [nats, traffic, coordinator, bus]: [TestNats?, Traffic?, Bus?, Bus?] = [];
  beforeAll(async () => {
    nats = await startTestNats();
    traffic = await watchTraffic(nats);
    // It creates the streams, which workers wait for.
    coordinator = await openBus(nats, 'coordinator');
    bus = await openBus(nats, 'worker');
  });
  afterAll(async () => {
    await Promise.all([bus?.close(), coordinator?.close(), traffic?.close()]);
    await nats?.stop();
  });
  return {
    get bus() {
      return bus!;
    },
    get coordinator() {
      return coordinator!;
    },
    begin: (change, { job = newJob(), checkpoints = [], untilEpoch = null } = {}) => {
      const thread = new StandInThread();
      const parts: TrialRunParts = {
        bus: bus!,
        threads: thread,
        worker: 'w1',
        engine: 'tfjs-wasm',
        images,
        objective: 'train',
        hangMs: 600_000,
        ...change,
      };
      const run = new TrialRun(parts, job, { attempt: 3, checkpoints, untilEpoch });
      const started: { over: Promise<unknown> } = { over: Promise.resolve() };
      const trained = new Promise<void>((resolve) => {
        started.over = run.run(resolve);
      });
      return { run, trained, ...started, thread, study: job.study };
    },
    eventsOf: async (study) => (await traffic!.of(study)).filter((passed) => typeof passed !== 'string'),
    storyOf: async (study) => (await traffic!.of(study)).map(inShort),
  };
}

function inShort(passed: TrialEvent | string): string {
  if (typeof passed === 'string') return passed;
  return passed.kind === 'epoch' ? `epoch ${passed.result.epoch}` : passed.kind;
}
