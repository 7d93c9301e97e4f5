import { BatchPainter, type PassOptions } from './batch-painter.js';
import type { SplitPlan } from './split-plan.js';

/**
 * Images with their labels. `images` holds rows × side × side pixels in [0, 1], row-major.
 * Both arrays belong to the consumer until it asks for the next batch; then they are overwritten or transferred.
 */
export interface Batch {
  readonly rows: number;
  readonly images: Float32Array;
  readonly labels: Int32Array;
}

/** The memory of one batch, or of several that are painted together. */
export interface BatchBuffer {
  readonly images: Float32Array<ArrayBuffer>;
  readonly labels: Int32Array<ArrayBuffer>;
}

/** Room for this many rows, or for the whole split if it has fewer. */
export function allocateBatch(plan: SplitPlan, most: number): BatchBuffer {
  const rows = Math.min(most, plan.members.length);
  return { images: new Float32Array(rows * plan.canvas.side ** 2), labels: new Int32Array(rows) };
}

/** `rows` rows of a buffer, starting at one of them. */
export function batchOf({ images, labels }: BatchBuffer, rows: number, from = 0): Batch {
  const pixels = images.length / labels.length;
  return {
    rows,
    images: images.subarray(from * pixels, (from + rows) * pixels),
    labels: labels.subarray(from, from + rows),
  };
}

/** Paints batches on the calling thread, each when it is asked for. */
export async function* paintBatches(
  plan: SplitPlan,
  seed: number,
  pass: PassOptions,
): AsyncGenerator<Batch, void> {
  const painter = new BatchPainter(plan, seed, pass);
  const buffer = allocateBatch(plan, pass.batchSize);
  for (let rows = next(); rows > 0; rows = next()) yield batchOf(buffer, rows);

  function next(): number {
    return painter.next(buffer.images, buffer.labels);
  }
}
