import { IMAGE_SIDE } from '../images.js';

/** A path in image pixels, x and y of one point after the other, and the pen's radius at each point. */
export interface PenPath {
  readonly points: Float64Array;
  readonly radii: Float64Array;
}

/**
 * Draws a path on a 28×28 image: each pixel gets the ink of the nearest piece of the path, full inside the
 * pen's radius and falling to none over one pixel around it. Where paths cross, the darker one wins.
 */
export function drawPath(image: Uint8Array, path: PenPath): void {
  for (let point = 1; point < path.radii.length; point += 1) drawSegment(image, path, point);
}

function drawSegment(image: Uint8Array, { points, radii }: PenPath, point: number): void {
  const x0 = points[2 * point - 2]!;
  const y0 = points[2 * point - 1]!;
  const dx = points[2 * point]! - x0;
  const dy = points[2 * point + 1]! - y0;
  const reach = radii[point]! + 0.5;
  const squaredLength = Math.max(dx * dx + dy * dy, 1e-12);
  const right = lastPixel(Math.max(x0, x0 + dx) + reach);
  const bottom = lastPixel(Math.max(y0, y0 + dy) + reach);
  const left = firstPixel(Math.min(x0, x0 + dx) - reach);
  for (let y = firstPixel(Math.min(y0, y0 + dy) - reach); y <= bottom; y += 1) {
    for (let x = left; x <= right; x += 1) {
      const px = x + 0.5 - x0;
      const py = y + 0.5 - y0;
      const along = Math.min(1, Math.max(0, (px * dx + py * dy) / squaredLength));
      const ex = px - along * dx;
      const ey = py - along * dy;
      const squaredDistance = ex * ex + ey * ey;
      if (squaredDistance >= reach * reach) continue;
      const ink = Math.round(255 * Math.min(1, reach - Math.sqrt(squaredDistance)));
      const at = y * IMAGE_SIDE + x;
      if (ink > image[at]!) image[at] = ink;
    }
  }
}

/** Pixel i covers i … i + 1; these are the pixels that an interval can touch, inside the image. */
const firstPixel = (low: number): number => Math.max(0, Math.floor(low));
const lastPixel = (high: number): number => Math.min(IMAGE_SIDE - 1, Math.floor(high));
