/**
 * Images of one split with their labels. `pixels` holds count × side × side grey values, row-major,
 * 0 background and 255 full ink; both arrays lie on SharedArrayBuffers and are never written again.
 */
export interface Images {
  readonly count: number;
  readonly side: typeof IMAGE_SIDE;
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/** Side of every source image, in pixels. */
export const IMAGE_SIDE = 28;
export const IMAGE_PIXELS = IMAGE_SIDE * IMAGE_SIDE;

/** Every data set here has ten classes, labelled 0 … 9. */
export const CLASSES = 10;

/** The most images that a split may have: 784 MB of pixels. */
export const MAX_IMAGES = 1_000_000;

/** Bytes that can be posted to a thread without a copy. */
export function sharedBytes(length: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(length));
}
