import type { TrialConfig } from '@ram-sweep/protocol';
import { RandomStream } from '@ram-sweep/random';
import { learnsFirstLocation, learnsLaterLocations, retinaSize, type ModelSpec } from './model-spec.js';

/** Named weights, or anything with their shapes (gradients, optimizer slots). Row-major float32. */
export type Parameters = Readonly<Record<string, Float32Array>>;

/** Shape of every parameter by name; weights are [inputs, outputs], so a layer is x · W + b. */
export type ParameterShapes = Readonly<Record<string, readonly number[]>>;

/**
 * The parameters of a model, in the order in which they are drawn.
 *
 * patch.*      [k·g², P]   retina → patch layer            ("what", paper §3.1 θ_g⁰)
 * place.*      [2, L]      location (x, y) → place layer   ("where", θ_g¹)
 * what.*       [P, H]      patch layer → glimpse vector g  (θ_g²)
 * where.*      [L, H]      place layer → glimpse vector g
 * input.*      [H, H]      g → core
 * recurrent.*  [H, H]      h → core
 * action.*     [H, C]      h_N → classes
 * locator.*    [H, D]      only with locator: hidden
 * location.*   [H or D, 2] h_t → mean of the next location
 * baseline.*   [H, 1]      h_t → expected reward
 * first.mean [2], first.baseline [1]   only with firstLocation: learned
 */
export function parameterShapes(spec: ModelSpec): ParameterShapes {
  const { patchHidden, locationHidden, hidden, classes, locatorHidden } = spec;
  const locator =
    spec.locator === 'hidden'
      ? { ...layer('locator', hidden, locatorHidden), ...layer('location', locatorHidden, 2) }
      : layer('location', hidden, 2);
  return {
    ...layer('patch', retinaSize(spec), patchHidden),
    ...layer('place', 2, locationHidden),
    ...layer('what', patchHidden, hidden),
    ...layer('where', locationHidden, hidden),
    ...layer('input', hidden, hidden),
    ...layer('recurrent', hidden, hidden),
    ...layer('action', hidden, classes),
    ...(learnsLaterLocations(spec) ? { ...locator, ...layer('baseline', hidden, 1) } : {}),
    ...(learnsFirstLocation(spec) ? { 'first.mean': [2], 'first.baseline': [1] } : {}),
  };
}

const layer = (name: string, inputs: number, outputs: number): ParameterShapes => ({
  [`${name}.weight`]: [inputs, outputs],
  [`${name}.bias`]: [outputs],
});

export const elementCount = (shape: readonly number[]): number =>
  shape.reduce((product, side) => product * side, 1);

/** Number of trainable numbers in a model. */
export function parameterCount(spec: ModelSpec): number {
  return Object.values(parameterShapes(spec)).reduce((sum, shape) => sum + elementCount(shape), 0);
}

/**
 * Initial weights: uniform in ±1/√inputs for weights and biases of a layer, PyTorch's default for a linear layer
 * (the code that the reference curve comes from uses it). `first.*` start at zero: the centre of the image.
 *
 * recurrentInit: identity makes recurrent.weight the identity plus a tenth of that. The core, a sum through ReLU, then
 * keeps what it has seen from the first step on, whereas uniform weights let it fade (after Le, Jaitly & Hinton 2015,
 * https://arxiv.org/abs/1504.00941, who use the identity alone). Default: uniform.
 */
export function initialParameters(
  spec: ModelSpec,
  seed: number,
  recurrentInit: TrialConfig['recurrentInit'] = 'uniform',
): Parameters {
  const shapes = parameterShapes(spec);
  const parameters = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => {
      const length = elementCount(shape);
      if (name.startsWith('first.')) return [name, new Float32Array(length)];
      const inputs = shapes[name.replace(/\.bias$/, '.weight')]![0]!;
      const bound = 1 / Math.sqrt(inputs);
      return [name, RandomStream.of(seed, 'weights', name).uniforms(length, -bound, bound)];
    }),
  );
  if (recurrentInit === 'identity') pullToIdentity(parameters['recurrent.weight']!, spec.hidden);
  return parameters;
}

/** A tenth of the matrix [side, side], plus the identity; in place. */
function pullToIdentity(matrix: Float32Array, side: number): void {
  for (let index = 0; index < matrix.length; index += 1) {
    const onDiagonal = index % (side + 1) === 0;
    matrix[index] = matrix[index]! / 10 + (onDiagonal ? 1 : 0);
  }
}
