import { describe, expect, it } from 'vitest';
import { capabilitiesOf, gpuEngines } from '../src/capabilities.js';
import { engineNames } from '../src/engine-names.js';
import { readEnvironment } from '../src/environment.js';
import { gpuVariables } from '../src/gpus.js';

describe('the GPU that a worker process sees', () => {
  it.each([
    ['is the one that it was given', 'auto', 1, { CUDA_VISIBLE_DEVICES: '1' }],
    ['is none on the CPU, or auto would take one', 'auto', null, { CUDA_VISIBLE_DEVICES: '-1' }],
    ['is any if its engine was requested', 'tfjs-gpu', null, {}],
  ] as const)('%s', (_, engine, gpu, variables) => {
    expect(gpuVariables(engine, gpu)).toEqual(variables);
  });
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

it('every engine says what it can do, and those on GPUs come first, as they are the fastest', () => {
  expect(engineNames.map((name) => capabilitiesOf(name).gpu)).toEqual(['cuda', 'none', 'none', 'none']);
  expect(gpuEngines).toEqual(['tfjs-gpu']);
});
