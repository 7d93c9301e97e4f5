import type { DatasetSpec } from '@ram-sweep/protocol';
import type { PassOptions } from './batch-painter.js';
import { paintBatches, type Batch } from './batches.js';
import type { ImageSet } from '../image-set.js';
import { pixelStatistics } from './pixel-statistics.js';
import { Preparer } from './prefetch/preparer.js';
import { planSplits, type SplitName } from './split-plan.js';

/** One split of a data set. */
export interface Split {
  /** Images in it. */
  readonly size: number;
  /**
   * The batches of one epoch, the last one with what is left. `from` skips that many batches: the ones after
   * are the same to the bit. The arrays of a batch are the consumer's until it asks for the next.
   * Throws a RangeError for numbers that make no pass, a PreparationError if the preparing thread ends.
   */
  batches(options: PassOptions): AsyncIterable<Batch>;
}

/** A data set as one trial sees it: the shape of its images and its three splits. */
export interface Splits {
  /** Side of the square images in pixels. */
  readonly imageSize: number;
  readonly classes: number;
  /** Mean and deviation of the training pixels as presented. */
  readonly pixelMean: number;
  readonly pixelStd: number;
  /** Another order, and other canvases, in every epoch, from the trial's seed. */
  readonly train: Split;
  /** The same images on the same canvases in the same order, in every epoch and for every trial of a study. */
  readonly validation: Split;
  readonly test: Split;
  /** Ends the preparing thread. Passes that wait for a batch fail. */
  close(): Promise<void>;
}

/** Enough that a slow batch or a busy core is not felt. */
const PREFETCH = 4;

export interface SplitOptions {
  /** Share of the training images that is held out for validation, rounded to whole images. */
  readonly validationSplit: number;
  /** Seed of the trial. */
  readonly seed: number;
  /**
   * Batches that a thread prepares ahead of the consumer; 0 paints them on the consumer's thread.
   * The batches are the same. Default 4, also for plain images: painting those would keep a fast engine waiting 3 %.
   */
  readonly prefetch?: number;
}

/** Divides an opened set for one trial. Throws a DatasetError where a split would be too small. */
export function openSplits(set: ImageSet, spec: DatasetSpec, options: SplitOptions): Splits {
  const plans = planSplits(set, spec, options);
  const statistics = pixelStatistics(plans.train);
  const ahead = options.prefetch ?? PREFETCH;
  const preparer = ahead > 0 ? new Preparer(plans, ahead) : null;
  const split = (name: SplitName): Split => ({
    size: plans[name].members.length,
    batches: (pass) => {
      checkPass(pass);
      return preparer ? preparer.batches(name, pass) : paintBatches(plans[name], pass);
    },
  });
  return {
    imageSize: plans.train.canvas.side,
    classes: set.classes,
    ...statistics,
    train: split('train'),
    validation: split('validation'),
    test: split('test'),
    close: async () => preparer?.close(),
  };
}

function checkPass(pass: PassOptions): void {
  const least: PassOptions = { epoch: 0, from: 0, batchSize: 1 };
  for (const field of ['epoch', 'from', 'batchSize'] as const) {
    if (Number.isSafeInteger(pass[field]) && pass[field] >= least[field]) continue;
    throw new RangeError(
      `${field} is ${pass[field]}, and it must be a whole number of at least ${least[field]}`,
    );
  }
}
