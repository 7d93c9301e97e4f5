import { z } from 'zod';

/** Images are held in memory whole: 784 bytes each. */
const MOST_IMAGES = 1_000_000;

const size = z.number().int().min(28).max(512);

/**
 * What the model looks at.
 * `plain` is the 28×28 image itself. `translated` puts it at a random place on a larger empty canvas,
 * `cluttered` adds 8×8 pieces of other images (paper §4.1); both are regenerated for every epoch.
 */
export const datasetSpecSchema = z
  .strictObject({
    name: z
      .enum(['mnist', 'fashion-mnist', 'glyphs'])
      .describe('Images: MNIST, Fashion-MNIST, or glyphs, digits that ram-sweep draws itself.'),
    canvas: z
      .enum(['plain', 'translated', 'cluttered'])
      .default('plain')
      .describe('How an image is presented.'),
    size: size
      .optional()
      .describe('Side of the canvas in pixels: 28 for plain, 60 by default for the others.'),
    clutter: z
      .number()
      .int()
      .min(1)
      .max(64)
      .optional()
      .describe('Pieces of other images on a cluttered canvas (4 by default).'),
    train: z
      .number()
      .int()
      .min(10)
      .max(MOST_IMAGES)
      .optional()
      .describe('Use only this many training images.'),
    test: z.number().int().min(10).max(MOST_IMAGES).optional().describe('Use only this many test images.'),
  })
  .check(({ value, issues }) => {
    if (value.canvas === 'plain' && value.size !== undefined && value.size !== 28) {
      issues.push({
        code: 'custom',
        path: ['size'],
        input: value.size,
        message: 'a plain canvas is 28 pixels wide; leave size out, or use canvas: translated',
      });
    }
    if (value.canvas !== 'cluttered' && value.clutter !== undefined) {
      issues.push({
        code: 'custom',
        path: ['clutter'],
        input: value.clutter,
        message: 'only canvas: cluttered takes clutter',
      });
    }
  });

export type DatasetSpec = Readonly<z.infer<typeof datasetSpecSchema>>;

/** Images that a data set has. */
interface ImageCounts {
  readonly train: number;
  readonly test: number;
}

/** The published data sets; glyphs are drawn, as many as requested. */
export const publishedImages: Readonly<Record<Exclude<DatasetSpec['name'], 'glyphs'>, ImageCounts>> = {
  mnist: { train: 60_000, test: 10_000 },
  'fashion-mnist': { train: 60_000, test: 10_000 },
};

/** Side of the images that the model sees, in pixels. */
export function canvasSize(dataset: DatasetSpec): number {
  return dataset.size ?? (dataset.canvas === 'plain' ? 28 : 60);
}

/** Pieces of clutter on each canvas. */
export function canvasClutter(dataset: DatasetSpec): number {
  return dataset.canvas === 'cluttered' ? (dataset.clutter ?? 4) : 0;
}
