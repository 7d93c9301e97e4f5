import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { openOnnxEngine } from '@ram-sweep/engine-onnx';
import type { Model, ModelState } from '@ram-sweep/ram';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drawBatch, smallSpec, start } from './small-model.js';

describe('an ONNX model', () => {
  let model: Model;
  beforeEach(async () => {
    model = await (await openOnnxEngine()).compile(smallSpec);
    await model.load(start());
  });
  afterEach(() => model.dispose());

  it('trains to the same bits in concurrent threads as alone', async () => {
    const batches = Array.from({ length: 30 }, (_, step) => drawBatch(step, step % 3 === 0 ? 32 : 17));
    const trainInThread = async (): Promise<ModelState> => {
      const workerData = { spec: smallSpec, state: start(), batches };
      const worker = new Worker(new URL('./training-thread.mjs', import.meta.url), { workerData });
      const [state] = (await once(worker, 'message')) as [ModelState];
      return state;
    };
    const threads = await Promise.all([trainInThread(), trainInThread()]);
    for (const [batch, noise] of batches) await model.step(batch, noise, 0.01);
    const alone = await model.save();
    expect(threads[0]).toEqual(alone);
    expect(threads[1]).toEqual(alone);
  });

  it('holds no more memory after thousands of steps', async () => {
    const inputs = [8, 5].map((rows, seed) => drawBatch(seed, rows));
    const train = async (steps: number) => {
      for (let step = 0; step < steps; step += 1) {
        const [batch, noise] = inputs[step % inputs.length]!;
        await model.step(batch, noise, 1e-3);
        await model.evaluate(batch, noise);
      }
      return process.memoryUsage().rss;
    };
    const settled = await train(500);
    // One kept copy of the gradients, 37,037 numbers, would be 296 MB by the end.
    expect((await train(2000)) - settled).toBeLessThan(64e6);
  }, 120_000);

  it('reads pixels and noise from shared memory', async () => {
    const [batch, noise] = drawBatch(1, 4);
    const sharedNoise = { first: shared(noise.first), steps: shared(noise.steps) };
    const looked = await model.gradients({ ...batch, images: shared(batch.images) }, sharedNoise);
    expect(looked).toEqual(await model.gradients(batch, noise));
  });

  it.each(['location.bias', 'patch.weight', 'recurrent.weight'])(
    'tells of a weight that is not a number by the loss: %s',
    async (name) => {
      const { parameters, ...rest } = start();
      await model.load({ ...rest, parameters: { ...parameters, [name]: parameters[name]!.map(() => NaN) } });
      const [batch, noise] = drawBatch(1, 4);
      const { loss, gradientNorm } = await model.step(batch, noise, 0.01);
      expect([loss, gradientNorm]).toEqual([NaN, NaN]);
    },
  );

  it('finishes the current step before it is disposed, and refuses the next', async () => {
    const [batch, noise] = drawBatch(1, 4);
    const [inHand] = await Promise.all([model.step(batch, noise, 0.01), model.dispose(), model.dispose()]);
    expect(inHand.loss).toBeGreaterThan(0);
    await expect(model.step(batch, noise, 0.01)).rejects.toMatchObject({ name: 'ModelDisposedError' });
    await expect(model.evaluate(batch, noise)).rejects.toMatchObject({ name: 'ModelDisposedError' });
  });
});

function shared(values: Float32Array): Float32Array {
  const copy = new Float32Array(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}
