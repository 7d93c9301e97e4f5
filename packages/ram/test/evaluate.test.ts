import { describe, expect, it } from 'vitest';
import { evaluateSplit, freshState, initialParameters, modelSpec, type Model } from '../src/index.js';
import { blobConfig, blobs, blobSplit } from './blob-images.js';
import { recordingEngine } from './recording-engine.js';
import { softmaxRegression } from './softmax-regression.js';

const config = blobConfig();

/** A model that gives every image the softmax of these logits. */
async function blindModel(logits: readonly number[], engine = softmaxRegression): Promise<Model> {
  const spec = modelSpec(config, blobs());
  const zero = Object.fromEntries(
    Object.entries(initialParameters(spec, 1)).map(([name, values]) => [name, values.map(() => 0)]),
  );
  const model = await engine.compile(spec);
  await model.load(freshState(spec, { ...zero, 'action.bias': Float32Array.from(logits) }));
  return model;
}

async function trainedModel(engine = softmaxRegression): Promise<Model> {
  const spec = modelSpec(config, blobs());
  const model = await engine.compile(spec);
  await model.load(freshState(spec, initialParameters(spec, 1)));
  return model;
}

const evaluation = { config, seed: 1, label: 'test' };
// labels 0, 1, 2, 0
const split = blobSplit(4, 3, false);

describe('the error and loss of a split', () => {
  it('are shares and means over its images', async () => {
    const model = await blindModel([Math.log(2), 0, 0]);
    // p = (½, ¼, ¼): class 0 for all four images, of which two are right; −log p = ln 2, ln 4, ln 4, ln 2
    const result = await evaluateSplit({ ...evaluation, model, split });
    expect(result).toEqual({ error: 0.5, loss: expect.closeTo(1.5 * Math.LN2, 6), images: 4 });
  });

  it('give a tie to the lowest class', async () => {
    const model = await blindModel([0, 0, -1]);
    // class 0 for all: two of four are right; class 1 would be right for one
    expect((await evaluateSplit({ ...evaluation, model, split })).error).toBe(0.5);
  });

  it('stay finite if a probability was rounded to zero', async () => {
    const model = await blindModel([200, 0, 0]);
    // two images with p = 1, two with p = 0, taken as 2^−149
    const { loss } = await evaluateSplit({ ...evaluation, model, split });
    expect(loss).toBeCloseTo((149 * Math.LN2) / 2, 6);
  });

  it('are NaN if the model is', async () => {
    const model = await blindModel([NaN, 0, 0]);
    expect((await evaluateSplit({ ...evaluation, model, split })).loss).toBeNaN();
  });

  it('count every image once, in more than one batch too', async () => {
    const recorder = recordingEngine(softmaxRegression);
    const model = await blindModel([1, 0, 0], recorder);
    const large = blobSplit(1100, 3, false);
    // labels 0, 1, 2, 0, 1, 2, …: 367 of 1,100 are of class 0
    const result = await evaluateSplit({ ...evaluation, model, split: large });
    expect(result).toMatchObject({ error: 733 / 1100, images: 1100 });
    expect(recorder.recording.evaluations.map(({ probabilities }) => probabilities.length / 3)).toEqual([
      512, 512, 76,
    ]);
  });

  it('do not exist without images', async () => {
    const empty = blobSplit(0, 3, false);
    await expect(evaluateSplit({ ...evaluation, model: await trainedModel(), split: empty })).rejects.toThrow(
      'the test split is empty',
    );
  });
});

describe('rollouts', () => {
  it('average the probabilities of their paths', async () => {
    const recorder = recordingEngine(softmaxRegression);
    const model = await trainedModel(recorder);
    const { loss } = await evaluateSplit({ ...evaluation, model, split, rollouts: 3 });
    const passes = recorder.recording.evaluations.map(({ probabilities }) => probabilities);
    expect(passes).toHaveLength(3);
    const losses = [0, 1, 2, 0].map((label, row) => {
      const [a, b, c] = passes.map((probabilities) => probabilities[row * 3 + label]!);
      return -Math.log((a! + b! + c!) / 3);
    });
    expect(new Set(passes.map((pass) => pass.join())).size).toBe(3);
    expect(loss).toBeCloseTo(losses.reduce((sum, value) => sum + value, 0) / 4, 12);
  });

  it('begin with the same paths, however many there are', async () => {
    const recorder = recordingEngine(softmaxRegression);
    const model = await trainedModel(recorder);
    await evaluateSplit({ ...evaluation, model, split, rollouts: 1 });
    await evaluateSplit({ ...evaluation, model, split, rollouts: 2 });
    const [alone, first, second] = recorder.recording.evaluations;
    expect(first).toEqual(alone);
    expect(second).not.toEqual(alone);
  });

  it('are one if all paths are the same', async () => {
    const recorder = recordingEngine(softmaxRegression);
    const spec = { ...modelSpec(config, blobs()), policy: 'frozen' as const };
    const model = await recorder.compile(spec);
    await model.load(freshState(spec, initialParameters(spec, 1)));
    const three = await evaluateSplit({ ...evaluation, model, split, rollouts: 3 });
    expect(recorder.recording.evaluations).toHaveLength(1);
    expect(three).toEqual(await evaluateSplit({ ...evaluation, model, split, rollouts: 1 }));
  });
});

describe('the noise of an evaluation', () => {
  it('is the same every time, and another for another seed or label', async () => {
    const recorder = recordingEngine(softmaxRegression);
    const model = await trainedModel(recorder);
    for (const change of [{}, {}, { seed: 2 }, { label: 'validation' }]) {
      await evaluateSplit({ ...evaluation, model, split, ...change });
    }
    const [first, again, ...others] = recorder.recording.evaluations.map(({ locations }) => locations);
    expect(again).toEqual(first);
    for (const other of others) expect(other).not.toEqual(first);
  });
});
