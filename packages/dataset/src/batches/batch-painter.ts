import { RandomStream } from '@ram-sweep/random';
import { paintCanvas, paintPlain } from './canvas.js';
import type { SplitPlan } from './split-plan.js';

/** One pass over a split: its epoch, how many batches are skipped, and the images in a batch. */
export interface PassOptions {
  readonly epoch: number;
  readonly from: number;
  readonly batchSize: number;
}

/**
 * Paints the batches of one pass, one after the other. Image n of an epoch is a pure function of the plan,
 * the seed, the epoch and n, so a pass that starts later paints the same batches as one that started at 0.
 */
export class BatchPainter {
  readonly #plan: SplitPlan;
  readonly #seed: number;
  readonly #order: Uint32Array;
  readonly #epoch: number;
  #next: number;

  /** `seed`: of the order and the canvases. */
  constructor(plan: SplitPlan, seed: number, { epoch, from, batchSize }: PassOptions) {
    this.#plan = plan;
    this.#seed = seed;
    this.#epoch = plan.fixed ? 0 : epoch;
    this.#order = epochOrder(plan, seed, epoch);
    this.#next = from * batchSize;
  }

  /**
   * Paints the next rows into `images` [rows, side, side] and `labels` [rows], as many as there is room for: a batch,
   * or several in a row. Returns how many: fewer at the end of the epoch, 0 when none is left.
   */
  next(images: Float32Array, labels: Int32Array): number {
    const rows = Math.max(0, Math.min(labels.length, this.#order.length - this.#next));
    const pixels = this.#plan.canvas.side ** 2;
    for (let row = 0; row < rows; row += 1) {
      const image = this.#order[this.#next + row]!;
      this.#paint(images.subarray(row * pixels, (row + 1) * pixels), image);
      labels[row] = this.#plan.images.labels[image]!;
    }
    this.#next += rows;
    return rows;
  }

  #paint(target: Float32Array, image: number): void {
    const { name, images, members, canvas } = this.#plan;
    if (!canvas.moved) {
      paintPlain(target, images, image);
      return;
    }
    const random = RandomStream.of(this.#seed, 'canvas', name, this.#epoch, image);
    paintCanvas(target, images, members, image, canvas, random);
  }
}

/** The images of an epoch in the order in which they are presented. */
function epochOrder({ members, fixed }: SplitPlan, seed: number, epoch: number): Uint32Array {
  if (fixed) return members;
  return RandomStream.of(seed, 'order', epoch)
    .permutation(members.length)
    .map((place) => members[place]!);
}
