import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { openTfjsEngine } from '@ram-sweep/engine-tfjs';
import { freshState, initialParameters } from '@ram-sweep/ram';
import { randomInput, smallSpec } from './small-model.js';

describe('memory', () => {
  it.each(['adam', 'sgd'] as const)(
    'stays the same over an epoch and is all given back: %s',
    async (optimizer) => {
      const spec = { ...smallSpec, optimizer };
      const engine = await openTfjsEngine({ backend: 'wasm' });
      const empty = tf.memory();
      const model = await engine.compile(spec);
      await model.load(freshState(spec, initialParameters(spec, 1)));
      const loaded = tf.memory();
      expect(loaded.numTensors).toBeGreaterThan(empty.numTensors);
      for (let step = 0; step < 50; step += 1) {
        const { batch, noise } = randomInput(spec, step % 7 === 6 ? 3 : 8, step);
        await model.step(batch, noise, 0.001);
        await model.evaluate(batch, noise);
        await model.gradients(batch, noise);
        await model.load(await model.save());
      }
      expect(tf.memory()).toMatchObject({ numTensors: loaded.numTensors, numBytes: loaded.numBytes });
      await model.dispose();
      expect(tf.memory()).toMatchObject({ numTensors: empty.numTensors, numBytes: empty.numBytes });
    },
  );

  it('is given back when an input is refused', async () => {
    const model = await (await openTfjsEngine({ backend: 'wasm' })).compile(smallSpec);
    const { numTensors } = tf.memory();
    const { batch, noise } = randomInput(smallSpec, 8, 1);
    await expect(model.step({ ...batch, rows: 7 }, noise, 0.001)).rejects.toThrow('images');
    expect(tf.memory().numTensors).toBe(numTensors);
    await model.dispose();
  });
});
