import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../src/environment.js';
import { planWorkers } from '../src/supervisor/devices.js';
import { gpuVariables } from '../src/supervisor/plan.js';

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
      exitCode: 2,
    });
  });

  it.each([
    ['shows a GPU’s worker that one', { engine: 'auto', gpu: 1 }, { CUDA_VISIBLE_DEVICES: '1' }],
    [
      'hides every GPU from a worker on the CPU',
      { engine: 'auto', gpu: null },
      { CUDA_VISIBLE_DEVICES: '-1' },
    ],
    ['hides none that was asked for by its engine', { engine: 'tfjs-gpu', gpu: null }, {}],
  ] as const)('%s', (_, worker, variables) => {
    expect(gpuVariables({ slots: 1, ...worker })).toEqual(variables);
  });

  it.each([
    [undefined, null],
    ['1,3', [1, 3]],
    ['-1', []],
    ['', []],
    ['GPU-8932f937', null],
  ])('CUDA_VISIBLE_DEVICES %j leaves the GPUs %j', (value, visible) => {
    expect(readEnvironment({ CUDA_VISIBLE_DEVICES: value }).visibleGpus).toEqual(visible);
  });
});
