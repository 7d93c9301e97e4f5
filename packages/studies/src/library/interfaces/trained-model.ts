import type { EngineName } from '@ram-sweep/engines';

/** What a model answers to an image, and where it looked for it. */
export interface Look {
  /** The most probable class. */
  readonly label: number;
  readonly probability: number;
  /** By class. */
  readonly probabilities: readonly number[];
  /** Centres of its glimpses in order: (−1, −1) is the top-left corner of the image, (1, 1) the bottom-right. */
  readonly path: readonly { readonly x: number; readonly y: number }[];
}

/** An image with its label. */
export interface LabelledImage {
  /** size × size grey values in [0, 1], row-major; 0 is background. */
  readonly pixels: Float32Array;
  readonly label: number;
}

/** The model of a trial's best epoch. It holds native memory until it is closed. */
export interface TrainedModel extends AsyncDisposable {
  readonly trial: number;
  readonly epoch: number;
  /** Share of the validation images. */
  readonly validationError: number;
  readonly engine: EngineName;
  /** Side of its images in pixels. */
  readonly size: number;
  readonly classes: number;
  /**
   * Looks at images of size × size grey values in [0, 1], row-major. A model that was trained to sample its locations
   * draws them from the trial's seed, so the same images give the same paths. Rejects for an image of another size, for
   * one with what is no number, and after `close`.
   */
  look(images: readonly Float32Array[]): Promise<Look[]>;
  /** The class of each image, and nothing else. */
  classify(images: readonly Float32Array[]): Promise<number[]>;
  /** The first `count` images of a split of the study's data, as the model saw them. */
  images(split: 'validation' | 'test', count: number): Promise<LabelledImage[]>;
  /** Waits for looks that are under way. */
  close(): Promise<void>;
}
