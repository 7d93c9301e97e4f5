/**
 * First pixel, along one axis, of a patch of `side` pixels at `location` in [−1, 1].
 *
 * The patch covers start … start + side − 1 and may reach outside the image. The centre
 * c = (location + 1)/2 · imageSize is a distance from the image's edge, so pixel i covers i … i + 1; rounding to
 * the nearest whole start (halves up) leaves no bias, where truncating shifts every glimpse by half a pixel.
 *
 * Computed in float64. An engine that computes it in float32 is a pixel off for about one coordinate in a million.
 */
export function patchStart(location: number, imageSize: number, side: number): number {
  const centre = ((location + 1) / 2) * imageSize;
  return Math.floor(centre - side / 2 + 1 / 2);
}
