import type { ModelSpec, Parameters } from '@ram-sweep/ram';
import { tinySpec } from '../contract/cases.js';

/** Identity layers only: probabilities are the softmax of the retina. */
export const transparentSpec: ModelSpec = {
  ...tinySpec,
  imageSize: 4,
  patchSize: 2,
  glimpses: 1,
  locationHidden: 1,
};

/** The sizes that let a retina of `width` cells through. */
export const widths = (width: number) => ({ classes: width, patchHidden: width, hidden: width });

/** Weights that hand the retina on as it is. */
export function transparentParameters(width: number): Parameters {
  const identity = () =>
    Float32Array.from({ length: width * width }, (_, cell) => (cell % (width + 1) === 0 ? 1 : 0));
  const layers = ['patch', 'what', 'input', 'recurrent', 'action'];
  return {
    ...Object.fromEntries(layers.map((layer) => [`${layer}.weight`, identity()])),
    ...Object.fromEntries(layers.map((layer) => [`${layer}.bias`, new Float32Array(width)])),
    'place.weight': new Float32Array(2),
    'place.bias': new Float32Array(1),
    'where.weight': new Float32Array(width),
    'where.bias': new Float32Array(width),
  };
}

/** What one glimpse sees of the image. */
export interface RetinaOnPaper {
  readonly title: string;
  readonly changes: Partial<ModelSpec>;
  readonly location: readonly number[];
  readonly retina: readonly number[];
}

/**
 * The retina over the 4×4 image of pixels 1, 2, … 16 (sixteenths), by hand from start = floor(c − s/2 + ½):
 *
 *    1  2  3  4
 *    5  6  7  8
 *    9 10 11 12
 *   13 14 15 16
 */
export const retinasOnPaper: readonly RetinaOnPaper[] = [
  // c = 2, start = floor(1.5) = 1 on both axes
  { title: 'centre', changes: {}, location: [0, 0], retina: [6, 7, 10, 11] },
  // c = 0, start = floor(−0.5) = −1: one pixel is inside
  { title: 'top left', changes: {}, location: [-1, -1], retina: [0, 0, 0, 1] },
  // x: c = 4, start = floor(3.5) = 3; y: start = −1
  { title: 'top right', changes: {}, location: [1, -1], retina: [0, 0, 4, 0] },
  { title: 'bottom left', changes: {}, location: [-1, 1], retina: [0, 13, 0, 0] },
  { title: 'bottom right', changes: {}, location: [1, 1], retina: [16, 0, 0, 0] },
  // x: c = 3, start = floor(2.5) = 2; y: c = 1, start = floor(0.5) = 0
  { title: 'x first, then y', changes: {}, location: [0.5, -0.5], retina: [3, 4, 7, 8] },
  // odd patch: c = 2, start = floor(2 − 1.5 + 0.5) = 1
  {
    title: 'odd patch',
    changes: { patchSize: 3 },
    location: [0, 0],
    retina: [6, 7, 8, 10, 11, 12, 14, 15, 16],
  },
  // odd patch at x = 1: start = floor(4 − 1) = 3; at y = −1: start = floor(0 − 1) = −1
  {
    title: 'odd patch at the top right edge',
    changes: { patchSize: 3 },
    location: [1, -1],
    retina: [0, 0, 0, 4, 0, 0, 8, 0, 0],
  },
  // second patch: start = floor(2 − 2 + ½) = 0, the whole image in four means
  {
    title: 'two scales',
    changes: { scale: 2 },
    location: [0, 0],
    retina: [6, 7, 10, 11, 3.5, 5.5, 11.5, 13.5],
  },
  // second patch at the top left: start = floor(0 − 2 + ½) = −2: its last quarter is the mean of 1, 2, 5, 6
  {
    title: 'two scales at the top left edge',
    changes: { scale: 2 },
    location: [-1, -1],
    retina: [0, 0, 0, 1, 0, 0, 0, 3.5],
  },
  // pixels become (pixel − 2/16) · 3, and so does the padding: its −6/16 does not pass the relu
  {
    title: 'normalised after pooling, padding too',
    changes: { pixelShift: 2 / 16, pixelGain: 3 },
    location: [1, -1],
    retina: [0, 0, 6, 0],
  },
];
