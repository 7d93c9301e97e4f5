import type { TrialConfig } from '@ram-sweep/protocol';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CheckpointMismatchError,
  decodeCheckpoint,
  encodeCheckpoint,
  Training,
  type Checkpoint,
} from '../src/index.js';
import { blobConfig, blobs, blobSplit } from './blob-images.js';
import { recordingEngine } from './recording-engine.js';
import { softmaxRegression } from './softmax-regression.js';
import { finish, numbersOf, runFor } from './trained.js';

const data = blobs();
const engine = softmaxRegression;
const start = (config: TrialConfig): Promise<Training> => Training.start({ engine, config, data });

/** As another worker would: through bytes, on a model of its own. */
const moved = (checkpoint: Checkpoint, config: TrialConfig): Promise<Training> =>
  Training.resume({ engine, config, data, checkpoint: decodeCheckpoint(encodeCheckpoint(checkpoint)) });

async function undisturbed(config: TrialConfig): Promise<Checkpoint> {
  const training = await start(config);
  await finish(training);
  return numbersOf(await training.checkpoint());
}

const anyConfig = fc
  .record({
    optimizer: fc.constantFrom('adam', 'sgd'),
    schedule: fc.constantFrom('constant', 'linear', 'cosine', 'step', 'plateau'),
    policy: fc.constantFrom('random', 'frozen'),
    firstLocation: fc.constantFrom('random', 'centre'),
    batchSize: fc.integer({ min: 5, max: 40 }),
    rollouts: fc.integer({ min: 1, max: 3 }),
    evaluationRollouts: fc.integer({ min: 1, max: 3 }),
    clipNorm: fc.constantFrom(null, 0.1),
    seed: fc.nat(),
  })
  .map((change) => blobConfig({ ...change, stepEpochs: 1, patience: 1, decay: 0.5 }));

describe('a training that is stopped and resumed', () => {
  it('ends with the same numbers as an uninterrupted one, wherever it is stopped and however often', async () => {
    const stops = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(anyConfig, stops, async (config, calls) => {
        let training = await start(config);
        for (const call of calls) {
          await runFor(call, training);
          training = await moved(await training.checkpoint(), config);
        }
        await finish(training);
        expect(numbersOf(await training.checkpoint())).toEqual(await undisturbed(config));
      }),
      { numRuns: 150 },
    );
  });

  it('resumes from a checkpoint that was requested in the middle of a step', async () => {
    const config = blobConfig();
    const taken: Promise<Checkpoint>[] = [];
    const slow = recordingEngine(engine, { onUpdate: () => taken.push(training.checkpoint()) });
    const training = await Training.start({ engine: slow, config, data });
    await finish(training);
    const expected = await undisturbed(config);
    expect(taken).toHaveLength(3 * 4);
    for (const checkpoint of await Promise.all(taken)) {
      const resumed = await moved(checkpoint, config);
      await finish(resumed);
      expect(numbersOf(await resumed.checkpoint())).toEqual(expected);
    }
  });

  it('continues in place when epochs() is called again', async () => {
    const config = blobConfig();
    const training = await start(config);
    while ((await runFor(3, training)) === 'aborted');
    expect(numbersOf(await training.checkpoint())).toEqual(await undisturbed(config));
  });

  it('stops in the middle of an epoch, with the sums of its steps', async () => {
    const training = await start(blobConfig({ rollouts: 2 }));
    await runFor(3, training);
    const { epoch, step, partial, history } = await training.checkpoint();
    // three steps of 8 images, twice each
    expect({ epoch, step, rows: partial.rows, history }).toEqual({
      epoch: 0,
      step: 3,
      rows: 48,
      history: [],
    });
  });

  it('has nothing left to do when it was complete', async () => {
    const config = blobConfig();
    const training = await moved(await undisturbed(config), config);
    expect(await training.epochs().next()).toEqual({ done: true, value: undefined });
    expect((await training.checkpoint()).history).toHaveLength(3);
  });
});

const resumeWith = async (change: Partial<TrialConfig>, other = data): Promise<unknown> => {
  const training = await start(blobConfig());
  await runFor(2, training);
  const checkpoint = await training.checkpoint();
  return Training.resume({ engine, config: blobConfig(change), data: other, checkpoint }).catch(
    (error: unknown) => error,
  );
};

describe('a checkpoint of another training', () => {
  it.each([
    { change: { seed: 8 }, field: 'config.seed', saved: 7, wanted: 8 },
    { change: { epochs: 4 }, field: 'config.epochs', saved: 3, wanted: 4 },
    { change: { clipNorm: 1 }, field: 'config.clipNorm', saved: null, wanted: 1 },
  ])('is refused by $field', async ({ change, ...fields }) => {
    const error = await resumeWith(change);
    expect(error).toBeInstanceOf(CheckpointMismatchError);
    expect(error).toMatchObject({ ...fields, retryable: false });
  });

  it.each([
    { change: { imageSize: 7 }, field: 'imageSize', saved: 6, wanted: 7 },
    { change: { pixelMean: 0.4 }, field: 'pixelMean', saved: 0.5, wanted: 0.4 },
    { change: { train: blobSplit(30, 1, true) }, field: 'trainImages', saved: 29, wanted: 30 },
    { change: { validation: blobSplit(9, 1, true) }, field: 'validationImages', saved: 11, wanted: 9 },
  ])('is refused by $field of the data', async ({ change, ...fields }) => {
    const error = await resumeWith({}, blobs(change));
    expect(error).toBeInstanceOf(CheckpointMismatchError);
    expect(error).toMatchObject(fields);
  });
});
