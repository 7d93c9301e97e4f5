import { openSplits } from '@ram-sweep/dataset';
import { openEngine } from '@ram-sweep/engines';
import { checkpointName, type CheckpointRef, type Job } from '@ram-sweep/protocol';
import { encodeCheckpoint, Training } from '@ram-sweep/ram';
import { expect, test } from 'vitest';
import { images, newJob, runsOnNats } from './runs-on-nats.js';

const on = runsOnNats();

/** What a training stands at before its first step, as bytes: a whole checkpoint. */
async function wholeCheckpoint(): Promise<Uint8Array> {
  const { dataset, config } = newJob();
  const { validationSplit, seed } = config;
  const splits = openSplits(await images.open(dataset), dataset, { validationSplit, seed });
  const training = await Training.start({ engine: await openEngine('tfjs-wasm'), config, data: splits });
  try {
    return encodeCheckpoint(await training.checkpoint());
  } finally {
    await training.dispose();
    await splits.close();
  }
}

const put = (job: Job, epoch: number, bytes: Uint8Array) =>
  on.bus.checkpoints.put(checkpointName(job.study, job.trial, 2, epoch, 0), bytes, { epoch, step: 0 });

const missing = (job: Job, epoch: number): CheckpointRef => ({
  name: checkpointName(job.study, job.trial, 1, epoch, 0),
  digest: '0'.repeat(64),
  bytes: 10,
  epoch,
  step: 0,
});

const notice = (epoch: number) => ({
  kind: 'notice',
  message: expect.stringContaining(`cannot resume from epoch ${epoch}:`),
});

test('a run resumes from the first checkpoint that is whole, and says what is wrong with those before it', async () => {
  const job = newJob();
  const whole = await wholeCheckpoint();
  const changed = { ...(await put(job, 4, whole)), digest: '1'.repeat(64) };
  const nonsense = await put(job, 3, new Uint8Array(100).fill(3));
  const good = await put(job, 2, whole);
  const older = await put(job, 1, whole);
  const { over, thread, study } = on.begin(
    {},
    {
      job,
      checkpoints: [missing(job, 5), changed, nonsense, good, older],
    },
  );
  expect(Buffer.compare((await thread.task).checkpoint!, whole)).toBe(0);
  await thread.end({ kind: 'failed', failure: { class: 'error', message: 'at once', retryable: true } });
  await over;
  expect(await on.eventsOf(study)).toMatchObject([
    notice(5),
    notice(4),
    notice(3),
    { kind: 'failed', failure: { epoch: 2 } },
  ]);
});

test('a run that is released before its first step passes on the checkpoint that it began with', async () => {
  const job = newJob();
  const good = await put(job, 2, await wholeCheckpoint());
  const { run, over, thread, study } = on.begin({}, { job, checkpoints: [good] });
  await thread.task;
  run.cancel('released');
  await thread.end({ kind: 'ended', checkpoint: new Uint8Array(10), epoch: 2, step: 0 });
  await over;
  expect(await on.eventsOf(study)).toMatchObject([{ kind: 'released', checkpoint: good }]);
});

test('a run without a whole checkpoint starts again, and says so', async () => {
  const job = newJob();
  const { over, thread, study } = on.begin({}, { job, checkpoints: [missing(job, 2)] });
  expect((await thread.task).checkpoint).toBeNull();
  await thread.end({ kind: 'complete' });
  await over;
  expect(await on.eventsOf(study)).toMatchObject([
    { kind: 'notice' },
    { kind: 'notice', message: expect.stringContaining('starts again from epoch 1') },
    { kind: 'complete' },
  ]);
});

test('a run that starts from the end of its grant gives the trial back untrained: that epoch is on its way', async () => {
  const job = newJob();
  const last = await put(job, 1, await wholeCheckpoint());
  const { over, study } = on.begin({}, { job, checkpoints: [last], untilEpoch: 1 });
  await over;
  expect(await on.eventsOf(study)).toMatchObject([{ kind: 'released', checkpoint: { epoch: 1 } }]);
});
