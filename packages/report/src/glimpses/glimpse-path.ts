import { patchStart, type ModelSpec, type TracedBatch } from '@ram-sweep/ram';

/** A patch's square on the image, in pixels from its top-left corner; it may reach outside. */
interface Window {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

/** One glimpse: where it went, and what the retina saw there. */
export interface Glimpse {
  /** Location in [−1, 1]², (−1, −1) the top-left corner of the image. */
  readonly x: number;
  readonly y: number;
  /** By patch, the smallest first. */
  readonly windows: readonly Window[];
  /** [k][g²]: the patches, mean-pooled to g×g, row-major, in [0, 1]. Outside the image is 0. */
  readonly patches: readonly Float32Array[];
}

/** What a model looked at on one image, and what it answered. */
export interface GlimpsePath {
  /** Place of the image in its split, from 0. */
  readonly image: number;
  /** Side of the image, and g, side of the patches as the retina gives them. */
  readonly size: number;
  readonly patchSize: number;
  /** [size²], row-major, in [0, 1]. */
  readonly pixels: Float32Array;
  readonly label: number;
  /** The most probable class, and its probability, after the last glimpse. */
  readonly answer: number;
  readonly probability: number;
  /** [classes] */
  readonly probabilities: readonly number[];
  readonly glimpses: readonly Glimpse[];
}

/** The path over one row of a traced batch. Everything is copied, so the batch may go. */
export function glimpsePath(
  { first, batch, evaluation }: TracedBatch,
  row: number,
  spec: Pick<ModelSpec, 'imageSize' | 'glimpses' | 'patchSize' | 'scale'>,
): GlimpsePath {
  const { imageSize: size, patchSize } = spec;
  const pixels = batch.images.slice(row * size * size, (row + 1) * size * size);
  const classes = evaluation.probabilities.length / batch.rows;
  const probabilities = [...evaluation.probabilities.subarray(row * classes, (row + 1) * classes)];
  const answer = probabilities.reduce(
    (best, value, index) => (value > probabilities[best]! ? index : best),
    0,
  );
  const glimpses = Array.from({ length: spec.glimpses }, (_, step) => {
    const at = (step * batch.rows + row) * 2;
    return glimpseAt(pixels, evaluation.locations[at]!, evaluation.locations[at + 1]!, spec);
  });
  return {
    image: first + row,
    size,
    patchSize,
    pixels,
    label: batch.labels[row]!,
    answer,
    probability: probabilities[answer]!,
    probabilities,
    glimpses,
  };
}

function glimpseAt(
  pixels: Float32Array,
  x: number,
  y: number,
  { imageSize, patchSize, scale }: Pick<ModelSpec, 'imageSize' | 'patchSize' | 'scale'>,
): Glimpse {
  const windows = Array.from({ length: scale }, (_, patch) => {
    const side = patchSize * 2 ** patch;
    return { left: patchStart(x, imageSize, side), top: patchStart(y, imageSize, side), side };
  });
  return { x, y, windows, patches: windows.map((window) => poolPatch(pixels, imageSize, window, patchSize)) };
}

/** The retina of the engine contract (packages/ram/src/engine.ts), for one patch. */
function poolPatch(pixels: Float32Array, size: number, window: Window, patchSize: number): Float32Array {
  const patch = new Float32Array(patchSize * patchSize);
  const factor = window.side / patchSize;
  for (let y = 0; y < window.side; y += 1) {
    for (let x = 0; x < window.side; x += 1) {
      const [column, row] = [window.left + x, window.top + y];
      if (column < 0 || row < 0 || column >= size || row >= size) continue;
      const cell = Math.floor(y / factor) * patchSize + Math.floor(x / factor);
      patch[cell]! += pixels[row * size + column]! / (factor * factor);
    }
  }
  return patch;
}

/** Middle of a location on the image, in pixels from its top-left corner. */
export const inPixels = (location: number, size: number): number => ((location + 1) / 2) * size;
