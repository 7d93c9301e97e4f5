import { openOnnxEngine } from '@ram-sweep/engine-onnx';
import { openTfjsEngine } from '@ram-sweep/engine-tfjs';
import { compileTrialConfig, type TrialConfig } from '@ram-sweep/protocol';
import {
  freshState,
  initialParameters,
  modelSpec,
  type Batch,
  type Engine,
  type Losses,
  type Model,
  type ModelSpec,
  type Noise,
  type Parameters,
} from '@ram-sweep/ram';
import { RandomStream } from '@ram-sweep/random';
import { beforeAll, describe, expect, it } from 'vitest';

const shape = { imageSize: 28, classes: 10, pixelMean: 0.1307, pixelStd: 0.3081 };
const configs: Record<string, Partial<TrialConfig>> = {
  'as by default': {},
  'two scales, hidden locator, learned first location': {
    scale: 2,
    locator: 'hidden',
    firstLocation: 'learned',
    normalisation: 'standard',
  },
  'sgd, clipped': { optimizer: 'sgd', clipNorm: 0.5, learningRate: 0.1 },
};
const cases = Object.entries(configs).map(([title, changes]) => {
  const sizes = { hidden: 64, patchHidden: 48, locationHidden: 32, locatorHidden: 24, glimpses: 4 };
  return { title, spec: modelSpec(compileTrialConfig({ ...sizes, ...changes }), shape) };
});

/** A trial may go on elsewhere: its checkpoint must mean the same to every engine. */
describe.each(cases)('a model trained on one engine and taken over by another: $title', ({ spec }) => {
  let engines: Readonly<Record<'onnx' | 'tfjs', Engine>>;
  beforeAll(async () => {
    engines = { onnx: await openOnnxEngine(), tfjs: await openTfjsEngine({ backend: 'wasm' }) };
  });

  it.each([
    { from: 'tfjs', to: 'onnx' },
    { from: 'onnx', to: 'tfjs' },
  ] as const)('from $from to $to', async ({ from, to }) => {
    const [source, target] = [await engines[from].compile(spec), await engines[to].compile(spec)];
    await source.load(freshState(spec, initialParameters(spec, 3)));
    await train(source, [0, 1, 2]);
    const state = await source.save();
    await target.load(state);
    expect(await target.save()).toEqual(state);

    const input = draw(spec, 3);
    const [expected, actual] = [await source.gradients(...input), await target.gradients(...input)];
    expectSameLosses(actual, expected);
    expectClose(actual.gradients, expected.gradients);
    await Promise.all([train(source, [3, 4]), train(target, [3, 4])]);
    expectClose((await target.save()).parameters, (await source.save()).parameters);
    await Promise.all([source.dispose(), target.dispose()]);
  });
});

async function train(model: Model, steps: readonly number[]): Promise<void> {
  for (const step of steps) await model.step(...draw(model.spec, step), 0.001);
}

function draw(spec: ModelSpec, seed: number): [Batch, Noise] {
  const rows = 16;
  const random = RandomStream.of(seed, 'exchange');
  const images = random.uniforms(rows * spec.imageSize ** 2, 0, 1);
  const labels = Int32Array.from({ length: rows }, () => random.integer(0, spec.classes - 1));
  const noise = {
    first: random.uniforms(rows * 2, -1, 1),
    steps: random.normals((spec.glimpses - 1) * rows * 2),
  };
  return [{ rows, images, labels }, noise];
}

function expectSameLosses(actual: Losses, expected: Losses): void {
  expect(actual.correct).toBe(expected.correct);
  for (const part of ['loss', 'actionLoss', 'baselineLoss', 'reinforceLoss'] as const) {
    expect(Math.abs(actual[part] - expected[part])).toBeLessThanOrEqual(1e-4 * Math.abs(expected[part]));
  }
}

/** ‖actual − expected‖ ≤ 1e-4 · ‖expected‖, over all parameters together. */
function expectClose(actual: Parameters, expected: Parameters): void {
  const difference = Object.fromEntries(
    Object.entries(expected).map(([name, values]) => [
      name,
      values.map((value, index) => value - actual[name]![index]!),
    ]),
  );
  expect(Object.keys(actual)).toEqual(Object.keys(expected));
  expect(norm(difference) / norm(expected)).toBeLessThanOrEqual(1e-4);
}

const norm = (values: Parameters) =>
  Math.hypot(...Object.values(values).map((array) => Math.hypot(...array)));
