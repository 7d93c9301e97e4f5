import { BatchPainter, type PassOptions } from './batch-painter.js';
import type { SplitPlan } from './split-plan.js';

/**
 * Images with their labels. `images` holds rows × side × side pixels in [0, 1], row-major.
 * Both arrays are the consumer's until it asks for the next batch; then they are written anew or taken away.
 */
export interface Batch {
  readonly rows: number;
  readonly images: Float32Array;
  readonly labels: Int32Array;
}

/** The memory of one batch. */
export interface BatchBuffer {
  readonly images: Float32Array<ArrayBuffer>;
  readonly labels: Int32Array<ArrayBuffer>;
}

export function allocateBatch(plan: SplitPlan, batchSize: number): BatchBuffer {
  const rows = Math.min(batchSize, plan.members.length);
  return { images: new Float32Array(rows * plan.canvas.side ** 2), labels: new Int32Array(rows) };
}

/** The first `rows` rows of a buffer. */
export const batchOf = ({ images, labels }: BatchBuffer, rows: number): Batch => ({
  rows,
  images: images.subarray(0, (images.length / labels.length) * rows),
  labels: labels.subarray(0, rows),
});

/** Paints batches on the calling thread, each when it is asked for. */
export async function* paintBatches(plan: SplitPlan, pass: PassOptions): AsyncGenerator<Batch, void> {
  const painter = new BatchPainter(plan, pass);
  const buffer = allocateBatch(plan, pass.batchSize);
  for (let rows = next(); rows > 0; rows = next()) yield batchOf(buffer, rows);

  function next(): number {
    return painter.next(buffer.images, buffer.labels);
  }
}
