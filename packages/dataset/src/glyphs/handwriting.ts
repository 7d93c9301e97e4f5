import type { RandomStream } from '@ram-sweep/random';
import type { Glyph, Point, Stroke } from './glyph-strokes.js';
import { IMAGE_SIDE } from '../images.js';
import type { PenPath } from './pen.js';

/** Straight pieces for each span of a curve: fine enough that no corner shows at 28 pixels. */
const SPAN_PIECES = 4;
/** How unsteady the hand is: deviation of each point, in units of the glyph's box. */
const TREMOR = 0.025;
/** Deviation of the elastic displacement, in pixels, and the knots of its grid along one axis. */
const ELASTIC = 1;
const KNOTS = 4;
/** Ink stays this far from the edge, in pixels. */
const MARGIN = 1;
/** The widest that the pen gets under pressure, as a share of its radius. */
const MOST_PRESSURE = 1.15;

/**
 * Turns a glyph into pen paths on a 28×28 image, as one person might write it once: with displaced points, another
 * size, proportion, slant and rotation, a smooth elastic displacement (Simard et al. 2003, here of the strokes
 * instead of the pixels), a pen of another width that presses unevenly, and another place.
 */
export function writeGlyph(glyph: Glyph, random: RandomStream): PenPath[] {
  const hand = drawHand(random);
  const paths = glyph.map((stroke) => {
    const shaky = stroke.points.map(([x, y]): Point => [
      x + TREMOR * random.normal(),
      y + TREMOR * random.normal(),
    ]);
    return distort(trace({ ...stroke, points: shaky }), hand);
  });
  centre(paths, hand);
  return paths.map((points) => ({ points, radii: pressure(points.length / 2, hand, random) }));
}

/** Everything that is the same for all strokes of one glyph. */
interface Hand {
  /** Row-major 2×2 matrix from the glyph's box, centred, to pixels. */
  readonly affine: readonly [number, number, number, number];
  /** Displacements in pixels at the knots: x and y of one knot after the other, row by row. */
  readonly elastic: Float32Array;
  /** Radius of the pen in pixels. */
  readonly radius: number;
  /** Where the centre of the glyph goes, in pixels from the centre of the image. */
  readonly place: Point;
}

function drawHand(random: RandomStream): Hand {
  const height = between(random, 16.5, 21.5);
  const width = height * between(random, 0.5, 0.85);
  const angle = between(random, -0.17, 0.17);
  const slant = between(random, -0.25, 0.55);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return {
    // rotation · shear · scale; the shear leans the top to the right where slant is positive
    affine: [cos * width, -(cos * slant + sin) * height, sin * width, (cos - sin * slant) * height],
    elastic: random.normals(2 * KNOTS * KNOTS).map((value) => ELASTIC * value),
    radius: between(random, 0.75, 1.75),
    place: [1.1 * random.normal(), 1.1 * random.normal()],
  };
}

const between = (random: RandomStream, low: number, high: number): number =>
  low + (high - low) * random.uniform();

/** The points of a stroke, dense: x and y of one point after the other. */
function trace({ kind, points }: Stroke): Float64Array {
  const spans = points.length - 1;
  const dense = new Float64Array(2 * (spans * SPAN_PIECES + 1));
  for (let piece = 0; piece <= spans * SPAN_PIECES; piece += 1) {
    const span = Math.min(spans - 1, Math.floor(piece / SPAN_PIECES));
    const share = piece / SPAN_PIECES - span;
    const before = points[Math.max(0, span - 1)]!;
    const after = points[Math.min(spans, span + 2)]!;
    for (const axis of [0, 1] as const) {
      const from = points[span]![axis];
      const to = points[span + 1]![axis];
      dense[2 * piece + axis] =
        kind === 'line' ? from + share * (to - from) : spline(before[axis], from, to, after[axis], share);
    }
  }
  return dense;
}

/** Catmull & Rom (1974): from b to c, leaving and arriving in the direction of the neighbours. */
function spline(a: number, b: number, c: number, d: number, share: number): number {
  const cubic = -a + 3 * b - 3 * c + d;
  const square = 2 * a - 5 * b + 4 * c - d;
  return b + 0.5 * share * (c - a + share * (square + share * cubic));
}

/** From the glyph's box to pixels, around the middle of the image. */
function distort(dense: Float64Array, { affine, elastic }: Hand): Float64Array {
  const pixels = new Float64Array(dense.length);
  for (let at = 0; at < dense.length; at += 2) {
    const x = dense[at]! - 0.5;
    const y = dense[at + 1]! - 0.5;
    const px = affine[0] * x + affine[1] * y + IMAGE_SIDE / 2;
    const py = affine[2] * x + affine[3] * y + IMAGE_SIDE / 2;
    pixels[at] = px + displacement(elastic, 0, px, py);
    pixels[at + 1] = py + displacement(elastic, 1, px, py);
  }
  return pixels;
}

/** The displacement field between its knots: bilinear in smoothed coordinates, so without kinks. */
function displacement(elastic: Float32Array, axis: 0 | 1, x: number, y: number): number {
  const [column, right] = knot(x);
  const [row, down] = knot(y);
  const at = 2 * (row * KNOTS + column) + axis;
  const top = elastic[at]! + right * (elastic[at + 2]! - elastic[at]!);
  const below = at + 2 * KNOTS;
  const bottom = elastic[below]! + right * (elastic[below + 2]! - elastic[below]!);
  return top + down * (bottom - top);
}

/** The knot before a pixel coordinate, and how far it is towards the next one. */
function knot(pixel: number): [index: number, share: number] {
  const at = Math.min(KNOTS - 1.001, Math.max(0, (pixel / IMAGE_SIDE) * (KNOTS - 1)));
  const index = Math.floor(at);
  const share = at - index;
  return [index, share * share * (3 - 2 * share)];
}

/**
 * Moves the centre of the glyph to its place, or as near to it as possible without cutting the ink; shrinks it to
 * fit.
 */
function centre(paths: readonly Float64Array[], { place, radius }: Hand): void {
  const room = IMAGE_SIDE - 2 * (MARGIN + 0.5 + MOST_PRESSURE * radius);
  for (const axis of [0, 1] as const) {
    const [low, high] = extent(paths, axis);
    const shrink = Math.min(1, room / (high - low));
    const slack = (room - shrink * (high - low)) / 2;
    const middle = IMAGE_SIDE / 2 + Math.min(slack, Math.max(-slack, place[axis]));
    for (const points of paths) {
      for (let at: number = axis; at < points.length; at += 2) {
        points[at] = middle + shrink * (points[at]! - (low + high) / 2);
      }
    }
  }
}

function extent(paths: readonly Float64Array[], axis: 0 | 1): [low: number, high: number] {
  let low = Infinity;
  let high = -Infinity;
  for (const points of paths) {
    for (let at: number = axis; at < points.length; at += 2) {
      low = Math.min(low, points[at]!);
      high = Math.max(high, points[at]!);
    }
  }
  return [low, high];
}

/** The pen's radius along a stroke: it swells or thins from one end to the other. */
function pressure(points: number, { radius }: Hand, random: RandomStream): Float64Array {
  const start = radius * between(random, 0.8, MOST_PRESSURE);
  const end = radius * between(random, 0.7, MOST_PRESSURE);
  return Float64Array.from({ length: points }, (_, at) => start + ((end - start) * at) / (points - 1));
}
