import { expect, it } from 'vitest';
import { freshState, type Engine, type ModelSpec, type Parameters } from '@ram-sweep/ram';
import { tinySpec } from './contract-cases.js';

/** Declares: what can be worked out on paper comes out. */
export function describeByHand(engine: () => Engine): void {
  it('gives losses and gradients that were derived by hand', async () => {
    const model = await engine().compile(onPaper.spec);
    await model.load(freshState(onPaper.spec, onPaper.parameters));
    const { gradients, ...losses } = await model.gradients(onPaper.batch, onPaper.noise);
    expectNumbers(losses, onPaper.losses);
    for (const [name, expected] of Object.entries(onPaper.gradients)) {
      expect(gradients[name]!.length, name).toBe(expected.length);
      expected.forEach((value, index) => expect(gradients[name]![index], name).toBeCloseTo(value, 5));
    }
    await model.dispose();
  });

  it.each(updatesOnPaper)(
    'updates by hand-derived numbers: $title',
    async ({ changes, of, rate, change }) => {
      const spec: ModelSpec = { ...onPaper.spec, ...changes };
      const model = await engine().compile(spec);
      await model.load(freshState(spec, onPaper.parameters));
      const [name, index] = of;
      for (const expected of change) {
        await model.step(onPaper.batch, onPaper.noise, rate);
        const state = await model.save();
        expect(state.parameters[name]![index]! - onPaper.parameters[name][index]!).toBeCloseTo(expected, 5);
        await model.load({ ...state, parameters: onPaper.parameters });
      }
      await model.dispose();
    },
  );

  it.each(retinasOnPaper)('sees what was read off by hand: $title', async ({ changes, location, retina }) => {
    const spec: ModelSpec = { ...transparentSpec, ...changes, ...widths(retina.length) };
    const model = await engine().compile(spec);
    await model.load(freshState(spec, transparentParameters(retina.length)));
    const images = Float32Array.from({ length: 16 }, (_, pixel) => (pixel + 1) / 16);
    const noise = { first: Float32Array.from(location), steps: new Float32Array(0) };
    const { probabilities } = await model.evaluate({ rows: 1, images }, noise);
    const powers = retina.map((value) => Math.exp(value / 16));
    const total = powers.reduce((sum, power) => sum + power, 0);
    for (const [cell, power] of powers.entries()) {
      expect(probabilities[cell], `cell ${cell}`).toBeCloseTo(power / total, 6);
    }
    await model.dispose();
  });

  it('answers a tie with the lowest class', async () => {
    const spec: ModelSpec = { ...transparentSpec, ...widths(4) };
    const model = await engine().compile(spec);
    await model.load(freshState(spec, transparentParameters(4)));
    const noise = { first: new Float32Array(6), steps: new Float32Array(0) };
    const batch = { rows: 3, images: new Float32Array(48), labels: Int32Array.of(0, 0, 3) };
    expect((await model.gradients(batch, noise)).correct).toBe(2);
    await model.dispose();
  });
}

function expectNumbers(
  actual: Readonly<Record<string, number>>,
  expected: Readonly<Record<string, number>>,
): void {
  expect(Object.keys(actual).toSorted()).toEqual(Object.keys(expected).toSorted());
  for (const [name, value] of Object.entries(expected)) expect(actual[name], name).toBeCloseTo(value, 5);
}

/**
 * One image of one pixel (½), one glimpse at a learned place, one unit in every layer, two classes, label 0.
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
const onPaper = {
  spec: {
    ...tinySpec,
    imageSize: 1,
    classes: 2,
    patchSize: 1,
    glimpses: 1,
    patchHidden: 1,
    locationHidden: 1,
    hidden: 1,
    firstLocation: 'learned',
    std: 0.5,
    reinforceWeight: 0.1,
  } satisfies ModelSpec,
  parameters: {
    'patch.weight': Float32Array.of(2),
    'patch.bias': Float32Array.of(0),
    'place.weight': Float32Array.of(1, -1),
    'place.bias': Float32Array.of(0),
    'what.weight': Float32Array.of(1),
    'what.bias': Float32Array.of(0),
    'where.weight': Float32Array.of(2),
    'where.bias': Float32Array.of(0),
    'input.weight': Float32Array.of(1 / 3),
    'input.bias': Float32Array.of(0),
    'recurrent.weight': Float32Array.of(5),
    'recurrent.bias': Float32Array.of(0),
    'action.weight': Float32Array.of(0, Math.log(3)),
    'action.bias': Float32Array.of(0, 0),
    'first.mean': Float32Array.of(0, 0),
    'first.baseline': Float32Array.of(0.25),
  } satisfies Parameters,
  batch: { rows: 1, images: Float32Array.of(0.5), labels: Int32Array.of(0) },
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
    'input.weight': [0.75 * Math.log(3) * 3],
    'recurrent.weight': [0],
    'recurrent.bias': [0.75 * Math.log(3)],
    'what.weight': [0.25 * Math.log(3)],
    'where.weight': [0.25 * Math.log(3)],
    'patch.weight': [0.25 * Math.log(3) * 0.5],
    'place.weight': [0.5 * Math.log(3) * 0.5, -0.5 * Math.log(3) * 0.5],
    'first.mean': [0.05, -0.05],
    'first.baseline': [0.5],
  },
};

/**
 * The changes of one weight over some steps; its gradient g is the same in each because the weights are put back.
 *
 * action.bias[1] has g = ¾. Adam's corrected means of a constant gradient are that gradient, so every step is
 * −rate · ¾/(¾ + 1e-8) = −rate. SGD with momentum ½: v = g, then ½g + g = 1.5 g, then 1.75 g.
 * first.mean[0] has g = ½ · reinforceWeight: with 2e-8 that is 1e-8, the size of Adam's ε: −rate · 1/(1 + 1).
 */
const updatesOnPaper: {
  title: string;
  changes: Partial<ModelSpec>;
  of: [name: keyof typeof onPaper.parameters, index: number];
  rate: number;
  change: number[];
}[] = [
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

/** Identity layers only: probabilities are the softmax of the retina. */
const transparentSpec: ModelSpec = {
  ...tinySpec,
  imageSize: 4,
  patchSize: 2,
  glimpses: 1,
  locationHidden: 1,
};

const widths = (width: number) => ({ classes: width, patchHidden: width, hidden: width });

function transparentParameters(width: number): Parameters {
  const identity = () =>
    Float32Array.from({ length: width * width }, (_, cell) => (cell % (width + 1) === 0 ? 1 : 0));
  const layers = ['patch', 'what', 'input', 'recurrent', 'action'];
  return {
    ...Object.fromEntries(layers.map((layer) => [`${layer}.weight`, identity()])),
    ...Object.fromEntries(layers.map((layer) => [`${layer}.bias`, new Float32Array(width)])),
    'place.weight': new Float32Array(2),
    'place.bias': new Float32Array(1),
    'where.weight': new Float32Array(width),
    'where.bias': new Float32Array(width),
  };
}

/**
 * The retina over the 4×4 image of pixels 1, 2, … 16 (sixteenths), by hand from start = floor(c − s/2 + ½):
 *
 *    1  2  3  4
 *    5  6  7  8
 *    9 10 11 12
 *   13 14 15 16
 */
const retinasOnPaper: {
  title: string;
  changes: Partial<ModelSpec>;
  location: number[];
  retina: number[];
}[] = [
  // c = 2, start = floor(1.5) = 1 on both axes
  { title: 'centre', changes: {}, location: [0, 0], retina: [6, 7, 10, 11] },
  // c = 0, start = floor(−0.5) = −1: one pixel is inside
  { title: 'top left', changes: {}, location: [-1, -1], retina: [0, 0, 0, 1] },
  // x: c = 4, start = floor(3.5) = 3; y: start = −1
  { title: 'top right', changes: {}, location: [1, -1], retina: [0, 0, 4, 0] },
  { title: 'bottom left', changes: {}, location: [-1, 1], retina: [0, 13, 0, 0] },
  { title: 'bottom right', changes: {}, location: [1, 1], retina: [16, 0, 0, 0] },
  // x: c = 3, start = floor(2.5) = 2; y: c = 1, start = floor(0.5) = 0
  { title: 'x first, then y', changes: {}, location: [0.5, -0.5], retina: [3, 4, 7, 8] },
  // odd patch: c = 2, start = floor(2 − 1.5 + 0.5) = 1
  {
    title: 'odd patch',
    changes: { patchSize: 3 },
    location: [0, 0],
    retina: [6, 7, 8, 10, 11, 12, 14, 15, 16],
  },
  // odd patch at x = 1: start = floor(4 − 1) = 3; at y = −1: start = floor(0 − 1) = −1
  {
    title: 'odd patch at the top right edge',
    changes: { patchSize: 3 },
    location: [1, -1],
    retina: [0, 0, 0, 4, 0, 0, 8, 0, 0],
  },
  // second patch: start = floor(2 − 2 + ½) = 0, the whole image in four means
  {
    title: 'two scales',
    changes: { scale: 2 },
    location: [0, 0],
    retina: [6, 7, 10, 11, 3.5, 5.5, 11.5, 13.5],
  },
  // second patch at the top left: start = floor(0 − 2 + ½) = −2: its last quarter is the mean of 1, 2, 5, 6
  {
    title: 'two scales at the top left edge',
    changes: { scale: 2 },
    location: [-1, -1],
    retina: [0, 0, 0, 1, 0, 0, 0, 3.5],
  },
  // pixels become (pixel − 2/16) · 3, and so does the padding: its −6/16 does not pass the relu
  {
    title: 'normalised after pooling, padding too',
    changes: { pixelShift: 2 / 16, pixelGain: 3 },
    location: [1, -1],
    retina: [0, 0, 6, 0],
  },
];
