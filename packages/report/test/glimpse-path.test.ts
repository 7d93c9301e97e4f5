import type { TracedBatch } from '@ram-sweep/ram';
import { describe, expect, it } from 'vitest';
import { glimpsePath, surveyPaths } from '../src/index.js';
import type { SamplePaths } from '../src/glimpses/sample-paths.js';
import { samplePath, spec, tracedBatch } from './sample-path.js';

describe('a glimpse path', () => {
  it('names the image, its label, and the most probable class', () => {
    expect(samplePath()).toMatchObject({ image: 7, label: 2, answer: 2, probability: 0.625 });
  });

  it('has the window and the patch of each glimpse', () => {
    const [centre, corner] = samplePath().glimpses;
    // A patch of 2 around the centre, 2, covers pixels 1 and 2: the lit column is its left one.
    expect(centre).toEqual({
      x: 0,
      y: 0,
      windows: [{ left: 1, top: 1, side: 2 }],
      patches: [Float32Array.of(1, 0, 1, 0)],
    });
    // −½ is pixel 1: pixels 0 and 1, the lit column on the right.
    expect(corner).toMatchObject({
      windows: [{ left: 0, top: 0, side: 2 }],
      patches: [Float32Array.of(0, 1, 0, 1)],
    });
  });

  it('pools wider patches, with nothing outside the image', () => {
    const twice = { ...spec, scale: 2 };
    const [, corner] = glimpsePath(tracedBatch([{ label: 0, probabilities: [1, 0, 0] }]), 0, twice).glimpses;
    // 4×4 around pixel 1 starts at −1: its columns are −1, 0 | 1, 2, its rows −1, 0 | 1, 2.
    // Upper right: pixels (1, 0) and (2, 0) of the image, one of four lit; lower right: two of four.
    expect(corner!.windows[1]).toEqual({ left: -1, top: -1, side: 4 });
    expect([...corner!.patches[1]!]).toEqual([0, 0.25, 0, 0.5]);
  });

  it('takes its own row of a batch', () => {
    const batch = tracedBatch([
      { label: 0, probabilities: [1, 0, 0] },
      { label: 1, probabilities: [0, 0.5, 0.5] },
    ]);
    // a tie goes to the lowest class, as in evaluation
    expect(glimpsePath(batch, 1, spec)).toMatchObject({ image: 1, label: 1, answer: 1, probability: 0.5 });
  });
});

/** The batches, or the error in place of one. */
async function* batches(...all: readonly (TracedBatch | Error)[]) {
  for (const batch of all) {
    if (batch instanceof Error) throw batch;
    yield batch;
  }
}

const answered = (label: number, answer: number) => ({
  label,
  probabilities: [0, 1, 2].map((index) => (index === answer ? 1 : 0)),
});

const images = ({ right, wrong }: SamplePaths) => ({
  right: right.map(({ image }) => image),
  wrong: wrong.map(({ image }) => image),
});

describe('sample paths', () => {
  it('are the first right one of each class, by class, and the first wrong ones', async () => {
    const traced = batches(
      tracedBatch([answered(2, 2), answered(0, 1), answered(2, 2), answered(1, 1)]),
      tracedBatch([answered(1, 0), answered(0, 0), answered(0, 2)], 4),
    );
    const { samples } = await surveyPaths(traced, spec, 2);
    expect(images(samples)).toEqual({ right: [5, 3, 0], wrong: [1, 4] });
    expect(samples.images).toBe(7);
  });

  it('are looked for no further than is needed', async () => {
    const traced = batches(
      tracedBatch([answered(0, 0), answered(1, 1), answered(2, 2), answered(2, 1)]),
      tracedBatch([answered(0, 2)], 4),
    );
    const { samples, tally } = await surveyPaths(traced, spec, 1);
    expect(images(samples)).toEqual({ right: [0, 1, 2], wrong: [3] });
    expect([samples.images, tally.images]).toEqual([4, 5]);
  });

  it('are fewer where a class is never right or nothing is wrong', async () => {
    const traced = batches(tracedBatch([answered(0, 0), answered(2, 2)]));
    const { samples } = await surveyPaths(traced, spec, 3);
    expect(images(samples)).toEqual({ right: [0, 1], wrong: [] });
  });
});
