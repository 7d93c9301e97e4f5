import { setTimeout as sleep } from 'node:timers/promises';
import type { Bus } from '@ram-sweep/bus';
import type { TrialEvent } from '@ram-sweep/protocol';
import { decodeCheckpoint } from '@ram-sweep/ram';
import { startTestNats } from '@ram-sweep/testkit';
import { Piscina } from 'piscina';
import { describe, expect, onTestFinished, test } from 'vitest';
import { MachineImages } from '../src/training/machine-images.js';
import { wishes } from '../src/training/run-memory.js';
import type { TrainingOutcome, TrainingTask } from '../src/training/training-thread.js';
import { newJob, openBus, runsOnNats } from './runs-on-nats.js';

const on = runsOnNats();

/** One real training thread, until the test ends. */
function realThreads(): Piscina<TrainingTask, TrainingOutcome> {
  const threads = new Piscina<TrainingTask, TrainingOutcome>({
    filename: new URL('../dist/training/training-thread.js', import.meta.url).href,
    name: 'train',
    maxThreads: 1,
    atomics: 'disabled',
    // None of the test runner.
    execArgv: [],
  });
  onTestFinished(() => threads.destroy());
  return threads;
}

test('a trial that a real thread trains: each epoch arrives with a checkpoint that is whole, then the end', async () => {
  const threads = realThreads();
  const { run, over, study } = on.begin({ threads });
  await over;
  const events = await on.eventsOf(study);
  expect(events.map(({ kind }) => kind)).toEqual(['epoch', 'epoch', 'complete']);
  expect(events.map(({ sequence }) => sequence)).toEqual([0, 1, 2]);
  const refs = events.flatMap((event) => (event.kind === 'epoch' ? [event.checkpoint!] : []));
  const checkpoints = await Promise.all(
    refs.map(async (ref) => decodeCheckpoint(await on.bus.checkpoints.get(ref))),
  );
  expect(checkpoints).toMatchObject([{ epoch: 1 }, { epoch: 2 }]);
  // 36 images to train on in batches of 16, and 4 for validation: 3 steps an epoch.
  expect(run.beat()).toMatchObject({ study, trial: 7, attempt: 3, epoch: 2, epochs: 2, step: 3, steps: 3 });
});

describe('a run that is granted up to an epoch', () => {
  test('ends with that epoch in a real thread, and says no more', async () => {
    const threads = realThreads();
    const { run, over, study } = on.begin({ threads }, { untilEpoch: 1 });
    await over;
    expect(await on.storyOf(study)).toEqual(['3-1-0', 'epoch 1']);
    expect(run.isPaused).toBe(true);
  });

  test('is known to be paused from its last epoch on, before it ends', async () => {
    const job = newJob();
    const longer = { ...job, config: { ...job.config, epochs: 5 } };
    const { run, over, thread, study } = on.begin({}, { job: longer, untilEpoch: 2 });
    expect((await thread.task).untilEpoch).toBe(2);
    expect(run.beat().epochs).toBe(2);
    await thread.epoch(1);
    expect(run.isPaused).toBe(false);
    await thread.epoch(2);
    expect(run.isPaused).toBe(true);
    // What a person or the end of the worker asks for now comes too late.
    run.cancel('released');
    void thread.end({ kind: 'paused' });
    await over;
    expect(await on.storyOf(study)).toEqual(['3-1-0', 'epoch 1', '3-2-0', 'epoch 2']);
  });
});

test('a trial without a training is complete at once', async () => {
  const { over, study } = on.begin({ objective: 'none' });
  await over;
  expect(await on.storyOf(study)).toEqual(['complete']);
});

test('a checkpoint is stored before its event, and the event before the training continues', async () => {
  const { over, thread, study } = on.begin();
  await thread.epoch(1, { bytes: 300_000 });
  expect(await on.coordinator.events.waiting(study)).toBe(1);
  await thread.epoch(2, { bytes: 10 });
  expect(await on.coordinator.events.waiting(study)).toBe(2);
  await thread.end({ kind: 'complete' });
  await over;
  // 300,000 bytes are three pieces.
  const pieces = ['3-1-0', '3-1-0', '3-1-0'];
  expect(await on.storyOf(study)).toEqual([...pieces, 'epoch 1', '3-2-0', 'epoch 2', 'complete']);
});

test('the thread is free for another trial while the last epoch is on its way, whose end comes after it', async () => {
  await using away = await startTestNats();
  const others = [await openBus(away, 'coordinator'), await openBus(away, 'worker')] as const;
  onTestFinished(async () => void (await Promise.all(others.map((each) => each.close()))));
  const { over, trained, thread, study } = on.begin({ bus: others[1] });
  await thread.task;
  await away.kill();
  void thread.epoch(1);
  await thread.end({ kind: 'complete' });
  await trained;
  await away.restart();
  await over;
  const kinds = await kindsOf(others[0], study, 2);
  expect(kinds).toEqual(['epoch', 'complete']);
});

/** The first events of a study that its coordinator reads. */
async function kindsOf(bus: Bus, study: string, count: number): Promise<string[]> {
  const kinds: string[] = [];
  for await (const { events } of bus.events.read(study, { batch: count, waitMs: 50 })) {
    kinds.push(...events.map(({ kind }) => kind));
    if (kinds.length >= count) break;
  }
  return kinds;
}

describe('a run that is ended', () => {
  test.each(['fenced', 'pruned'] as const)(
    'as %s reports nothing more, whatever its training does',
    async (reason) => {
      const outcomes: TrainingOutcome[] = [
        { kind: 'complete' },
        { kind: 'ended', checkpoint: new Uint8Array(10), epoch: 2, step: 5 },
        { kind: 'failed', failure: { class: 'error', message: 'too late', retryable: true } },
      ];
      for (const outcome of outcomes) {
        const { run, over, thread, study } = on.begin();
        await thread.epoch(1);
        run.cancel(reason);
        expect(await thread.wish()).toBe(wishes.end);
        // It was under way, and is answered, so that the thread is not kept waiting.
        await thread.epoch(2);
        await thread.end(outcome);
        await over;
        expect(await on.storyOf(study)).toEqual(['3-1-0', 'epoch 1']);
      }
    },
  );

  test.each([
    ['released', 'released'],
    ['stopped', 'cancelled'],
  ] as const)('as %s stores its progress and says so', async (reason, kind) => {
    const { run, over, thread, study } = on.begin();
    await thread.epoch(1);
    run.cancel(reason);
    expect(await thread.wish()).toBe(wishes.checkpointAndEnd);
    await thread.end({ kind: 'ended', checkpoint: new Uint8Array(10).fill(5), epoch: 1, step: 5 });
    await over;
    expect(await on.storyOf(study)).toEqual(['3-1-0', 'epoch 1', '3-1-5', kind]);
    const last = (await on.eventsOf(study)).at(-1)!;
    expect(last).toMatchObject({ sequence: 1, checkpoint: { epoch: 1, step: 5, bytes: 10 } });
    const { checkpoint } = last as Extract<TrialEvent, { kind: 'released' }>;
    expect(await on.bus.checkpoints.get(checkpoint!)).toEqual(new Uint8Array(10).fill(5));
  });

  test('at the end of an epoch has stored that checkpoint already', async () => {
    const { run, over, thread, study } = on.begin();
    await thread.epoch(1);
    run.cancel('released');
    await thread.end({ kind: 'ended', checkpoint: new Uint8Array(10), epoch: 1, step: 0 });
    await over;
    expect(await on.storyOf(study)).toEqual(['3-1-0', 'epoch 1', 'released']);
    expect((await on.eventsOf(study)).at(-1)).toMatchObject({
      checkpoint: { epoch: 1, step: 0, bytes: 1_000 },
    });
  });

  test('although its training was complete by then is complete', async () => {
    const { run, over, thread, study } = on.begin();
    await thread.task;
    run.cancel('released');
    await thread.end({ kind: 'complete' });
    await over;
    expect(await on.storyOf(study)).toEqual(['complete']);
  });
});

describe('a run that is abandoned', () => {
  test('ends although its real thread waits until an epoch is stored, which it is not, and says nothing', async () => {
    await using away = await startTestNats();
    const others = [await openBus(away, 'coordinator'), await openBus(away, 'worker')] as const;
    onTestFinished(async () => void (await Promise.all(others.map((each) => each.close()))));
    const threads = realThreads();
    const job = newJob();
    const endless = { ...job, config: { ...job.config, epochs: 10_000 } };
    const { run, over, study } = on.begin({ threads, bus: others[1] }, { job: endless });
    await expect.poll(() => run.beat().epoch).toBeGreaterThan(1);
    await away.kill();
    // The thread waits for the answer to an epoch.
    await expect.poll(() => run.beat().stepsPerSecond, { interval: 500 }).toBe(0);
    await run.abandon();
    expect(threads.completed).toBe(1);
    await others[1].close();
    await over;
    await away.restart();
    expect(await others[0].events.waiting(study)).toBeGreaterThanOrEqual(1);
  });
});

describe('a training that fails', () => {
  test('is reported with its class and the epochs that were complete', async () => {
    const { over, thread, study } = on.begin();
    await thread.epoch(1);
    await thread.end({
      kind: 'failed',
      failure: { class: 'diverged', message: 'the loss is NaN', retryable: false },
    });
    await over;
    const failure = { class: 'diverged', message: 'the loss is NaN', retryable: false, epoch: 1 };
    expect((await on.eventsOf(study)).at(-1)).toMatchObject({ kind: 'failed', failure });
  });

  test('by ending its thread is reported too', async () => {
    const { over, thread, study } = on.begin();
    await thread.task;
    const error = new Error('Worker terminated: JS heap');
    thread.crash(Object.assign(error, { code: 'ERR_WORKER_OUT_OF_MEMORY' }));
    await over;
    const failure = { class: 'out-of-memory', retryable: true, epoch: 0 };
    expect(await on.eventsOf(study)).toMatchObject([{ kind: 'failed', failure }]);
  });

  test('because its data is missing does not start', async () => {
    const nowhere = new MachineImages({ cacheDir: 'none', dataDir: '/dev/null/none' });
    const job = { ...newJob(), dataset: { name: 'mnist', canvas: 'plain' } as const };
    const { over, study } = on.begin({ images: nowhere }, { job });
    await over;
    const failure = { class: 'bad-data', retryable: false, epoch: 0 };
    expect(await on.eventsOf(study)).toMatchObject([{ kind: 'failed', failure }]);
  });

  test('by an epoch that cannot be stored ends itself: the answer that it waits for will not come', async () => {
    const { over, thread, study } = on.begin();
    void thread.epoch(1, { trainError: 2 });
    await thread.closed();
    expect(await thread.wish()).toBe(wishes.end);
    await thread.end({ kind: 'ended', checkpoint: new Uint8Array(10), epoch: 0, step: 5 });
    await over;
    expect(thread.isKilled).toBe(false);
    const failure = { class: 'error', retryable: false, message: expect.stringContaining('trainError') };
    expect((await on.eventsOf(study)).at(-1)).toMatchObject({ kind: 'failed', failure });
  });
});

describe('a training that makes no step', () => {
  test('is ended as hung', async () => {
    const { run, over, thread, study } = on.begin({ hangMs: 1_000 });
    await thread.epoch(1);
    await thread.step();
    expect(run.beat()).toMatchObject({ epoch: 1, step: 1, steps: 10 });
    const beating = setInterval(() => run.beat(), 100);
    await over;
    clearInterval(beating);
    expect(thread.isKilled).toBe(true);
    const message = expect.stringMatching(/^trial 7 made no training step for \d+ s$/);
    const failure = { class: 'hung', retryable: true, epoch: 1, message };
    expect((await on.eventsOf(study)).at(-1)).toMatchObject({ kind: 'failed', failure });
  });

  test('because NATS is unreachable does not count as hung', async () => {
    await using away = await startTestNats();
    const others = [await openBus(away, 'coordinator'), await openBus(away, 'worker')] as const;
    onTestFinished(async () => void (await Promise.all(others.map((each) => each.close()))));
    const { run, over, thread } = on.begin({ bus: others[1], hangMs: 400 });
    await thread.task;
    await away.kill();
    const stored = thread.epoch(1);
    for (let beats = 0; beats < 20; beats += 1) {
      await sleep(50);
      run.beat();
    }
    expect(thread.isKilled).toBe(false);
    await away.restart();
    await stored;
    await thread.end({ kind: 'complete' });
    await over;
  });
});
