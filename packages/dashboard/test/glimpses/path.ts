import type { GlimpsePath } from '@ram-sweep/report/terminal';
import type { Traced } from '../../src/glimpses/traced.js';

/** An image of 8×8 pixels whose left half is white, seen through patches of 4×4: at the middle, then to the left. */
function path(image: number, label: number): GlimpsePath {
  const pixels = Float32Array.from({ length: 64 }, (_, index) => (index % 8 < 4 ? 1 : 0));
  const probabilities = [0, 0.25, 0, 0, 0, 0, 0, 0.75, 0, 0];
  return {
    image,
    size: 8,
    patchSize: 4,
    pixels,
    label,
    answer: 7,
    probability: 0.75,
    probabilities,
    glimpses: [
      { x: 0, y: 0, windows: [{ left: 2, top: 2, side: 4 }], patches: [patch([1, 1, 0, 0])] },
      { x: -0.5, y: 0, windows: [{ left: 0, top: 2, side: 4 }], patches: [patch([1, 1, 1, 1])] },
    ],
  };
}

const patch = (row: readonly number[]): Float32Array => Float32Array.from([...row, ...row, ...row, ...row]);

export const traced = (labels: readonly number[]): Traced => ({
  trial: 3,
  epoch: 12,
  validationError: 0.0312,
  split: 'validation',
  paths: labels.map((label, image) => path(image, label)),
});
