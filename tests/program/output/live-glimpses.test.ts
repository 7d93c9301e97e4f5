import { newTestDatabase, startTestNats, type TestNats } from '@ram-sweep/testkit';
import type { TraceMessage } from '@ram-sweep/dashboard';
import type { BusOptions } from '@ram-sweep/bus';
import type { CheckpointRef } from '@ram-sweep/protocol';
import { tmpdir } from 'node:os';
import { findStudyResult } from '@ram-sweep/results';
import { openReader } from '@ram-sweep/store/read';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTracer } from '../../../apps/cli/src/glimpses/tracer.js';
import { eventually, Sandbox } from '../sandbox.js';
import { smallStudy } from '../small-study.js';

interface PrintedPath {
  readonly epoch: number;
  readonly split: string;
  readonly glimpses: readonly { readonly x: number }[];
  readonly answer: number;
}

type Traced = Extract<TraceMessage, { kind: 'traced' }>['traced'];

const pathsIn = (told: readonly TraceMessage[]): Traced[] =>
  told.flatMap((message) => (message.kind === 'traced' ? [message.traced] : []));

/*
 * What the dashboard shows of a model comes from a process of its own. Here it is asked as the dashboard asks it, while
 * the study trains and after.
 */
describe('glimpses in the dashboard', () => {
  let sandbox: Sandbox;
  let nats: TestNats;
  let database: string;
  let study: string;

  beforeAll(async () => {
    nats = await startTestNats();
    database = (await newTestDatabase()).url;
    sandbox = await Sandbox.onServers(database, nats);
    const file = await sandbox.writeStudy('small.yaml', smallStudy('small', { trials: 1, epochs: 100_000 }));
    // It learns so slowly that it becomes better for as long as anybody looks.
    const flags = ['--set', 'config.learningRate=0.0002', '--workers', '1', '--threads', '1'];
    expect((await sandbox.run('start', file, '--detach', ...flags)).code).toBe(0);
    const reader = await openReader({ url: database });
    study = (await findStudyResult(reader, 'small'))!.id;
    await reader.close();
  });

  afterAll(async () => {
    await sandbox[Symbol.asyncDispose]();
    await nats.stop();
  });

  /** Traces a trial of the study; what it tells comes into the list. */
  function trace(trial: number): { told: TraceMessage[]; stop: () => void } {
    const { user, password } = nats.coordinator;
    const bus: BusOptions = { servers: nats.url, user, password, name: 'live glimpses', role: 'cli' };
    const servers = {
      databaseUrl: database,
      readerUrl: database,
      coordinatorBus: bus,
      workerBus: bus,
      commandBus: bus,
      embedded: null,
    };
    const told: TraceMessage[] = [];
    const images = { cacheDir: tmpdir() };
    const stop = startTracer({ images, servers, study, trial }, (message) => told.push(message));
    return { told, stop };
  }

  it('come again with each better epoch while the trial trains', async () => {
    await eventually('three epochs', async () => (await sandbox.readTrials('small'))[0]!.epochs > 2);
    const { told, stop } = trace(0);
    await expect.poll(() => told).toHaveLength(2);
    stop();
    const [first, second] = pathsIn(told);
    expect(second!.epoch).toBeGreaterThan(first!.epoch);
    expect(second!.validationError).toBeLessThan(first!.validationError);
    expect(first!.paths.map(({ image }) => image)).toEqual(Array.from({ length: 24 }, (_, index) => index));
  });

  it('are those of `ram-sweep glimpses`, and fail in words without a checkpoint', async () => {
    expect((await sandbox.run('stop', 'small')).code).toBe(0);
    const before = trace(0);
    await expect.poll(() => before.told).toHaveLength(1);
    before.stop();
    const [traced] = pathsIn(before.told);
    const printed = await sandbox.json<PrintedPath>('glimpses', 'small', '--trial', '0', '--image', '3');
    // No test image is shown before `test` has looked at them.
    expect(printed.split).toBe('validation');
    const path = traced!.paths[3]!;
    expect(traced!.epoch).toBe(printed.epoch);
    expect(path.answer).toBe(printed.answer);
    // The batch is another, so the last bit may be.
    path.glimpses.forEach(({ x }, step) => expect(x).toBeCloseTo(printed.glimpses[step]!.x, 4));

    const { checkpoints } = await sandbox.json<{ checkpoints: CheckpointRef[] }>('show', '0', 'small');
    for (const checkpoint of checkpoints) await sandbox.overwriteCheckpoint(checkpoint);
    const after = trace(0);
    await expect.poll(() => after.told).toHaveLength(1);
    expect(after.told[0]).toMatchObject({
      kind: 'failure',
      message: expect.stringContaining('trial 0 has no checkpoint that can be used') as string,
    });
    const none = trace(7);
    await expect.poll(() => none.told).toHaveLength(1);
    expect(none.told[0]).toMatchObject({ message: 'study small has no trial 7' });
  });
});
