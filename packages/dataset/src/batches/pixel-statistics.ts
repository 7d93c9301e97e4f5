import { BatchPainter } from './batch-painter.js';
import { DatasetError } from '../errors.js';
import { STUDY_SEED, type SplitPlan } from './split-plan.js';

/** Mean and standard deviation of pixels in [0, 1], over all pixels. */
export interface PixelStatistics {
  readonly pixelMean: number;
  readonly pixelStd: number;
}

/** How many canvases to sample, because their number is unlimited. */
const SAMPLED_CANVASES = 2_000;
const BATCH_SIZE = 100;

/**
 * The statistics of the training images as the model sees them: of every plain image, or of a sample of
 * canvases that is the same for every trial.
 */
export function pixelStatistics(train: SplitPlan): PixelStatistics {
  const { members, canvas } = train;
  const sample = canvas.moved ? members.subarray(0, SAMPLED_CANVASES) : members;
  const { sum, squares, count } = sums({ ...train, name: 'statistics', members: sample, fixed: true });
  const pixelMean = sum / count;
  const pixelStd = Math.sqrt(squares / count - pixelMean ** 2);
  if (!(pixelStd > 0))
    throw new DatasetError('all pixels of the training images are the same; the data is damaged');
  return { pixelMean, pixelStd };
}

function sums(plan: SplitPlan): { sum: number; squares: number; count: number } {
  const painter = new BatchPainter(plan, STUDY_SEED, { epoch: 0, from: 0, batchSize: BATCH_SIZE });
  const pixels = plan.canvas.side ** 2;
  const images = new Float32Array(BATCH_SIZE * pixels);
  const labels = new Int32Array(BATCH_SIZE);
  let sum = 0;
  let squares = 0;
  for (let rows = painter.next(images, labels); rows > 0; rows = painter.next(images, labels)) {
    for (let at = 0; at < rows * pixels; at += 1) {
      const value = images[at]!;
      sum += value;
      squares += value * value;
    }
  }
  return { sum, squares, count: plan.members.length * pixels };
}
