import type { RandomStream } from '@ram-sweep/random';
import { IMAGE_PIXELS, IMAGE_SIDE, type Images } from '../images.js';

/** How images are presented. */
export interface Canvas {
  /** Side in pixels. */
  readonly side: number;
  /** Whether the image goes to a random place; on a plain canvas it fills it. */
  readonly moved: boolean;
  /** Pieces of other images on it. */
  readonly clutter: number;
}

/** Side of a piece of clutter, in pixels (paper §4.1). */
const PIECE_SIDE = 8;

/**
 * Paints image `image` of `images` onto `target`, [side, side] pixels in [0, 1].
 *
 * The image goes to a uniformly random place where it is whole. Each piece of clutter is an 8×8 window at a
 * uniformly random place of another image, drawn uniformly from `members`, and goes to a uniformly random place
 * where it is whole (paper §4.1). Where image and pieces overlap, the brighter pixel wins: the paper does not state
 * its rule, and this one neither erases the digit nor exceeds 1.
 */
export function paintCanvas(
  target: Float32Array,
  images: Images,
  members: Uint32Array,
  image: number,
  canvas: Canvas,
  random: RandomStream,
): void {
  target.fill(0);
  const free = canvas.side - IMAGE_SIDE;
  const [x, y] = [random.integer(0, free), random.integer(0, free)];
  lay(target, canvas.side, images.pixels, { from: image * IMAGE_PIXELS, side: IMAGE_SIDE, x, y });
  for (let piece = 0; piece < canvas.clutter; piece += 1) {
    const other = otherMember(members, image, random);
    lay(target, canvas.side, images.pixels, drawPiece(other, canvas.side, random));
  }
}

/** The value of each byte of a source. A lookup is cheaper than a division, and the numbers are the same. */
const SHADES = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/** The image itself, unchanged. */
export function paintPlain(target: Float32Array, images: Images, image: number): void {
  const { pixels } = images;
  const from = image * IMAGE_PIXELS;
  for (let at = 0; at < IMAGE_PIXELS; at += 1) target[at] = SHADES[pixels[from + at]!]!;
}

/** A square window of a source image, and where its top left corner goes on the canvas. */
interface Piece {
  /** Index of its first pixel in the pixels of all images. */
  readonly from: number;
  readonly side: number;
  readonly x: number;
  readonly y: number;
}

function drawPiece(image: number, canvasSide: number, random: RandomStream): Piece {
  const column = random.integer(0, IMAGE_SIDE - PIECE_SIDE);
  const row = random.integer(0, IMAGE_SIDE - PIECE_SIDE);
  return {
    from: image * IMAGE_PIXELS + row * IMAGE_SIDE + column,
    side: PIECE_SIDE,
    x: random.integer(0, canvasSide - PIECE_SIDE),
    y: random.integer(0, canvasSide - PIECE_SIDE),
  };
}

/** Uniform over the members that are not `image`: members are distinct, so a second draw is enough. */
function otherMember(members: Uint32Array, image: number, random: RandomStream): number {
  const last = members.length - 1;
  const drawn = members[random.integer(0, last - 1)]!;
  return drawn === image ? members[last]! : drawn;
}

function lay(target: Float32Array, canvasSide: number, pixels: Uint8Array, piece: Piece): void {
  for (let row = 0; row < piece.side; row += 1) {
    const from = piece.from + row * IMAGE_SIDE;
    const to = (piece.y + row) * canvasSide + piece.x;
    for (let column = 0; column < piece.side; column += 1) {
      const value = pixels[from + column]!;
      if (value > 0) target[to + column] = Math.max(target[to + column]!, SHADES[value]!);
    }
  }
}
