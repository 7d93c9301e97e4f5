import { openImageSet, openSplits, type Splits } from '@ram-sweep/dataset';
import { openOnnxEngine } from '@ram-sweep/engine-onnx';
import { openTfjsEngine } from '@ram-sweep/engine-tfjs';
import {
  compileTrialConfig,
  datasetSpecSchema,
  type DatasetSpec,
  type TrialConfig,
} from '@ram-sweep/protocol';
import {
  decodeCheckpoint,
  encodeCheckpoint,
  evaluateSplit,
  freshState,
  modelSpec,
  Training,
  type Checkpoint,
  type Engine,
} from '@ram-sweep/ram';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const engines: Readonly<Record<string, () => Promise<Engine>>> = {
  tfjs: () => openTfjsEngine({ backend: 'wasm' }),
  onnx: () => openOnnxEngine(),
};

/** Small, with a part that learns in every corner of the model. 270 images to train: 5 steps, the last one of 14. */
const config = compileTrialConfig({
  glimpses: 3,
  scale: 2,
  hidden: 24,
  patchHidden: 16,
  locationHidden: 16,
  locator: 'hidden',
  locatorHidden: 8,
  firstLocation: 'learned',
  batchSize: 64,
  epochs: 3,
  rollouts: 2,
  evaluation: 'sampled',
  evaluationRollouts: 2,
  clipNorm: 1,
  normalisation: 'standard',
} satisfies Partial<TrialConfig>);

/** Translated, so that every epoch has other images, painted by a thread of its own. */
const dataset: DatasetSpec = datasetSpecSchema.parse({
  name: 'glyphs',
  canvas: 'translated',
  size: 36,
  train: 300,
  test: 20,
});

describe.each(Object.keys(engines))('a model on %s and drawn images', (name) => {
  let engine: Engine;
  let data: Splits;
  let undisturbed: Checkpoint;

  beforeAll(async () => {
    engine = await engines[name]!();
    const images = await openImageSet(dataset, { cacheDir: '' });
    data = openSplits(images, dataset, config);
    const training = await Training.start({ engine, config, data });
    await run(training, Infinity);
    undisturbed = numbersOf(await training.checkpoint());
    await training.dispose();
  });
  afterAll(() => data.close());

  // 5 steps and 2 passes of validation make an epoch of 7 calls.
  it.each([[[1]], [[3, 3]], [[5]], [[6]], [[7, 1, 8]], [[13, 2]]])(
    'has the numbers of an undisturbed training when stopped after %j calls',
    async (stops) => {
      let training = await Training.start({ engine, config, data });
      for (const calls of stops) {
        await run(training, calls);
        const checkpoint = decodeCheckpoint(encodeCheckpoint(await training.checkpoint()));
        await training.dispose();
        training = await Training.resume({ engine, config, data, checkpoint });
      }
      await run(training, Infinity);
      expect(numbersOf(await training.checkpoint())).toEqual(undisturbed);
      await training.dispose();
    },
  );

  it('repeats its best validation error from the best weights', async () => {
    const best = undisturbed.best!;
    const model = await engine.compile(modelSpec(config, data));
    await model.load(freshState(model.spec, best.parameters));
    const { seed } = config;
    const again = await evaluateSplit({ model, config, split: data.validation, seed, label: 'validation' });
    expect(again.error).toBe(best.validationError);
    await model.dispose();
  });
});

/** Trains to the end, or until so many calls of onStep were made. */
async function run(training: Training, calls: number): Promise<void> {
  const controller = new AbortController();
  let made = 0;
  const onStep = (): void => {
    made += 1;
    if (made === calls) controller.abort();
  };
  const epochs = training.epochs({ signal: controller.signal, onStep });
  try {
    while (!(await epochs.next()).done);
  } catch (error) {
    if (error !== controller.signal.reason) throw error;
  }
}

/** A checkpoint without its wall-clock times. */
function numbersOf(checkpoint: Checkpoint): Checkpoint {
  return {
    ...checkpoint,
    partial: { ...checkpoint.partial, seconds: 0 },
    history: checkpoint.history.map((result) => ({ ...result, seconds: 0 })),
  };
}
