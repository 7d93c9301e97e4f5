import { describe, expect, it } from 'vitest';
import { planWorkers } from '../src/drive/devices.js';

describe('--device and --engine', () => {
  it('share the cores of the CPU among the workers', async () => {
    const plan = await planWorkers({ device: 'cpu', engine: 'auto', workers: 2, threads: 3 });
    const worker = { slots: 3, engine: 'auto', gpu: null };
    expect(plan).toEqual([worker, worker]);
  });

  it.each([
    ['cpu', 'tfjs-gpu', /contradict/],
    ['gpu', 'onnx', /--engine onnx does not run on --device gpu/],
    ['gpu:0', 'tfjs-wasm', /does not run on --device gpu:0/],
    ['tpu', 'auto', /--device tpu is unknown/],
  ] as const)('refuse %s with %s', async (device, engine, message) => {
    await expect(planWorkers({ device, engine })).rejects.toMatchObject({
      message: expect.stringMatching(message),
      kind: 'usage',
    });
  });
});
