import { canvasClutter, canvasSize, type DatasetSpec } from '@ram-sweep/protocol';
import { RandomStream } from '@ram-sweep/random';
import type { Canvas } from './canvas.js';
import { DatasetError } from '../errors.js';
import type { Images } from '../images.js';
import type { ImageSet } from '../image-set.js';

/**
 * Everything that the batches of one split follow from, besides a seed. Plain data, so that it can be posted to a
 * thread.
 */
export interface SplitPlan {
  readonly name: SplitName | 'statistics';
  readonly images: Images;
  /** Which of the images belong to the split, each once. */
  readonly members: Uint32Array;
  readonly canvas: Canvas;
  /** Whether order and canvases are the same in every epoch. */
  readonly fixed: boolean;
}

export type SplitName = 'train' | 'validation' | 'test';
export type SplitPlans = Readonly<Record<SplitName, SplitPlan>>;

/**
 * Seeds everything that must be the same for every trial of a study: which images are held out for validation,
 * and the canvases of validation, test and pixel statistics.
 */
export const STUDY_SEED = 0x5eed;

/** Divides a set into its splits. Throws a DatasetError if one would be too small. */
export function planSplits(set: ImageSet, spec: DatasetSpec, validationSplit: number): SplitPlans {
  const held = heldOut(set.train.count, validationSplit);
  const shuffled = RandomStream.of(STUDY_SEED, 'validation').permutation(set.train.count);
  const canvas = canvasOf(spec);
  const everyTest = Uint32Array.from({ length: set.test.count }, (_, index) => index);
  const common = { images: set.train, canvas };
  const plans: SplitPlans = {
    train: { ...common, name: 'train', members: shuffled.slice(held), fixed: false },
    validation: {
      ...common,
      name: 'validation',
      members: shuffled.slice(0, held),
      fixed: true,
    },
    test: { name: 'test', images: set.test, members: everyTest, canvas, fixed: true },
  };
  for (const plan of Object.values(plans)) checkClutter(plan);
  return plans;
}

function canvasOf(spec: DatasetSpec): Canvas {
  return { side: canvasSize(spec), moved: spec.canvas !== 'plain', clutter: canvasClutter(spec) };
}

/** How many of `count` images are held out for validation: the nearest whole number to their share. */
function heldOut(count: number, validationSplit: number): number {
  if (!(validationSplit > 0 && validationSplit < 1)) {
    throw new DatasetError(`validationSplit is ${validationSplit}, but must be between 0 and 1`);
  }
  const held = Math.round(count * validationSplit);
  if (held >= 1 && held < count) return held;
  throw new DatasetError(
    `validationSplit ${validationSplit} of ${count} training images leaves ${count - held} for training and ` +
      `${held} for validation; change it, or use more images`,
  );
}

function checkClutter({ name, members, canvas }: SplitPlan): void {
  if (canvas.clutter === 0 || members.length >= 2) return;
  throw new DatasetError(`clutter comes from other images of a split, and ${name} has only one image`);
}
