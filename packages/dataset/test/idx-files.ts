import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { PublishedSet } from '../src/published/mirrors.js';

/** An IDX file: the header that says what `sizes` say, then `elements`. */
export function idxFile(sizes: readonly number[], elements: Uint8Array, type = 0x08): Buffer {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header[2] = type;
  header[3] = sizes.length;
  sizes.forEach((size, axis) => header.writeUInt32BE(size, 4 + 4 * axis));
  return Buffer.concat([header, elements]);
}

/** `count` images of 28×28; every pixel of image n is n + 1. */
export const imagesFile = (count: number): Buffer =>
  idxFile(
    [count, 28, 28],
    Buffer.concat(Array.from({ length: count }, (_, image) => Buffer.alloc(784, image + 1))),
  );

/** `count` labels: (n + shift) mod 10. */
export const labelsFile = (count: number, shift = 0): Buffer =>
  idxFile(
    [count],
    Uint8Array.from({ length: count }, (_, image) => (image + shift) % 10),
  );

export const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');

/** A published set of 20 training and 10 test images, with the content of its files by name. */
export function smallSet(shift = 0): { set: PublishedSet; content: ReadonlyMap<string, Buffer> } {
  const packed = {
    trainImages: ['train-images-idx3-ubyte.gz', gzipSync(imagesFile(20))],
    trainLabels: ['train-labels-idx1-ubyte.gz', gzipSync(labelsFile(20, shift))],
    testImages: ['t10k-images-idx3-ubyte.gz', gzipSync(imagesFile(10))],
    testLabels: ['t10k-labels-idx1-ubyte.gz', gzipSync(labelsFile(10, shift))],
  } as const;
  const published = ([name, bytes]: readonly [string, Buffer]) => ({
    name,
    md5: md5(bytes),
    bytes: bytes.length,
  });
  const set: PublishedSet = {
    name: shift === 0 ? 'mnist' : 'fashion-mnist',
    mirrors: [],
    folders: [shift === 0 ? 'mnist' : 'fashion-mnist'],
    files: {
      trainImages: published(packed.trainImages),
      trainLabels: published(packed.trainLabels),
      testImages: published(packed.testImages),
      testLabels: published(packed.testLabels),
    },
    trainLabelsMd5: md5(labelsFile(20, shift).subarray(8)),
  };
  return { set, content: new Map<string, Buffer>(Object.values(packed)) };
}

/** Writes the files of a set into a folder, which it makes. */
export async function writeFiles(folder: string, content: ReadonlyMap<string, Buffer>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of content) await writeFile(join(folder, name), bytes);
}
