import { compileTrialConfig, type TrialConfig } from '@ram-sweep/protocol';
import { RandomStream } from '@ram-sweep/random';
import type { Batch, Split, TrainingData } from '../src/index.js';

const SIDE = 6;
const CLASSES = 3;

/** Noisy images of three random prototypes, one for each class: learnable, and small. */
export function blobSplit(size: number, seed: number, shuffled: boolean): Split {
  const prototypes = RandomStream.of(0, 'prototypes').uniforms(CLASSES * SIDE ** 2, 0, 1);
  const labels = Int32Array.from({ length: size }, (_, index) => index % CLASSES);
  const grain = RandomStream.of(seed, 'grain').uniforms(size * SIDE ** 2, -0.5, 0.5);
  const pixels = grain.map(
    (value, index) =>
      value + prototypes[labels[Math.floor(index / SIDE ** 2)]! * SIDE ** 2 + (index % SIDE ** 2)]!,
  );
  return {
    size,
    async *batches({ epoch, from, batchSize }) {
      const members = shuffled
        ? RandomStream.of(seed, 'order', epoch).permutation(size)
        : Uint32Array.from({ length: size }, (_, index) => index);
      for (let start = from * batchSize; start < size; start += batchSize) {
        yield pick(pixels, labels, members.subarray(start, start + batchSize));
      }
    },
  };
}

function pick(pixels: Float32Array, labels: Int32Array, members: Uint32Array): Batch {
  const images = new Float32Array(members.length * SIDE ** 2);
  members.forEach((member, row) => {
    images.set(pixels.subarray(member * SIDE ** 2, (member + 1) * SIDE ** 2), row * SIDE ** 2);
  });
  return { rows: members.length, images, labels: Int32Array.from(members, (member) => labels[member]!) };
}

/** 29 training images and 11 for validation: neither a multiple of the batch size below. */
export function blobs(change: Partial<TrainingData> = {}): TrainingData {
  return {
    imageSize: SIDE,
    classes: CLASSES,
    pixelMean: 0.5,
    pixelStd: 0.4,
    train: blobSplit(29, 1, true),
    validation: blobSplit(11, 2, false),
    ...change,
  };
}

/** A trial of softmax regression on the blobs: 3 epochs of 4 steps, with 8, 8, 8 and 5 images. */
export function blobConfig(change: Partial<TrialConfig> = {}): TrialConfig {
  return compileTrialConfig({
    patchSize: 4,
    hidden: 16,
    patchHidden: 2,
    locationHidden: 2,
    glimpses: 3,
    policy: 'random',
    batchSize: 8,
    epochs: 3,
    learningRate: 0.05,
    seed: 7,
    ...change,
  });
}
