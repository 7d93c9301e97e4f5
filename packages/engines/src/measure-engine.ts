import { compileTrialConfig, type TrialConfig } from '@ram-sweep/protocol';
import { freshState, initialParameters, modelSpec, multiplyAdds, type Model } from '@ram-sweep/ram';
import type { EngineName } from './engine-names.js';
import { openEngine } from './engines.js';

/** What is measured. */
interface Measured {
  /** Default: that of a trial by default, so batches of 128. */
  readonly config?: TrialConfig;
  /** Side of the canvas in pixels; 28 by default. */
  readonly imageSize?: number;
  /** Milliseconds that it may take, after one step to warm up: half a second by default. */
  readonly budgetMs?: number;
}

/** A step of the largest models is measured on fewer images, or it would take minutes and gigabytes. */
const MOST_MULTIPLY_ADDS = 5e8;

/**
 * Milliseconds of a training step on one thread, on average by the clock: those in which another program has the core
 * count. Rough, but enough to tell engines apart, or minutes from hours. Throws what opening the engine does, and where
 * it cannot compile the model.
 */
export async function measureEngine(
  engine: EngineName,
  { config = compileTrialConfig({}), imageSize = 28, budgetMs = 500 }: Measured = {},
): Promise<number> {
  const all = config.batchSize * config.rollouts;
  const rows = Math.max(1, Math.min(all, 128, Math.floor(MOST_MULTIPLY_ADDS / multiplyAdds(config))));
  const learned = { ...config, policy: 'learned' } as const;
  const model = await (
    await openEngine(engine)
  ).compile(modelSpec(learned, { imageSize, classes: 10, pixelMean: 0, pixelStd: 1 }));
  try {
    await model.load(freshState(model.spec, initialParameters(model.spec, 1)));
    const step = stepOf(model, rows, learned.learningRate);
    await step();
    const start = performance.now();
    let steps = 0;
    let elapsed: number;
    do {
      await step();
      steps += 1;
      elapsed = performance.now() - start;
    } while (elapsed < budgetMs);
    return ((elapsed / steps) * all) / rows;
  } finally {
    await model.dispose();
  }
}

/** The numbers do not matter to the time: a grey image and a policy that follows its mean. */
function stepOf(model: Model, rows: number, learningRate: number): () => Promise<unknown> {
  const { imageSize, classes, glimpses } = model.spec;
  const images = new Float32Array(rows * imageSize ** 2).fill(0.5);
  const labels = Int32Array.from({ length: rows }, (_, row) => row % classes);
  const noise = {
    first: new Float32Array(rows * 2),
    steps: new Float32Array((glimpses - 1) * rows * 2),
  };
  return () => model.step({ rows, images, labels }, noise, learningRate);
}
