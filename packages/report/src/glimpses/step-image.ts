import { mix, stepColour, type Rgb } from './colour.js';
import { inPixels, type GlimpsePath } from './glimpse-path.js';
import { cellRow, grey, shade, type Cell, type TerminalColours } from './terminal-cells.js';

/** How much of a pixel a frame colours, so that what is below stays visible: of the smallest patch, and the others. */
const INNER_TINT = 0.75;
const OUTER_TINT = 0.35;

/** What is drawn over the image of one step, in its (shrunken) pixels. */
interface Overlay {
  readonly frames: readonly { left: number; top: number; side: number }[];
  readonly location: { readonly x: number; readonly y: number };
  readonly colour: Rgb;
}

/**
 * The image as lines of text with the windows of one glimpse around its location, two rows of pixels a line.
 * `shrink` pools so many pixels to one, each way.
 */
export function stepImage(
  path: GlimpsePath,
  step: number,
  shrink: number,
  colours: TerminalColours,
): string[] {
  const side = Math.ceil(path.size / shrink);
  const pixels = shrinkPixels(path.pixels, path.size, shrink);
  const overlay = overlayOf(path, step, shrink);
  return Array.from({ length: Math.ceil(side / 2) }, (_, line) => {
    const cells = Array.from({ length: side }, (__, x) => cellAt(pixels, side, x, line * 2, overlay));
    return cellRow(cells, colours);
  });
}

function overlayOf({ glimpses, size }: GlimpsePath, step: number, shrink: number): Overlay {
  const { x, y, windows } = glimpses[step]!;
  const pixel = (location: number) => Math.floor(Math.min(size - 1, inPixels(location, size)) / shrink);
  return {
    frames: windows.map(({ left, top, side }) => ({
      left: Math.floor(left / shrink),
      top: Math.floor(top / shrink),
      side: Math.ceil(side / shrink),
    })),
    location: { x: pixel(x), y: pixel(y) },
    colour: stepColour(step, glimpses.length),
  };
}

function cellAt(pixels: Float32Array, side: number, x: number, y: number, overlay: Overlay): Cell {
  const upper = pixels[y * side + x]!;
  const lower = y + 1 < side ? pixels[(y + 1) * side + x]! : 0;
  return {
    upper: pixelColour(upper, x, y, overlay),
    lower: pixelColour(lower, x, y + 1, overlay),
    character: characterAt((upper + lower) / 2, x, y, overlay),
  };
}

function pixelColour(brightness: number, x: number, y: number, { frames, location, colour }: Overlay): Rgb {
  if (location.x === x && location.y === y) return colour;
  const frame = frames.findIndex(
    ({ left, top, side }) =>
      (onEdge(x, left, side) && within(y, top, side)) || (onEdge(y, top, side) && within(x, left, side)),
  );
  if (frame < 0) return grey(brightness);
  return mix(grey(brightness), colour, frame === 0 ? INNER_TINT : OUTER_TINT);
}

/** Without colour: frames of + - |, the location as o, the image in shades of punctuation. */
function characterAt(brightness: number, x: number, y: number, { frames, location }: Overlay): string {
  const line = Math.floor(y / 2);
  if (location.x === x && Math.floor(location.y / 2) === line) return 'o';
  for (const { left, top, side } of frames) {
    const first = Math.floor(top / 2);
    const last = Math.floor((top + side - 1) / 2);
    const upright = onEdge(x, left, side) && line >= first && line <= last;
    const level = (line === first || line === last) && within(x, left, side);
    if (upright || level) return upright && level ? '+' : upright ? '|' : '-';
  }
  return shade(brightness);
}

const onEdge = (at: number, start: number, side: number): boolean => at === start || at === start + side - 1;
const within = (at: number, start: number, side: number): boolean => at >= start && at < start + side;

/** Means of squares of `shrink` pixels; those at the right and lower edge take what is left. */
function shrinkPixels(pixels: Float32Array, size: number, shrink: number): Float32Array {
  if (shrink === 1) return pixels;
  const side = Math.ceil(size / shrink);
  return Float32Array.from({ length: side * side }, (_, index) => {
    const [left, top] = [(index % side) * shrink, Math.floor(index / side) * shrink];
    let sum = 0;
    let count = 0;
    for (let y = top; y < Math.min(size, top + shrink); y += 1) {
      for (let x = left; x < Math.min(size, left + shrink); x += 1) {
        sum += pixels[y * size + x]!;
        count += 1;
      }
    }
    return sum / count;
  });
}
