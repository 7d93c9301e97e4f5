import { learnsLaterLocations, retinaSize } from '@ram-sweep/ram';

/**
 * Floating point operations of one training step: the matrix products that cannot be avoided, two operations for a
 * multiplication and its addition. Biases, activations and the optimizer are left out; they come to under one percent.
 *
 * A layer of i inputs and o outputs costs i·o products for each image forward, as many for the gradient of its
 * weights, and as many again for the gradient of its input where that is wanted. It is not wanted by the retina, by
 * the location (both data), and by the detached core state that baseline and locator read.
 * The core starts at zero, so it has N − 1 recurrent products; locations are emitted N − 1 times.
 *
 * @param {import('@ram-sweep/ram').ModelSpec} spec
 * @param {number} rows images in a batch
 */
export function stepFlops(spec, rows) {
  const { glimpses: N, patchHidden: P, locationHidden: L, hidden: H, classes } = spec;
  const products =
    N * (2 * retinaSize(spec) * P + 2 * 2 * L + 3 * (P + L) * H + 3 * H * H) +
    (N - 1) * 3 * H * H +
    3 * H * classes +
    (learnsLaterLocations(spec) ? (N - 1) * (2 * H + locatorProducts(spec)) : 0);
  return 2 * rows * products;
}

/** @param {import('@ram-sweep/ram').ModelSpec} spec */
function locatorProducts({ locator, locatorHidden: D, hidden: H }) {
  return locator === 'hidden' ? 2 * H * D + 3 * D * 2 : 2 * H * 2;
}
