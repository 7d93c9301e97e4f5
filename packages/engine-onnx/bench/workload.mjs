import { compileTrialConfig } from '@ram-sweep/protocol';
import { RandomStream } from '@ram-sweep/random';
import { freshState, initialParameters, modelSpec, retinaSize } from '@ram-sweep/ram';

/** A model and one batch of noise for images, from the fields of a trial config and the images' side. */
export function workload({ config, imageSize }) {
  const trial = compileTrialConfig(config);
  const spec = modelSpec(trial, { imageSize, classes: 10, pixelMean: 0.1307, pixelStd: 0.3081 });
  const rows = trial.batchSize;
  const random = RandomStream.of(1, 'bench');
  return {
    spec,
    rows,
    state: freshState(spec, initialParameters(spec, 1)),
    batch: {
      rows,
      images: random.uniforms(rows * imageSize ** 2, 0, 1),
      labels: Int32Array.from({ length: rows }, () => random.integer(0, 9)),
    },
    noise: {
      first: random.uniforms(rows * 2, -1, 1),
      steps: random.normals((spec.glimpses - 1) * rows * 2),
    },
  };
}

/** Floating point operations of one step: the products of all layers, forward and backward. */
export function operations({ spec, rows }) {
  const { glimpses, patchHidden, locationHidden, hidden, classes, locator, locatorHidden } = spec;
  const emitted = glimpses - 1;
  // Times, inputs, outputs; and products: 3, or 2 where no gradient flows on to the input.
  const layers = [
    [glimpses, retinaSize(spec), patchHidden, 2],
    [glimpses, 2, locationHidden, 2],
    [glimpses, patchHidden + locationHidden, hidden, 3],
    [glimpses, hidden, hidden, 3],
    [emitted, hidden, hidden, 3],
    [1, hidden, classes, 3],
    [emitted, hidden, 1, 2],
    ...(locator === 'hidden'
      ? [
          [emitted, hidden, locatorHidden, 2],
          [emitted, locatorHidden, 2, 3],
        ]
      : [[emitted, hidden, 2, 2]]),
  ];
  return layers.reduce((sum, factors) => sum + 2 * rows * factors.reduce((a, b) => a * b), 0);
}
