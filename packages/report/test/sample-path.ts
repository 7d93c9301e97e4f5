import type { TracedBatch } from '@ram-sweep/ram';
import { PathCounter } from '../src/answers/path-tally.js';
import { glimpsePath, type GlimpsePath, type PathPictures } from '../src/index.js';

/** A 4×4 image with its second column lit, looked at twice through one patch of 2×2. */
export const spec = { imageSize: 4, glimpses: 2, patchSize: 2, scale: 1, classes: 3 } as const;

const image = [0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0];

/**
 * Rows of that image, answered with these probabilities. The first glimpse is at the centre, the second in the
 * upper left quarter.
 */
export function tracedBatch(
  answers: readonly { readonly label: number; readonly probabilities: readonly number[] }[],
  first = 0,
): TracedBatch {
  const rows = answers.length;
  return {
    first,
    batch: {
      rows,
      images: Float32Array.from(answers.flatMap(() => image)),
      labels: Int32Array.from(answers, ({ label }) => label),
    },
    evaluation: {
      probabilities: Float32Array.from(answers.flatMap(({ probabilities }) => probabilities)),
      locations: Float32Array.from([
        ...answers.flatMap(() => [0, 0]),
        ...answers.flatMap(() => [-0.5, -0.5]),
      ]),
    },
  };
}

export const samplePath = (label = 2): GlimpsePath =>
  glimpsePath(tracedBatch([{ label, probabilities: [0.125, 0.25, 0.625] }], 7), 0, spec);

const counter = new PathCounter(spec);
counter.add(tracedBatch([{ label: 2, probabilities: [0.125, 0.25, 0.625] }]));

/** One image of class 2 that was answered rightly. */
export const pictures: PathPictures = {
  kind: 'paths',
  trial: 1,
  epoch: 3,
  split: 'test',
  policy: 'mean',
  source: 'mnist in /data',
  engine: 'onnx',
  samples: { right: [samplePath()], wrong: [], images: 1 },
  tally: counter.tally(),
};
