import type { ModelSpec } from '@ram-sweep/ram';

/** First pixel, on one axis, of a patch of `side` pixels around location l in [−1, 1]: floor(c − side/2 + 1/2). */
function patchStart(spec: Pick<ModelSpec, 'imageSize'>, location: number, side: number): number {
  return Math.floor(patchStartBeforeFloor(spec, location, side));
}

export function patchStartBeforeFloor(
  spec: Pick<ModelSpec, 'imageSize'>,
  location: number,
  side: number,
): number {
  return ((location + 1) / 2) * spec.imageSize - side / 2 + 1 / 2;
}

/** Sides of the patches in pixels: g, 2g, 4g, … */
export function patchSides({ patchSize, scale }: Pick<ModelSpec, 'patchSize' | 'scale'>): number[] {
  return Array.from({ length: scale }, (_, patch) => patchSize * 2 ** patch);
}

/** The retina of one image [imageSize, imageSize] at l [2], normalised: ρ [k·g²] by patch, row, column. */
export function referenceRetina(spec: ModelSpec, image: Float32Array, location: readonly number[]): number[] {
  return patchSides(spec).flatMap((side) => {
    const left = patchStart(spec, location[0]!, side);
    const top = patchStart(spec, location[1]!, side);
    const pool = side / spec.patchSize;
    return Array.from({ length: spec.patchSize ** 2 }, (_, cell) => {
      const row = top + Math.floor(cell / spec.patchSize) * pool;
      const column = left + (cell % spec.patchSize) * pool;
      return (meanPixel(spec, image, row, column, pool) - spec.pixelShift) * spec.pixelGain;
    });
  });
}

/** Mean of a square of pixels; those outside of the image are 0. */
function meanPixel(spec: ModelSpec, image: Float32Array, top: number, left: number, side: number): number {
  const inside = (position: number) => position >= 0 && position < spec.imageSize;
  let sum = 0;
  for (let row = top; row < top + side; row += 1) {
    for (let column = left; column < left + side; column += 1) {
      if (inside(row) && inside(column)) sum += image[row * spec.imageSize + column]!;
    }
  }
  return sum / side ** 2;
}
