import * as tf from '@tensorflow/tfjs-core';
import {
  learnsFirstLocation,
  learnsLaterLocations,
  retinaSize,
  type Batch,
  type ModelSpec,
  type Noise,
} from '@ram-sweep/ram';
import { dense, type Layers, type Variables } from './layers.js';
import { retina } from './retina.js';

/** A model as one step sees it. */
export interface WiredModel {
  readonly spec: ModelSpec;
  readonly variables: Variables;
  readonly layers: Layers;
}

/** A forward pass. What is detached left the graph as plain numbers. */
export interface Pass {
  /** [rows, C] */
  readonly logits: tf.Tensor2D;
  /** h_1 … h_{N−1} [rows, H]: what later locations were read from. */
  readonly states: tf.Tensor2D[];
  /** The T sampled locations u, [rows, 2] each. */
  readonly samples: readonly Float32Array[];
  /** Where each of the N glimpses went, [rows, 2] each. */
  readonly locations: readonly Float32Array[];
}

/** Looks N times. */
export function forward(model: WiredModel, batch: Pick<Batch, 'rows' | 'images'>, noise: Noise): Pass {
  const { spec, layers } = model;
  const { rows, images } = batch;
  const samples: Float32Array[] = [];
  const sampled = (mean: ArrayLike<number>, epsilon: Float32Array) => {
    const sample = epsilon.map((value, index) => mean[index % mean.length]! + spec.std * value);
    samples.push(sample);
    return sample.map((u) => Math.min(1, Math.max(-1, u)));
  };

  let location = learnsFirstLocation(spec)
    ? sampled(model.variables['first.mean']!.dataSync(), noise.first)
    : noise.first;
  const locations = [location];
  let state = tf.zeros<tf.Rank.R2>([rows, spec.hidden]);
  const states: tf.Tensor2D[] = [];

  for (let t = 1; ; t += 1) {
    state = core(layers, glimpse(spec, layers, images, location), state);
    if (t === spec.glimpses) break;
    states.push(state);
    const epsilon = noise.steps.subarray((t - 1) * rows * 2, t * rows * 2);
    location = learnsLaterLocations(spec)
      ? sampled(locationMean(spec, layers, state).dataSync(), epsilon)
      : epsilon;
    locations.push(location);
  }
  return { logits: dense([[state, layers['action']!]]), states, samples, locations };
}

/** Images and locations → g [rows, H]. */
function glimpse(spec: ModelSpec, layers: Layers, images: Float32Array, location: Float32Array): tf.Tensor2D {
  const rows = location.length / 2;
  const seen = tf.tensor2d(retina(spec, images, location), [rows, retinaSize(spec)]);
  const what = dense([[seen, layers['patch']!]], 'relu');
  const where = dense([[tf.tensor2d(location, [rows, 2]), layers['place']!]], 'relu');
  return dense(
    [
      [what, layers['what']!],
      [where, layers['where']!],
    ],
    'relu',
  );
}

/** g and h_{t−1} → h_t, all [rows, H]. */
function core(layers: Layers, glimpsed: tf.Tensor2D, state: tf.Tensor2D): tf.Tensor2D {
  return dense(
    [
      [glimpsed, layers['input']!],
      [state, layers['recurrent']!],
    ],
    'relu',
  );
}

/** h [n, H] → μ [n, 2]. */
export function locationMean(spec: ModelSpec, layers: Layers, state: tf.Tensor2D): tf.Tensor2D {
  const features = spec.locator === 'hidden' ? dense([[state, layers['locator']!]], 'relu') : state;
  const mean = dense([[features, layers['location']!]]);
  return spec.locationMean === 'tanh' ? tf.tanh(mean) : mean;
}
