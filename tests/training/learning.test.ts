import { openImageSet, openSplits, type Splits } from '@ram-sweep/dataset';
import { openOnnxEngine } from '@ram-sweep/engine-onnx';
import { openTfjsEngine } from '@ram-sweep/engine-tfjs';
import {
  compileTrialConfig,
  datasetSpecSchema,
  type EpochResult,
  type TrialConfig,
} from '@ram-sweep/protocol';
import { Training, type Engine } from '@ram-sweep/ram';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const dataset = datasetSpecSchema.parse({ name: 'glyphs', train: 2200, test: 20 });
const config = compileTrialConfig({
  glimpses: 4,
  scale: 2,
  hidden: 64,
  patchHidden: 64,
  locationHidden: 32,
  batchSize: 32,
  epochs: 8,
  learningRate: 0.003,
  validationSplit: 0.1,
} satisfies Partial<TrialConfig>);

let data: Splits;
beforeAll(async () => {
  data = openSplits(await openImageSet(dataset, { cacheDir: '' }), dataset, config);
});
afterAll(() => data.close());

describe('drawn digits', () => {
  it('are learned by the whole model, alike on both engines', async () => {
    const onnx = await train(await openOnnxEngine());
    const tfjs = await train(await openTfjsEngine({ backend: 'wasm' }));
    for (const history of [onnx, tfjs]) {
      // Guessing one of ten digits errs on 90 %; these end near 35 %.
      expect(history.at(-1)!.validationError).toBeLessThan(0.5);
      expect(history.at(-1)!.trainLoss).toBeLessThan(history[0]!.trainLoss * 0.7);
    }
    // Rounding has parted them only a little after 62 steps; later a glimpse may fall on another pixel.
    expect(Math.abs(onnx[0]!.trainLoss / tfjs[0]!.trainLoss - 1)).toBeLessThan(1e-3);
    expect(Math.abs(onnx[0]!.baselineLoss / tfjs[0]!.baselineLoss - 1)).toBeLessThan(1e-2);
  });
});

async function train(engine: Engine): Promise<readonly EpochResult[]> {
  const training = await Training.start({ engine, config, data });
  const results: EpochResult[] = [];
  for await (const result of training.epochs()) results.push(result);
  await training.dispose();
  return results;
}
