import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { RandomStream } from '@ram-sweep/random';
import { expect, it } from 'vitest';
import { Optimizer } from '../src/graph/optimizer.js';
import { smallSpec, start } from './small-model.js';

/** Adam of one weight as the paper's algorithm 1 writes it, in float64. */
class Adam {
  m = 0;
  v = 0;
  t = 0;

  change(g: number, rate: number): number {
    this.t += 1;
    this.m = 0.9 * this.m + 0.1 * g;
    this.v = 0.999 * this.v + 0.001 * g * g;
    const corrected = Math.sqrt(this.v / (1 - 0.999 ** this.t));
    return (-rate * (this.m / (1 - 0.9 ** this.t))) / (corrected + 1e-8);
  }
}

function open(changes: Partial<typeof smallSpec> = {}): Optimizer {
  const optimizer = new Optimizer({ ...smallSpec, clipNorm: null, ...changes });
  optimizer.weights.set(start().parameters);
  return optimizer;
}

it('runs what optimizer.wat says: `npm run assemble` was not forgotten', async () => {
  const script = fileURLToPath(new URL('../wasm/assemble.mjs', import.meta.url));
  await expect(promisify(execFile)(process.execPath, [script, '--check'])).resolves.toBeDefined();
});

it('follows Adam in float64, from large gradients to tiny ones and back, the last weight too', () => {
  const optimizer = open();
  const { weights, gradient } = optimizer;
  const random = RandomStream.of(1, 'gradients');
  const followed = [0, 1, 1001, weights.values.length - 1].map((at) => ({ at, adam: new Adam(), sum: 0 }));
  const first = weights.values.slice();
  for (let step = 0; step < 100; step += 1) {
    gradient.values.set(random.normals(weights.values.length));
    const size = 10 ** (-6 * Math.sin((step / 100) * Math.PI));
    gradient.values.forEach((value, at) => (gradient.values[at] = value * size));
    for (const weight of followed) weight.sum += weight.adam.change(gradient.values[weight.at]!, 0.01);
    optimizer.update(0.01);
  }
  for (const { at, sum } of followed) expect(weights.values[at]! - first[at]!).toBeCloseTo(sum, 5);
});

it('sums up the squares of all gradients, and clips to the norm', () => {
  // 37,037 gradients of ½: ¼ · 37,037 = 9,259.25 is exact in float64. The count is no multiple of 4.
  const clipped = open({ clipNorm: 1, optimizer: 'sgd', momentum: 0 });
  clipped.gradient.values.fill(0.5);
  expect(clipped.gradient.values.length % 4).not.toBe(0);
  expect(clipped.update(0)).toBe(Math.sqrt(9259.25));
  const velocity = clipped.slots['velocity']!.values;
  expect(velocity[0]).toBeCloseTo(0.5 / Math.sqrt(9259.25), 7);
});

it('lets the moments of a weight without gradient end at zero, not in denormal numbers', () => {
  const optimizer = open();
  const { m, v } = optimizer.slots;
  m!.values.fill(1e-3);
  v!.values.fill(1e-25);
  // 0.9^300 = 2e-14, so m is 2e-17 and below 2^-56 soon after; 0.999^n · 1e-25 is below 2^-112 = 1.9e-34 at n = 20,100.
  for (let step = 0; step < 20_200; step += 1) optimizer.update(1e-4);
  expect([m!.values[0], v!.values[0], m!.values.at(-1), v!.values.at(-1)]).toEqual([0, 0, 0, 0]);
});
