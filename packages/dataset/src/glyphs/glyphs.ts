import { setImmediate } from 'node:timers/promises';
import type { DatasetSpec } from '@ram-sweep/protocol';
import { RandomStream } from '@ram-sweep/random';
import { DatasetError } from '../errors.js';
import { digitGlyphs } from './glyph-strokes.js';
import { writeGlyph } from './handwriting.js';
import { CLASSES, IMAGE_PIXELS, IMAGE_SIDE, MAX_IMAGES, sharedBytes, type Images } from '../images.js';
import { drawPath } from './pen.js';

/** Glyphs must never be mistaken for MNIST, so their source says what they are. */
export const GLYPHS_SOURCE = 'glyphs drawn by ram-sweep (not MNIST)';
export const GLYPH_TRAIN_COUNT = 6_000;
export const GLYPH_TEST_COUNT = 1_000;

/** The glyphs are one data set, not one for each study. */
const GLYPH_SEED = 28;
/** How many images to draw before other work gets its turn. */
const IMAGES_PER_TURN = 500;

/**
 * Draws a set of digits that needs no download: 6,000 for training and 1,000 for testing, or as many as the
 * spec asks for. Image n of a split is the same in every run and for every count, and shows the digit n mod 10.
 */
export async function drawGlyphs(
  spec: Pick<DatasetSpec, 'train' | 'test'>,
  signal?: AbortSignal,
): Promise<{ train: Images; test: Images }> {
  const train = await drawSplit('train', spec.train ?? GLYPH_TRAIN_COUNT, signal);
  return { train, test: await drawSplit('test', spec.test ?? GLYPH_TEST_COUNT, signal) };
}

async function drawSplit(split: 'train' | 'test', count: number, signal?: AbortSignal): Promise<Images> {
  if (count > MAX_IMAGES) {
    throw new DatasetError(`dataset.${split} asks for ${count} glyphs, but at most ${MAX_IMAGES} are drawn`);
  }
  const pixels = sharedBytes(count * IMAGE_PIXELS);
  const labels = sharedBytes(count);
  for (let index = 0; index < count; index += 1) {
    if (index % IMAGES_PER_TURN === 0) {
      signal?.throwIfAborted();
      await setImmediate();
    }
    const digit = index % CLASSES;
    drawGlyph(
      pixels.subarray(index * IMAGE_PIXELS, (index + 1) * IMAGE_PIXELS),
      digit,
      RandomStream.of(GLYPH_SEED, split, index),
    );
    labels[index] = digit;
  }
  return { count, side: IMAGE_SIDE, pixels, labels };
}

function drawGlyph(image: Uint8Array, digit: number, random: RandomStream): void {
  const ways = digitGlyphs[digit]!;
  const glyph = ways[random.integer(0, ways.length - 1)]!;
  for (const path of writeGlyph(glyph, random)) drawPath(image, path);
}
