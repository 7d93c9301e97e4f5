import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DatasetError } from '../src/errors.js';
import { decodeIdxImages, decodeIdxLabels, readIdxPair, unpack } from '../src/published/idx.js';
import { idxFile, imagesFile, labelsFile } from './idx-files.js';
import { temporaryFolder } from './temporary-folder.js';

async function readPair(images: Uint8Array, labels: Uint8Array) {
  const folder = await temporaryFolder();
  const [imagesPath, labelsPath] = [join(folder, 'images'), join(folder, 'labels')];
  await writeFile(imagesPath, images);
  await writeFile(labelsPath, labels);
  return await readIdxPair(imagesPath, labelsPath);
}

describe('a pair of IDX files', () => {
  test.each([
    ['plain', imagesFile(3), labelsFile(3)],
    ['gzip', gzipSync(imagesFile(3)), gzipSync(labelsFile(3))],
    ['one of each', gzipSync(imagesFile(3)), labelsFile(3)],
  ])('is read into shared memory: %s', async (_, images, labels) => {
    const read = await readPair(images, labels);
    expect(read.count).toBe(3);
    expect(read.side).toBe(28);
    expect([...read.labels]).toEqual([0, 1, 2]);
    expect([...new Set(read.pixels.subarray(784, 1568))]).toEqual([2]);
    expect(read.pixels.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  test('is refused if the counts differ', async () => {
    await expect(readPair(imagesFile(3), labelsFile(4))).rejects.toThrow(
      /labels cannot be used: it has 4 labels, but .*images has 3 images\. Take both files/,
    );
  });

  test('is refused if a file is missing', async () => {
    const folder = await temporaryFolder();
    const missing = join(folder, 'nowhere');
    await expect(readIdxPair(missing, missing)).rejects.toMatchObject({ file: missing, retryable: false });
  });
});

describe('a damaged file of images', () => {
  const good = imagesFile(2);
  const image = Buffer.alloc(784);
  test.each<[string, Buffer, string]>([
    ['empty', Buffer.alloc(0), 'it has 0 bytes, but the header of an IDX file of images takes 16'],
    ['text', Buffer.from('<!DOCTYPE html><html>'), 'it starts with 0x3c21444f, so it is not an IDX file'],
    ['floats', idxFile([1, 28, 28], image, 0x0d), 'its elements have type 0x0d, not 0x08'],
    ['labels', labelsFile(20), 'it has 1 dimensions, but a file of images has 3'],
    ['no image', idxFile([0, 28, 28], Buffer.alloc(0)), 'it declares 0 images'],
    ['too many', idxFile([4_294_967_295, 28, 28], image), 'it declares 4294967295 images'],
    ['other sides', idxFile([1, 32, 28], Buffer.alloc(896)), 'its images are 32×28, but only 28×28'],
    ['cut short', good.subarray(0, -1), 'it is cut short: 2 images take 1584 bytes, but it has 1583'],
    ['too long', Buffer.concat([good, Buffer.alloc(5)]), '5 bytes follow the last of its 2 images'],
  ])('is refused: %s', (_, bytes, found) => {
    expect(() => decodeIdxImages(bytes, 'some/file')).toThrow(`some/file cannot be used: ${found}`);
    expect(() => decodeIdxImages(bytes, 'some/file')).toThrow(/--data-dir/);
  });
});

test('a label that is not a class is refused, with its place', () => {
  const bytes = idxFile([3], Uint8Array.of(9, 0, 10));
  expect(() => decodeIdxLabels(bytes, 'labels')).toThrow('label 2 is 10, but classes are 0 to 9');
});

describe('gzip data', () => {
  const packed = gzipSync(labelsFile(50));
  test.each<[string, Buffer, string]>([
    ['cut short', packed.subarray(0, -9), 'its gzip data is damaged'],
    ['a flipped bit', flipped(packed, 20), 'its gzip data is damaged'],
    ['text after its end', Buffer.concat([packed, Buffer.from('tail')]), 'its gzip data is damaged'],
    ['zeros after its end', Buffer.concat([packed, Buffer.alloc(7)]), '7 bytes follow the end of its gzip'],
  ])('is refused: %s', async (_, bytes, found) => {
    await expect(unpack(bytes, 1000, 'some/file')).rejects.toThrow(`some/file cannot be used: ${found}`);
  });

  test('is refused if it unpacks to more than the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    await expect(unpack(bomb, 1000, 'bomb.gz')).rejects.toThrow('it unpacks to more than 1000 bytes');
  });

  test('a gzip bomb in place of labels is refused, whatever its own size', async () => {
    const bomb = gzipSync(Buffer.alloc(1_000_000));
    await expect(readPair(imagesFile(1), bomb)).rejects.toThrow('it unpacks to more than 100008 bytes');
  });
});

test('no input crashes the reader: it reads whole, or refuses with a DatasetError', async () => {
  const header = fc.tuple(
    fc.constantFrom(0x00000803, 0x00000801, 0x00000d03, 0x1f8b0803),
    fc.constantFrom(0, 1, 2, 100_001, 0xffffffff),
    fc.constantFrom(28, 0, 29, 0xffffffff),
    fc.constantFrom(28, 0, 0x80000000),
  );
  const framed = fc
    .tuple(header, fc.uint8Array({ maxLength: 1600 }))
    .map(([words, rest]) => Buffer.concat([bigEndian(words), rest]));
  const mutated = fc
    .tuple(
      fc.constantFrom(imagesFile(2), labelsFile(12)),
      fc.nat(),
      fc.nat(255),
      fc.oneof(fc.constant(0), fc.nat(40)),
    )
    .map(([file, at, value, cut]) => withByte(file, at % file.length, value).subarray(0, file.length - cut));
  const plain = fc.oneof(fc.uint8Array({ maxLength: 64 }), framed, mutated);
  const packed = fc.tuple(plain, fc.nat(), fc.nat(255), fc.boolean()).map(([bytes, at, value, damaged]) => {
    const zipped = gzipSync(bytes, { level: 1 });
    return damaged ? withByte(zipped, at % zipped.length, value) : zipped;
  });
  const outcomes = { read: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(fc.oneof(plain, packed), async (bytes) => {
      try {
        const unpacked = await unpack(bytes, 2000, 'fuzzed');
        const images = unpacked[3] === 3;
        const elements = images ? decodeIdxImages(unpacked, 'fuzzed') : decodeIdxLabels(unpacked, 'fuzzed');
        expect(elements.length).toBe(unpacked.length - (images ? 16 : 8));
        outcomes.read += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(DatasetError);
        outcomes.refused += 1;
      }
    }),
    { numRuns: 10_000 },
  );
  // Both outcomes are met often, or the inputs test little.
  expect(outcomes.read).toBeGreaterThan(500);
  expect(outcomes.refused).toBeGreaterThan(5000);
});

function bigEndian(words: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * words.length);
  words.forEach((word, at) => bytes.writeUInt32BE(word, 4 * at));
  return bytes;
}

function withByte(bytes: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = value;
  return copy;
}

function flipped(bytes: Buffer, at: number): Buffer {
  return withByte(bytes, at, bytes[at]! ^ 0x10);
}
