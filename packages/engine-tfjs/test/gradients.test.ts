import * as tf from '@tensorflow/tfjs-core';
import { openTfjsEngine } from '@ram-sweep/engine-tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

/** As TensorFlow.js 4.22.0 has it in the package that its native backends load. */
const withoutBroadcasting: tf.GradConfig = {
  kernelName: tf.SquaredDifference,
  inputsToSave: ['a', 'b'],
  gradFunc: (dy, [a, b]) => ({
    a: () => tf.mul(dy as tf.Tensor, tf.mul(2, tf.sub(a!, b!))),
    b: () => tf.mul(dy as tf.Tensor, tf.mul(2, tf.sub(b!, a!))),
  }),
};

describe('gradients', () => {
  beforeAll(async () => {
    tf.registerGradient(withoutBroadcasting);
    await openTfjsEngine({ backend: 'wasm' });
  });

  it("take the place of TensorFlow.js's own, which know no broadcasting", () => {
    // d/db Σ (a − b)² over rows (1, 2), (3, 5) and b = (1, 1): −2 Σ (a − b) = −2 (0 + 2), −2 (1 + 4).
    const a = tf.tensor2d([1, 2, 3, 5], [2, 2]);
    const gradient = tf.grad((b: tf.Tensor) => tf.sum(tf.squaredDifference(a, b)))(tf.tensor1d([1, 1]));
    expect([...gradient.dataSync()]).toEqual([-4, -10]);
  });
});
