import type { DatasetSpec } from '@ram-sweep/protocol';
import type { PassOptions } from './batch-painter.js';
import { paintBatches, type Batch } from './batches.js';
import type { ImageSet } from '../image-set.js';
import { pixelStatistics, type PixelStatistics } from './pixel-statistics.js';
import { Preparer } from './prefetch/preparer.js';
import { planSplits, STUDY_SEED, type SplitName, type SplitPlans } from './split-plan.js';

/** One split of a data set. */
export interface Split {
  /** Images in it. */
  readonly size: number;
  /**
   * The batches of one epoch, the last one with the remainder. `from` skips that many batches: the ones after are
   * bit-identical. The arrays of a batch belong to the consumer until it asks for the next. Throws a RangeError for
   * invalid numbers, a PreparationError if the preparing thread ends.
   */
  batches(options: PassOptions): AsyncIterable<Batch>;
}

/** A data set as one trial sees it: the shape of its images and its three splits. */
export interface TrialSplits {
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
}

/** The same, with its own preparing thread. */
export interface Splits extends TrialSplits {
  /** Ends the preparing thread. Passes that wait for a batch fail. */
  close(): Promise<void>;
}

/** Enough that a slow batch or a busy core makes no difference. */
const PREFETCH = 4;

export interface DivideOptions {
  /** Share of the training images that is held out for validation, rounded to whole images. */
  readonly validationSplit: number;
  /**
   * Batches that a thread prepares ahead of the consumer; 0 paints them on the consumer's thread.
   * The batches are the same. Default 4, also for plain images: painting those would keep a fast engine waiting 3 %.
   */
  readonly prefetch?: number;
}

export interface SplitOptions extends DivideOptions {
  /** Seed of the trial. */
  readonly seed: number;
}

/**
 * An opened set, divided for the trials of a study. What they have in common is computed once, because it takes a
 * pass over all pixels and the start of a thread: which images are held out, the statistics of the pixels, the
 * thread that prepares batches.
 */
export class DividedSet {
  readonly #classes: number;
  readonly #plans: SplitPlans;
  readonly #statistics: PixelStatistics;
  readonly #preparer: Preparer | null;

  /** Throws a DatasetError if a split would be too small. */
  constructor(set: ImageSet, spec: DatasetSpec, { validationSplit, prefetch = PREFETCH }: DivideOptions) {
    this.#classes = set.classes;
    this.#plans = planSplits(set, spec, validationSplit);
    this.#statistics = pixelStatistics(this.#plans.train);
    this.#preparer = prefetch > 0 ? new Preparer(this.#plans, prefetch) : null;
  }

  /** The set as a trial with this seed sees it. */
  splits(seed: number): TrialSplits {
    return {
      imageSize: this.#plans.train.canvas.side,
      classes: this.#classes,
      ...this.#statistics,
      train: this.#split('train', seed),
      validation: this.#split('validation', STUDY_SEED),
      test: this.#split('test', STUDY_SEED),
    };
  }

  /** Ends the preparing thread. Passes that wait for a batch fail. */
  async close(): Promise<void> {
    await this.#preparer?.close();
  }

  #split(name: SplitName, seed: number): Split {
    const plan = this.#plans[name];
    return {
      size: plan.members.length,
      batches: (pass) => {
        checkPass(pass);
        const preparer = this.#preparer;
        return preparer ? preparer.batches({ split: name, seed, pass }) : paintBatches(plan, seed, pass);
      },
    };
  }
}

/** Divides an opened set for one trial. Throws a DatasetError if a split would be too small. */
export function openSplits(set: ImageSet, spec: DatasetSpec, options: SplitOptions): Splits {
  const divided = new DividedSet(set, spec, options);
  return { ...divided.splits(options.seed), close: () => divided.close() };
}

function checkPass(pass: PassOptions): void {
  const least: PassOptions = { epoch: 0, from: 0, batchSize: 1 };
  for (const field of ['epoch', 'from', 'batchSize'] as const) {
    if (Number.isSafeInteger(pass[field]) && pass[field] >= least[field]) continue;
    throw new RangeError(
      `${field} is ${pass[field]}, but must be a whole number of at least ${least[field]}`,
    );
  }
}
