import { RandomStream } from '@ram-sweep/random';
import { learnsFirstLocation, type Batch, type ModelSpec, type Noise } from '@ram-sweep/ram';
import { referencePass, type ReferencePass, type Weights } from '../reference/reference-model.js';
import { patchSides, patchStartBeforeFloor } from '../reference/reference-retina.js';

/** Small enough that the reference differentiates every weight numerically, large enough to have every part. */
export const tinySpec: ModelSpec = Object.freeze({
  imageSize: 10,
  classes: 3,
  patchSize: 4,
  scale: 1,
  glimpses: 4,
  patchHidden: 5,
  locationHidden: 4,
  hidden: 6,
  locator: 'linear',
  locatorHidden: 5,
  locationMean: 'tanh',
  coreLosses: 'action',
  policy: 'learned',
  firstLocation: 'random',
  std: 0.25,
  reward: 'correct',
  reinforceWeight: 0.5,
  clipNorm: null,
  optimizer: 'adam',
  momentum: 0.9,
  pixelShift: 0,
  pixelGain: 1,
});

/** What every engine must agree on with the reference, as changes of the tiny model. */
const cases: Readonly<Record<string, Partial<ModelSpec>>> = {
  'even patch, one scale': {},
  'even patch, two scales': { scale: 2 },
  'odd patch, one scale': { patchSize: 3 },
  'odd patch, two scales': { patchSize: 3, scale: 2 },
  'odd patch, three scales': { patchSize: 3, scale: 3 },
  'patches wider than the image': { patchSize: 6, scale: 3, glimpses: 2 },
  'patch of a single pixel': { patchSize: 1, scale: 2 },
  'odd image': { imageSize: 9, scale: 2 },
  'one glimpse': { glimpses: 1 },
  'one glimpse at a learned place': { glimpses: 1, firstLocation: 'learned' },
  'two glimpses': { glimpses: 2 },
  'eight glimpses': { glimpses: 8 },
  'eight glimpses, three scales': { glimpses: 8, patchSize: 3, scale: 3 },
  'locator with a hidden layer': { locator: 'hidden' },
  'linear location mean': { locationMean: 'linear' },
  'linear location mean, hidden locator, two scales': {
    locationMean: 'linear',
    locator: 'hidden',
    scale: 2,
  },
  'wide policy, clamped at the edges': { std: 1.5, scale: 2 },
  'narrow policy': { std: 0.03 },
  'first location at the centre': { firstLocation: 'centre' },
  'first location at the centre, odd patch': { firstLocation: 'centre', patchSize: 3 },
  'first location learned': { firstLocation: 'learned' },
  'first location learned, linear mean, hidden locator': {
    firstLocation: 'learned',
    locationMean: 'linear',
    locator: 'hidden',
    scale: 2,
  },
  'random policy': { policy: 'random' },
  'random policy ignores a learned first location': { policy: 'random', firstLocation: 'learned' },
  'frozen policy': { policy: 'frozen', firstLocation: 'centre' },
  'core learns from all losses': { coreLosses: 'all' },
  'core learns from all losses, two glimpses': { coreLosses: 'all', glimpses: 2 },
  'core learns from all losses, one glimpse at a learned place': {
    coreLosses: 'all',
    glimpses: 1,
    firstLocation: 'learned',
  },
  'core learns from all losses, hidden locator, linear mean, learned first location': {
    coreLosses: 'all',
    locator: 'hidden',
    locationMean: 'linear',
    firstLocation: 'learned',
    glimpses: 8,
  },
  'core learns from all losses, random policy': { coreLosses: 'all', policy: 'random' },
  'core learns from all losses, clipped sgd': { coreLosses: 'all', optimizer: 'sgd', clipNorm: 0.05 },
  'rewarded by the probability': { reward: 'probability' },
  'core learns from all losses, rewarded by the probability': { coreLosses: 'all', reward: 'probability' },
  'no REINFORCE': { reinforceWeight: 0 },
  'normalised pixels': { pixelShift: 0.1307, pixelGain: 1 / 0.3081, scale: 2 },
  'sgd with momentum': { optimizer: 'sgd' },
  'sgd without momentum': { optimizer: 'sgd', momentum: 0 },
  'sgd, clipped': { optimizer: 'sgd', clipNorm: 0.05 },
  'adam, clipped': { clipNorm: 0.05 },
  'clipping that is never reached': { clipNorm: 1e6 },
};

/** Title and spec of each case. */
export const contractCases = Object.entries(cases).map(([title, changes]): [string, ModelSpec] => [
  title,
  Object.freeze({ ...tinySpec, ...changes }),
]);

/** How the policy moves: by samples as in training, or along its mean. */
export type Following = 'samples' | 'mean';

/**
 * A random batch and noise, drawn again until float32 and float64 cannot fall on two sides of a step: the most
 * probable class is clear, and no patch starts within a thousandth of a pixel of the next.
 */
export function drawInput(
  spec: ModelSpec,
  weights: Weights,
  rows: number,
  seed: number,
  following: Following = 'samples',
): { batch: Batch; noise: Noise } {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const random = RandomStream.of(seed, 'contract', rows, attempt);
    const input = { batch: drawBatch(spec, rows, random), noise: drawNoise(spec, rows, random, following) };
    if (isClear(spec, referencePass(spec, weights, input.batch, input.noise))) return input;
  }
  throw new Error('no well-conditioned input among 200 draws: is the model degenerate?');
}

/** A third of the pixels is background. */
function drawBatch(spec: ModelSpec, rows: number, random: RandomStream): Batch {
  const pixel = () => Math.max(0, random.uniform() * 1.5 - 0.5);
  return {
    rows,
    images: Float32Array.from({ length: rows * spec.imageSize ** 2 }, pixel),
    labels: Int32Array.from({ length: rows }, () => random.integer(0, spec.classes - 1)),
  };
}

function drawNoise(spec: ModelSpec, rows: number, random: RandomStream, following: Following): Noise {
  const first = rows * 2;
  const steps = (spec.glimpses - 1) * rows * 2;
  const epsilons = (length: number) =>
    following === 'mean' ? new Float32Array(length) : random.normals(length);
  const places = (length: number, centred: boolean) =>
    centred ? new Float32Array(length) : random.uniforms(length, -1, 1);
  return {
    first: learnsFirstLocation(spec) ? epsilons(first) : places(first, spec.firstLocation === 'centre'),
    steps: spec.policy === 'learned' ? epsilons(steps) : places(steps, spec.policy === 'frozen'),
  };
}

const CLEARANCE = 1e-3;

function isClear(spec: ModelSpec, pass: ReferencePass): boolean {
  return pass.rows.every(({ probabilities, locations }) => {
    const [best, second] = probabilities.toSorted((a, b) => b - a);
    const places = locations.flat();
    return best! - (second ?? 0) > CLEARANCE && places.every((place) => isClearPlace(spec, place));
  });
}

/**
 * Whether every precision finds the same first pixel: next to a tie float32 and float64 do not. Edges and centre are
 * exact in float32, and so is where their patches start.
 */
function isClearPlace(spec: ModelSpec, place: number): boolean {
  if (Number.isInteger(place)) return true;
  return patchSides(spec).every((side) => {
    const start = patchStartBeforeFloor(spec, place, side);
    return Math.abs(start - Math.round(start)) > CLEARANCE;
  });
}
