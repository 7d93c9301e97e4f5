import { expect, it } from 'vitest';
import {
  freshState,
  initialParameters,
  type Batch,
  type Engine,
  type Losses,
  type Model,
  type ModelSpec,
  type Noise,
} from '@ram-sweep/ram';
import { contractCases, drawInput, tinySpec } from './cases.js';
import { expectClose, expectWeights } from './expectations.js';
import { referencePass, type Weights } from '../reference/reference-model.js';
import {
  globalNorm,
  referenceGradients,
  referenceSlots,
  referenceWeights,
} from '../reference/reference-training.js';

const LEARNING_RATE = 0.02;

/** Rows of the steps of one training: a batch, a single image, a remainder. */
const STEP_ROWS = [3, 1, 2];

/** Declares: an engine follows the reference through several steps, and evaluates as it does. */
export function describeAgreement(engine: () => Engine): void {
  it.each(contractCases)('trains like the reference: %s', async (_, spec) => {
    const model = await engine().compile(spec);
    await model.load(freshState(spec, initialParameters(spec, 7)));
    for (const [step, rows] of STEP_ROWS.entries()) await expectStep(model, rows, step);
    await model.dispose();
  });

  it.each(contractCases)('evaluates like the reference: %s', async (_, spec) => {
    const parameters = initialParameters(spec, 8);
    const model = await engine().compile(spec);
    await model.load(freshState(spec, parameters));
    for (const following of ['mean', 'samples'] as const) {
      for (const rows of STEP_ROWS) {
        const { batch, noise } = drawInput(spec, parameters, rows, 9, following);
        expectEvaluation(await model.evaluate(batch, noise), spec, parameters, batch, noise);
      }
    }
    await model.dispose();
  });

  it.each([3, 4, 6])('puts patches of %i pixels at the very edge', async (patchSize) => {
    const spec: ModelSpec = { ...tinySpec, policy: 'random', patchSize, scale: 2, glimpses: 3 };
    const parameters = initialParameters(spec, 10);
    const model = await engine().compile(spec);
    await model.load(freshState(spec, parameters));
    const { batch } = drawInput(spec, parameters, 4, 11);
    const noise = {
      first: Float32Array.of(-1, -1, 1, 1, -1, 1, 1, -1),
      steps: Float32Array.of(1, -1, 0, 1, -1, 0, 0, 0, 1, 0, 1, 1, 0, -1, -1, -1),
    };
    expectEvaluation(await model.evaluate(batch, noise), spec, parameters, batch, noise);
    const { pass, gradients } = referenceGradients(spec, parameters, batch, noise);
    const actual = await model.gradients(batch, noise);
    expectLosses(actual, pass);
    expectWeights(actual.gradients, gradients);
    await model.dispose();
  });
}

/**
 * Slots are measured by the reference's gradients, and weights by the update formula on the engine's own slots: Adam
 * divides by √v, so the sign of a gradient that is zero but for rounding would count as much as the largest one.
 */
async function expectStep(model: Model, rows: number, seed: number): Promise<void> {
  const { spec } = model;
  const before = await model.save();
  const { batch, noise } = drawInput(spec, before.parameters, rows, seed);
  const { pass, gradients } = referenceGradients(spec, before.parameters, batch, noise);
  const looked = await model.gradients(batch, noise);
  expectLosses(looked, pass);
  expectWeights(looked.gradients, gradients);

  const taken = await model.step(batch, noise, LEARNING_RATE);
  expectLosses(taken, pass);
  expectClose([taken.gradientNorm], [globalNorm(gradients)], 'gradient norm');

  const after = await model.save();
  const slots = referenceSlots(spec, before.slots, gradients);
  expect(Object.keys(after.slots).toSorted()).toEqual(Object.keys(slots).toSorted());
  for (const [slot, values] of Object.entries(slots)) expectWeights(after.slots[slot]!, values);
  expect(after.updates).toBe(before.updates + 1);
  expectWeights(
    after.parameters,
    referenceWeights(spec, before.parameters, after.slots, after.updates, LEARNING_RATE),
  );
}

function expectLosses(actual: Losses, expected: Losses): void {
  expect(actual.correct).toBe(expected.correct);
  for (const part of ['loss', 'actionLoss', 'baselineLoss', 'reinforceLoss'] as const) {
    expectClose([actual[part]], [expected[part]], part);
  }
}

function expectEvaluation(
  actual: { probabilities: Float32Array; locations: Float32Array },
  spec: ModelSpec,
  weights: Weights,
  batch: Batch,
  noise: Noise,
): void {
  const { rows } = referencePass(spec, weights, batch, noise);
  const locations = Array.from({ length: spec.glimpses }, (_, t) => rows.flatMap((row) => row.locations[t]!));
  expectClose(
    actual.probabilities,
    rows.flatMap((row) => row.probabilities),
    'probabilities',
  );
  expectClose(actual.locations, locations.flat(), 'locations');
}
