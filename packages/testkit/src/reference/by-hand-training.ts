import type { Batch, Losses, ModelSpec, Noise, Parameters } from '@ram-sweep/ram';
import { tinySpec } from '../contract/cases.js';

/** A pass whose losses and gradients were worked out on paper. Gradients that are not listed are not checked. */
export interface PassOnPaper {
  readonly spec: ModelSpec;
  readonly parameters: Parameters;
  readonly batch: Batch;
  readonly noise: Noise;
  readonly losses: Losses;
  readonly gradients: Readonly<Record<string, readonly number[]>>;
}

const LN3 = Math.log(3);

/** One pixel, one unit in every layer, two classes. */
const narrow: ModelSpec = {
  ...tinySpec,
  imageSize: 1,
  classes: 2,
  patchSize: 1,
  patchHidden: 1,
  locationHidden: 1,
  hidden: 1,
  std: 0.5,
};

const sensorAndAnswer = {
  'patch.weight': Float32Array.of(2),
  'patch.bias': Float32Array.of(0),
  'place.weight': Float32Array.of(1, -1),
  'place.bias': Float32Array.of(0),
  'what.weight': Float32Array.of(1),
  'what.bias': Float32Array.of(0),
  'where.weight': Float32Array.of(2),
  'where.bias': Float32Array.of(0),
  'action.weight': Float32Array.of(0, LN3),
  'action.bias': Float32Array.of(0, 0),
};

const image = Float32Array.of(0.5);

/**
 * One image of one pixel (½), one glimpse at a learned place, label 0.
 *
 *   u_0 = 0 + ½ · (1, −1) = (½, −½);  the pixel covers the image wherever the patch lies
 *   patch: relu(2 · ½) = 1;  place: relu(½ − (−½)) = 1;  g = relu(1 · 1 + 2 · 1) = 3;  h = relu(⅓ · 3) = 1
 *   logits (0, ln 3 · 1), p = (¼, ¾): the answer is 1, so r = 0
 *
 *   action    = ln 4
 *   baseline  = (0 − ¼)² = 1/16
 *   log π(u)  = −(1² + 1²)/2 − 2 ln ½ − ln 2π = −1 + 2 ln 2 − ln 2π;  reinforce = −log π · (0 − ¼) = ¼ log π
 *
 * Backward: ∂/∂logits = (¼ − 1, ¾) = (−¾, ¾);  ∂/∂h = ¾ ln 3;  ∂/∂g = ¼ ln 3;  all relus are open.
 * ∂ log π/∂mean = ε/std = (2, −2), so ∂loss/∂mean = 0.1 · ¼ · (2, −2).  ∂/∂first.baseline = −2(0 − ¼) = ½.
 */
export const oneGlimpse = {
  spec: { ...narrow, glimpses: 1, firstLocation: 'learned', reinforceWeight: 0.1 } satisfies ModelSpec,
  parameters: {
    ...sensorAndAnswer,
    'input.weight': Float32Array.of(1 / 3),
    'input.bias': Float32Array.of(0),
    'recurrent.weight': Float32Array.of(5),
    'recurrent.bias': Float32Array.of(0),
    'first.mean': Float32Array.of(0, 0),
    'first.baseline': Float32Array.of(0.25),
  } satisfies Parameters,
  batch: { rows: 1, images: image, labels: Int32Array.of(0) },
  noise: { first: Float32Array.of(1, -1), steps: new Float32Array(0) },
  losses: {
    actionLoss: Math.log(4),
    baselineLoss: 1 / 16,
    reinforceLoss: (-1 + 2 * Math.log(2) - Math.log(2 * Math.PI)) / 4,
    loss: Math.log(4) + 1 / 16 + (0.1 * (-1 + 2 * Math.log(2) - Math.log(2 * Math.PI))) / 4,
    correct: 0,
  },
  gradients: {
    'action.bias': [-0.75, 0.75],
    'action.weight': [-0.75, 0.75],
    'input.weight': [0.75 * LN3 * 3],
    'recurrent.weight': [0],
    'recurrent.bias': [0.75 * LN3],
    'what.weight': [0.25 * LN3],
    'where.weight': [0.25 * LN3],
    'patch.weight': [0.25 * LN3 * 0.5],
    'place.weight': [0.5 * LN3 * 0.5, -0.5 * LN3 * 0.5],
    'first.mean': [0.05, -0.05],
    'first.baseline': [0.5],
  },
};

/**
 * The same pixel seen twice: from the centre, then where the locator says; label 1, which the answer is.
 *
 *   patch: relu(2 · ½) = 1 both times
 *   t = 1: l = (0, 0), place 0;  g = relu(1 · 1 + 2 · 0) = 1;  h_1 = relu(1 · 1) = 1
 *   μ = (¼, −¼) · h_1,  u = μ + ½ · (½, −½) = (½, −½),  b = ½ · h_1 = ½
 *   t = 2: place relu(½ − (−½)) = 1;  g = relu(1 · 1 + 2 · 1) = 3;  h_2 = relu(1 · 3 − 2 · h_1) = 1
 *   logits (0, ln 3 · h_2), p = (¼, ¾): r = ¾ where it is a probability, else 1
 *
 *   action    = −ln ¾
 *   log π(u)  = −(¼² + ¼²)/(2 · ¼) + 2 ln 2 − ln 2π = −¼ + 2 ln 2 − ln 2π
 *   baseline  = (r − ½)²;  reinforce = −log π · (r − ½)
 *
 * Backward, with A = r − ½, all relus open but place at t = 1, where l = 0 anyway:
 *   ∂/∂logits = (¼, ¾ − 1) = (¼, −¼);  ∂/∂h_2 = −¼ ln 3
 *   ∂/∂b = −2 A;  ∂/∂μ = −½ A (u − μ)/std² = −½ A (1, −1)
 *   ∂/∂h_1 = D = −2 · ∂/∂h_2 = ½ ln 3, and where all losses train the core, + ½ · −2 A + ¼ · −½ A − ¼ · ½ A = −1¼ A
 */
function twoGlimpses(changes: Partial<ModelSpec>, r: number, learnedByAll: boolean): PassOnPaper {
  const advantage = r - 1 / 2;
  const state1 = LN3 / 2 - (learnedByAll ? 1.25 * advantage : 0);
  const state2 = -LN3 / 4;
  const reinforceLoss = -(-1 / 4 + 2 * Math.log(2) - Math.log(2 * Math.PI)) * advantage;
  return {
    spec: {
      ...narrow,
      glimpses: 2,
      firstLocation: 'centre',
      locationMean: 'linear',
      reinforceWeight: 0.5,
      ...changes,
    },
    parameters: {
      ...sensorAndAnswer,
      'input.weight': Float32Array.of(1),
      'input.bias': Float32Array.of(0),
      'recurrent.weight': Float32Array.of(-2),
      'recurrent.bias': Float32Array.of(0),
      'location.weight': Float32Array.of(0.25, -0.25),
      'location.bias': Float32Array.of(0, 0),
      'baseline.weight': Float32Array.of(0.5),
      'baseline.bias': Float32Array.of(0),
    },
    batch: { rows: 1, images: image, labels: Int32Array.of(1) },
    noise: { first: Float32Array.of(0, 0), steps: Float32Array.of(0.5, -0.5) },
    losses: {
      actionLoss: -Math.log(3 / 4),
      baselineLoss: advantage ** 2,
      reinforceLoss,
      loss: -Math.log(3 / 4) + advantage ** 2 + reinforceLoss / 2,
      correct: 1,
    },
    gradients: {
      'action.bias': [0.25, -0.25],
      'action.weight': [0.25, -0.25],
      'location.weight': [-advantage / 2, advantage / 2],
      'location.bias': [-advantage / 2, advantage / 2],
      'baseline.weight': [-2 * advantage],
      'baseline.bias': [-2 * advantage],
      // g_1 = 1 and g_2 = 3
      'input.weight': [state1 + 3 * state2],
      'input.bias': [state1 + state2],
      // h_0 = 0 and h_1 = 1
      'recurrent.weight': [state2],
      'what.weight': [state1 + state2],
      // place is 0, then 1
      'where.weight': [state2],
      'patch.weight': [(state1 + state2) / 2],
      // where · l_2: nothing flows back into the locator through u
      'place.weight': [state2 * 2 * 0.5, state2 * 2 * -0.5],
    },
  };
}

/** Title and pass. */
export const passesOnPaper: readonly [string, PassOnPaper][] = [
  ['one glimpse at a learned place', oneGlimpse],
  ['two glimpses', twoGlimpses({}, 1, false)],
  ['rewarded by the probability', twoGlimpses({ reward: 'probability' }, 3 / 4, false)],
  ['core learns from all losses', twoGlimpses({ coreLosses: 'all' }, 1, true)],
  [
    'core learns from all losses, rewarded by the probability',
    twoGlimpses({ coreLosses: 'all', reward: 'probability' }, 3 / 4, true),
  ],
];

/** The changes of one weight of `oneGlimpse` over some steps that each begin with the same weights. */
export interface UpdateOnPaper {
  readonly title: string;
  readonly changes: Partial<ModelSpec>;
  readonly of: readonly [name: keyof typeof oneGlimpse.parameters, index: number];
  readonly rate: number;
  readonly change: readonly number[];
}

/**
 * The gradient g of the weight is the same in each step because the weights are put back.
 *
 * action.bias[1] has g = ¾. Adam's corrected means of a constant gradient are that gradient, so every step is
 * −rate · ¾/(¾ + 1e-8) = −rate. SGD with momentum ½: v = g, then ½g + g = 1.5 g, then 1.75 g.
 * first.mean[0] has g = ½ · reinforceWeight: with 2e-8 that is 1e-8, the size of Adam's ε: −rate · 1/(1 + 1).
 */
export const updatesOnPaper: readonly UpdateOnPaper[] = [
  { title: 'adam', changes: {}, of: ['action.bias', 1], rate: 0.01, change: [-0.01, -0.01, -0.01] },
  {
    title: 'the epsilon of adam',
    changes: { reinforceWeight: 2e-8 },
    of: ['first.mean', 0],
    rate: 0.01,
    change: [-0.005, -0.005],
  },
  {
    title: 'sgd with momentum ½',
    changes: { optimizer: 'sgd', momentum: 0.5 },
    of: ['action.bias', 1],
    rate: 0.1,
    change: [-0.075, -0.1125, -0.13125],
  },
  {
    title: 'sgd without momentum',
    changes: { optimizer: 'sgd', momentum: 0 },
    of: ['action.bias', 1],
    rate: 0.1,
    change: [-0.075, -0.075],
  },
];
