import { expect, it } from 'vitest';
import { freshState, type Engine, type ModelSpec } from '@ram-sweep/ram';
import {
  retinasOnPaper,
  transparentParameters,
  transparentSpec,
  widths,
} from '../reference/by-hand-retina.js';
import { oneGlimpse, passesOnPaper, updatesOnPaper } from '../reference/by-hand-training.js';

/** Declares: what can be worked out on paper comes out. */
export function describeByHand(engine: () => Engine): void {
  it.each(passesOnPaper)('gives losses and gradients that were derived by hand: %s', async (_, pass) => {
    const model = await engine().compile(pass.spec);
    await model.load(freshState(pass.spec, pass.parameters));
    const { gradients, ...losses } = await model.gradients(pass.batch, pass.noise);
    expectNumbers(losses, { ...pass.losses });
    for (const [name, expected] of Object.entries(pass.gradients)) {
      expect(gradients[name]!.length, name).toBe(expected.length);
      expected.forEach((value, index) => expect(gradients[name]![index], name).toBeCloseTo(value, 5));
    }
    await model.dispose();
  });

  it.each(updatesOnPaper)(
    'updates by hand-derived numbers: $title',
    async ({ changes, of, rate, change }) => {
      const { parameters, batch, noise } = oneGlimpse;
      const spec: ModelSpec = { ...oneGlimpse.spec, ...changes };
      const model = await engine().compile(spec);
      await model.load(freshState(spec, parameters));
      const [name, index] = of;
      for (const expected of change) {
        await model.step(batch, noise, rate);
        const state = await model.save();
        expect(state.parameters[name]![index]! - parameters[name][index]!).toBeCloseTo(expected, 5);
        await model.load({ ...state, parameters });
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
