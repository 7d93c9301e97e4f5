import type { EpochResult } from '@ram-sweep/protocol';
import { describe, expect, it } from 'vitest';
import { Training, TrainingDivergedError, type Parameters, type StepProgress } from '../src/index.js';
import { blobConfig, blobs, blobSplit } from './blob-images.js';
import { recordingEngine } from './recording-engine.js';
import { softmaxRegression } from './softmax-regression.js';
import { finish, numbersOf } from './trained.js';

const data = blobs();
const engine = softmaxRegression;

async function numbersFrom(seed: number): Promise<unknown> {
  const training = await Training.start({ engine, config: blobConfig({ seed }), data });
  await finish(training);
  const { state, history } = numbersOf(await training.checkpoint());
  return { state, history };
}

describe('training', () => {
  it('learns', async () => {
    const training = await Training.start({
      engine,
      config: blobConfig({ policy: 'frozen', epochs: 20 }),
      data,
    });
    const history = await finish(training);
    // Guessing one of three classes errs on two thirds.
    expect(history.at(-1)!.trainError).toBeLessThan(0.2);
    expect(history.at(-1)!.validationError).toBeLessThan(0.3);
    expect(history.at(-1)!.trainLoss).toBeLessThan(history[0]!.trainLoss / 1.5);
  });

  it('repeats exactly from its seed, and not from another', async () => {
    expect(await numbersFrom(7)).toEqual(await numbersFrom(7));
    expect(await numbersFrom(8)).not.toEqual(await numbersFrom(7));
  });

  it('reports epochs when they are complete, and every step and pass of validation', async () => {
    const training = await Training.start({ engine, config: blobConfig({ epochs: 2 }), data });
    const seen: (StepProgress | EpochResult)[] = [];
    for await (const result of training.epochs({ onStep: (step) => seen.push(step) })) seen.push(result);
    expect(seen).toEqual(
      [1, 2].flatMap((epoch) => [
        ...[1, 2, 3, 4, 4].map((step) => ({ epoch, step, steps: 4 })),
        expect.objectContaining({ epoch, steps: 4 }),
      ]),
    );
    const { history } = await training.checkpoint();
    expect(history).toEqual(seen.filter((item) => 'validationError' in item));
  });

  it('reports means over the rows of an epoch as they were trained on', async () => {
    const recorder = recordingEngine(engine);
    const config = blobConfig({ epochs: 1, rollouts: 2 });
    const [result] = await finish(await Training.start({ engine: recorder, config, data }));
    const { steps } = recorder.recording;
    expect(steps.map(({ rows }) => rows)).toEqual([16, 16, 16, 10]);
    const mean = steps.reduce((sum, step) => sum + step.result.loss * step.rows, 0) / 58;
    const correct = steps.reduce((sum, step) => sum + step.result.correct, 0);
    expect(result!.trainLoss).toBeCloseTo(mean, 12);
    expect(result!.trainError).toBeCloseTo(1 - correct / 58, 12);
  });

  it('anneals the learning rate inside its own epochs', async () => {
    const recorder = recordingEngine(engine);
    const config = blobConfig({ epochs: 2, learningRate: 0.08, schedule: 'linear' });
    const history = await finish(await Training.start({ engine: recorder, config, data }));
    // S = 8 steps: 0.08 · (1 − s/8)
    const expected = [0.08, 0.07, 0.06, 0.05, 0.04, 0.03, 0.02, 0.01];
    recorder.recording.steps.forEach((step, index) =>
      expect(step.learningRate).toBeCloseTo(expected[index]!, 12),
    );
    expect(history.map(({ learningRate }) => learningRate)).toEqual([0.08, 0.04]);
  });

  it('lowers the rate by the plateau that it saw', async () => {
    const recorder = recordingEngine(engine);
    const config = blobConfig({
      epochs: 12,
      learningRate: 0.3,
      schedule: 'plateau',
      patience: 1,
      decay: 0.5,
    });
    const history = await finish(await Training.start({ engine: recorder, config, data }));
    let best = Infinity;
    let rate = 0.3;
    for (const { epoch, learningRate, validationError } of history) {
      expect(learningRate).toBeCloseTo(rate, 12);
      expect(recorder.recording.steps[(epoch - 1) * 4]!.learningRate).toBe(learningRate);
      if (validationError >= best) rate /= 2;
      best = Math.min(best, validationError);
    }
    expect(rate).toBeLessThan(0.3);
  });

  it('keeps the weights of its best epoch', async () => {
    const config = blobConfig({ epochs: 8, learningRate: 3, optimizer: 'sgd', schedule: 'constant' });
    const training = await Training.start({ engine, config, data });
    const weights: Parameters[] = [];
    for await (const { epoch } of training.epochs()) {
      weights[epoch - 1] = (await training.checkpoint()).state.parameters;
    }
    const { history } = await training.checkpoint();
    const errors = history.map(({ validationError }) => validationError);
    const best = errors.indexOf(Math.min(...errors));
    // A rate as high as this one must not leave the best epoch last, or the test would show nothing.
    expect(best).toBeLessThan(errors.length - 1);
    expect((await training.checkpoint()).best).toEqual({
      epoch: best + 1,
      validationError: errors[best],
      parameters: weights[best],
    });
  });

  it.each(['train', 'validation'] as const)('refuses an empty %s split', async (name) => {
    const empty = blobs({ [name]: blobSplit(0, 1, false) });
    await expect(Training.start({ engine, config: blobConfig(), data: empty })).rejects.toThrow(RangeError);
  });

  it('lets one loop run at a time', async () => {
    const training = await Training.start({ engine, config: blobConfig(), data });
    const first = training.epochs();
    await first.next();
    await expect(training.epochs().next()).rejects.toThrow('already running');
    await first.return(undefined);
    expect((await training.epochs().next()).value).toMatchObject({ epoch: 2 });
  });
});

describe('an abort', () => {
  it.each([
    { during: 'step', at: 1 },
    { during: 'step', at: 6 },
    { during: 'evaluate', at: 1 },
    { during: 'evaluate', at: 5 },
  ] as const)('during $during $at is obeyed before the next one', async ({ during, at }) => {
    const controller = new AbortController();
    const reason = new Error('the worker is leaving');
    const calls: string[] = [];
    const recorder = recordingEngine(engine, {
      onCall: (call) => {
        calls.push(call);
        if (calls.filter((name) => name === during).length === at) controller.abort(reason);
      },
    });
    const config = blobConfig({ evaluationRollouts: 3 });
    const training = await Training.start({ engine: recorder, config, data });
    await expect(finish(training, { signal: controller.signal })).rejects.toBe(reason);
    expect(calls.filter((name) => name === during)).toHaveLength(at);
    expect(calls.at(-1)).toBe(during);
  });

  it('before the start lets nothing run', async () => {
    const recorder = recordingEngine(engine);
    const training = await Training.start({ engine: recorder, config: blobConfig(), data });
    await expect(finish(training, { signal: AbortSignal.abort('early') })).rejects.toBe('early');
    expect(recorder.recording).toEqual({ steps: [], evaluations: [] });
  });

  it('after the last pass of the last epoch does not take the epoch back', async () => {
    const controller = new AbortController();
    const recorder = recordingEngine(engine, {
      onCall: (call) => call === 'evaluate' && controller.abort(),
    });
    const training = await Training.start({ engine: recorder, config: blobConfig({ epochs: 1 }), data });
    expect(await finish(training, { signal: controller.signal })).toHaveLength(1);
    expect((await training.checkpoint()).history).toHaveLength(1);
  });
});

describe('training that diverges', () => {
  // (pixel − shift) · 1e38 overflows float32 once weights multiply and sum it.
  const overflowing = blobs({ pixelStd: 1e-38 });
  const config = blobConfig({ normalisation: 'standard', optimizer: 'sgd', learningRate: 10 });

  it('says where and what, and is not worth a retry', async () => {
    const training = await Training.start({ engine, config, data: overflowing });
    const error = await finish(training).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TrainingDivergedError);
    expect(error).toMatchObject({ epoch: 1, quantity: 'loss', value: NaN, retryable: false });
    expect((error as Error).message).toMatch(/^training diverged: the loss is NaN in epoch 1 after \d steps/);
  });

  it('gives no checkpoint and does not continue', async () => {
    const training = await Training.start({ engine, config, data: overflowing });
    const asked: Promise<unknown>[] = [];
    const onStep = (): unknown => asked.push(training.checkpoint());
    await expect(finish(training, { onStep })).rejects.toThrow(TrainingDivergedError);
    await Promise.all(asked);
    await expect(training.checkpoint()).rejects.toThrow('has failed');
    await expect(training.epochs().next()).rejects.toThrow('has failed');
  });

  it('in its last step is seen by the validation', async () => {
    // The loss of the only step is some 1e20; with the weights that it leaves, logits are beyond 1e38.
    const training = await Training.start({
      engine,
      config: { ...config, epochs: 1, batchSize: 29 },
      data: blobs({ pixelStd: 1e-20 }),
    });
    await expect(finish(training)).rejects.toMatchObject({ quantity: 'validation loss', step: 1 });
  });
});
