import * as tf from '@tensorflow/tfjs-core';

/**
 * Registers the gradients of the few operations that the losses are made of, the same for every backend.
 *
 * TensorFlow.js keeps its own in its union package, which also brings WebGL, layers and converters. If a native
 * backend has loaded that package, these replace them: its SquaredDifference (4.22.0) does not sum over the axes
 * along which an input was broadcast, and then throws.
 */
export function registerGradients(): void {
  gradients.forEach(tf.registerGradient);
}

const gradients: tf.GradConfig[] = [
  {
    kernelName: tf.Add,
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, [a, b]) => ({
      a: () => reduceTo(a!, single(dy)),
      b: () => reduceTo(b!, single(dy)),
    }),
  },
  {
    kernelName: tf.Multiply,
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, [a, b]) => ({
      a: () => reduceTo(a!, tf.mul(single(dy), b!)),
      b: () => reduceTo(b!, tf.mul(single(dy), a!)),
    }),
  },
  {
    kernelName: tf.SquaredDifference,
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, [a, b]) => {
      const slope = () => tf.mul(single(dy), tf.mul(2, tf.sub(a!, b!)));
      return { a: () => reduceTo(a!, slope()), b: () => reduceTo(b!, tf.neg(slope())) };
    },
  },
  {
    kernelName: tf.Tanh,
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => tf.mul(single(dy), tf.sub(1, tf.square(y!))) }),
  },
  {
    // All sums in the losses are over everything: dy is a scalar.
    kernelName: tf.Sum,
    inputsToSave: ['x'],
    gradFunc: (dy, [x]) => ({ x: () => tf.mul(single(dy), tf.onesLike(x!)) }),
  },
];

const single = (dy: tf.Tensor | tf.Tensor[]) => dy as tf.Tensor;

/** Sums a gradient over the axes along which `input` was broadcast. */
function reduceTo(input: tf.Tensor, gradient: tf.Tensor): tf.Tensor {
  const axes = tf.broadcast_util.getReductionAxes(input.shape, gradient.shape);
  return tf.reshape(axes.length > 0 ? tf.sum(gradient, axes) : gradient, input.shape);
}
