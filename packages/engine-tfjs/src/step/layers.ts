import * as tf from '@tensorflow/tfjs-core';

/** Variables by parameter name. */
export type Variables = Readonly<Record<string, tf.Variable>>;

/** One dense layer: weight [inputs, outputs], bias [outputs]. */
export interface Layer {
  readonly weight: tf.Tensor2D;
  readonly bias: tf.Tensor1D;
  /** [outputs, inputs], where the backward pass needs it. */
  readonly transposed: tf.Tensor2D | undefined;
}

export type Layers = Readonly<Record<string, Layer>>;

/** These read constants, so no gradient goes through to their inputs. */
const INPUT_LAYERS = ['patch', 'place'];

/** The layers of a model. For training with their transposes, made once for all glimpses. */
export function layersOf(variables: Variables, training: boolean): Layers {
  const names = Object.keys(variables).flatMap((name) => /^(.*)\.weight$/.exec(name)?.[1] ?? []);
  return Object.fromEntries(
    names.map((name) => {
      const weight = variables[`${name}.weight`] as tf.Tensor2D;
      const transposed = training && !INPUT_LAYERS.includes(name) ? tf.transpose(weight) : undefined;
      return [name, { weight, bias: variables[`${name}.bias`] as tf.Tensor1D, transposed }];
    }),
  );
}

type Activation = 'linear' | 'relu';

/**
 * activation(Σ x · W + b) over the terms [x, layer]: x [rows, inputs] → [rows, outputs].
 *
 * It has its own gradient: TensorFlow.js would multiply by transposed views, which the wasm backend does 15 times
 * slower than transposing first and then multiplying.
 */
export function dense(
  terms: readonly (readonly [x: tf.Tensor2D, layer: Layer])[],
  activation: Activation = 'linear',
): tf.Tensor2D {
  const operation = tf.customGrad((...inputs) => {
    const save = inputs.at(-1) as unknown as tf.GradSaveFunc;
    const sum = terms
      .map(([a, { weight, bias }]) => tf.fused.matMul({ a, b: weight, bias }))
      .reduce((left, right) => tf.add(left, right));
    const value = activation === 'relu' ? tf.relu(sum) : sum;
    save([...terms.map(([x]) => x), value]);
    return { value, gradFunc: (dy, saved) => backward(dy as tf.Tensor2D, saved as tf.Tensor2D[]) };
  });

  function backward(dy: tf.Tensor2D, saved: tf.Tensor2D[]): tf.Tensor[] {
    const slope: tf.Tensor2D = activation === 'relu' ? tf.mul(dy, tf.step(saved.at(-1)!)) : dy;
    return terms.flatMap(([, { transposed }], index) => [
      ...(transposed ? [tf.matMul(slope, transposed)] : []),
      tf.matMul(tf.transpose(saved[index]!), slope),
      sumOfRows(slope),
    ]);
  }

  const inputs = terms.flatMap(([x, layer]) => [...(layer.transposed ? [x] : []), layer.weight, layer.bias]);
  return operation(...inputs) as tf.Tensor2D;
}

/** [rows, n] → [n], as a product: a sum over the outer axis is the slower way on wasm. */
function sumOfRows(x: tf.Tensor2D): tf.Tensor1D {
  return tf.reshape(tf.matMul(tf.ones<tf.Rank.R2>([1, x.shape[0]]), x), [x.shape[1]]);
}
