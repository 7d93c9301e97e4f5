import { patchStart, type ModelSpec } from '@ram-sweep/ram';

/**
 * What each image shows around its location: images [rows, side, side] and locations [rows, 2] → [rows, k·g²].
 *
 * Plain arrays, not tensors: locations are samples, so no gradient passes through here, and gathering single pixels
 * is slow on wasm (0.6 ms for 128 patches of 8×8; this takes 0.07 ms).
 */
export function retina(
  spec: ModelSpec,
  images: Float32Array,
  locations: Float32Array,
): Float32Array<ArrayBuffer> {
  const rows = locations.length / 2;
  const cells = spec.patchSize ** 2;
  const seen = new Float32Array(rows * spec.scale * cells);
  for (let row = 0; row < rows; row += 1) {
    const image = images.subarray(row * spec.imageSize ** 2, (row + 1) * spec.imageSize ** 2);
    for (let patch = 0; patch < spec.scale; patch += 1) {
      const pool = 2 ** patch;
      const side = spec.patchSize * pool;
      const left = patchStart(locations[row * 2]!, spec.imageSize, side);
      const top = patchStart(locations[row * 2 + 1]!, spec.imageSize, side);
      const target = seen.subarray(
        (row * spec.scale + patch) * cells,
        (row * spec.scale + patch + 1) * cells,
      );
      copyPatch(spec, image, left, top, pool, target);
    }
  }
  return seen;
}

/** Adds up each cell's pool × pool pixels, those outside of the image being 0, and normalises the mean. */
function copyPatch(
  { imageSize, patchSize, pixelShift, pixelGain }: ModelSpec,
  image: Float32Array,
  left: number,
  top: number,
  pool: number,
  target: Float32Array,
): void {
  const side = patchSize * pool;
  const lastRow = Math.min(side, imageSize - top);
  const lastColumn = Math.min(side, imageSize - left);
  for (let y = Math.max(0, -top); y < lastRow; y += 1) {
    const line = (top + y) * imageSize + left;
    const cells = Math.floor(y / pool) * patchSize;
    for (let x = Math.max(0, -left); x < lastColumn; x += 1) {
      target[cells + Math.floor(x / pool)]! += image[line + x]!;
    }
  }
  const mean = 1 / pool ** 2;
  for (let cell = 0; cell < target.length; cell += 1) {
    target[cell] = (target[cell]! * mean - pixelShift) * pixelGain;
  }
}
