import { describe, expect, it } from 'vitest';
import { evaluateSplit, freshState, initialParameters, modelSpec, tracePaths } from '../src/index.js';
import { blobConfig, blobs, blobSplit } from './blob-images.js';
import { recordingEngine } from './recording-engine.js';
import { softmaxRegression } from './softmax-regression.js';

const config = blobConfig();
const spec = modelSpec(config, blobs());
const split = blobSplit(11, 3, false);
const options = { split, seed: 5, label: 'test', policy: 'sampled' } as const;

async function model(engine = softmaxRegression) {
  const compiled = await engine.compile(spec);
  await compiled.load(freshState(spec, initialParameters(spec, 1)));
  return compiled;
}

function recorded() {
  const engine = recordingEngine(softmaxRegression);
  return { engine, recording: engine.recording };
}

async function collect(traced: ReturnType<typeof tracePaths>) {
  const batches = [];
  for await (const batch of traced) batches.push(batch);
  return batches;
}

describe('tracing paths', () => {
  it('follows the first rollout of an evaluation, whatever the size of its batches', async () => {
    const { engine, recording } = recorded();
    const two = { ...config, evaluationRollouts: 2 };
    await evaluateSplit({ ...options, config: two, model: await model(engine) });
    const [firstRollout] = recording.evaluations;
    const singly = await collect(tracePaths({ ...options, model: await model(), batchSize: 1 }));
    // [N, rows, 2]: image by image from one, glimpse by glimpse from the other
    const paths = singly.map(({ evaluation }) => [...evaluation.locations]);
    const expected = Array.from({ length: 11 }, (_, row) =>
      [0, 1, 2].flatMap((step) => [
        ...firstRollout!.locations.subarray((step * 11 + row) * 2, (step * 11 + row + 1) * 2),
      ]),
    );
    expect(paths).toEqual(expected);
    expect(new Set(paths.flat()).size).toBe(11 * 3 * 2);
  });

  it('counts images from the beginning of the split', async () => {
    const batches = await collect(tracePaths({ ...options, model: await model(), batchSize: 4 }));
    expect(batches.map(({ first, batch }) => [first, batch.rows])).toEqual([
      [0, 4],
      [4, 4],
      [8, 3],
    ]);
  });

  it('shows one image as it is in the whole pass', async () => {
    const [seventh] = await collect(tracePaths({ ...options, model: await model(), batchSize: 1, from: 7 }));
    const whole = await collect(tracePaths({ ...options, model: await model() }));
    expect(seventh?.first).toBe(7);
    expect([...seventh!.evaluation.probabilities]).toEqual([
      ...whole[0]!.evaluation.probabilities.subarray(7 * 3, 8 * 3),
    ]);
  });
});
