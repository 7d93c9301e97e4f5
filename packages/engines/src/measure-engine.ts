import { compileTrialConfig } from '@ram-sweep/protocol';
import { freshState, initialParameters, modelSpec, type Model } from '@ram-sweep/ram';
import type { EngineName } from './engine-names.js';
import { openEngine } from './engines.js';

/** What is measured: the default trial on a plain 28×28 canvas, a batch of 128. */
const CONFIG = compileTrialConfig({});
const IMAGE = { imageSize: 28, classes: 10, pixelMean: 0, pixelStd: 1 };
const ROWS = CONFIG.batchSize;

/**
 * Median milliseconds of a training step on one thread, over about half a second of steps after one to warm up.
 * Rough, but enough to tell engines apart.
 */
export async function measureEngine(engine: EngineName, budgetMs = 500): Promise<number> {
  const model = await (await openEngine(engine)).compile(modelSpec(CONFIG, IMAGE));
  try {
    await model.load(freshState(model.spec, initialParameters(model.spec, 1)));
    await step(model);
    const times: number[] = [];
    for (const end = performance.now() + budgetMs; performance.now() < end || times.length === 0;) {
      const start = performance.now();
      await step(model);
      times.push(performance.now() - start);
    }
    return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
  } finally {
    await model.dispose();
  }
}

/** The numbers do not matter to the time: a grey image and a policy that follows its mean. */
function step(model: Model): Promise<unknown> {
  const images = new Float32Array(ROWS * IMAGE.imageSize ** 2).fill(0.5);
  const labels = Int32Array.from({ length: ROWS }, (_, row) => row % IMAGE.classes);
  const noise = {
    first: new Float32Array(ROWS * 2),
    steps: new Float32Array((CONFIG.glimpses - 1) * ROWS * 2),
  };
  return model.step({ rows: ROWS, images, labels }, noise, CONFIG.learningRate);
}
