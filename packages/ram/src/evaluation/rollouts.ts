import type { Batch } from '../model/engine.js';

/** The batch with each image `times` times in a row: the M sampled paths of paper eq. 2, as rows of one step. */
export function repeatImages(batch: Batch, times: number): Batch {
  if (times === 1) return batch;
  const pixels = batch.images.length / batch.rows;
  const rows = batch.rows * times;
  const images = new Float32Array(rows * pixels);
  const labels = new Int32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const source = Math.floor(row / times);
    images.set(batch.images.subarray(source * pixels, (source + 1) * pixels), row * pixels);
    labels[row] = batch.labels[source]!;
  }
  return { rows, images, labels };
}
