import {
  cellRow,
  grey,
  shade,
  stepImage,
  type GlimpsePath,
  type TerminalColours,
} from '@ram-sweep/report/terminal';

/** Lines of text that are all `width` cells wide on the screen. */
export interface Picture {
  readonly width: number;
  readonly lines: readonly string[];
}

/** One step of a path, as large as fits into so many cells: enlarged by whole numbers, or shrunk. */
export function stepPicture(
  path: GlimpsePath,
  step: number,
  room: { readonly columns: number; readonly rows: number },
  colours: TerminalColours,
): Picture {
  // A line of text has two rows of pixels.
  const side = Math.max(2, Math.min(room.columns, room.rows * 2));
  const zoom = Math.max(1, Math.floor(side / path.size));
  const shrink = Math.max(1, Math.ceil(path.size / side));
  const lines = stepImage(enlarged(path, zoom), step, shrink, colours);
  return { width: Math.ceil((path.size * zoom) / shrink), lines };
}

/** A grey image, each of its pixels a square of `zoom` pixels. */
export function greyPicture(
  pixels: Float32Array,
  side: number,
  zoom: number,
  colours: TerminalColours,
): Picture {
  const width = side * zoom;
  const at = (x: number, y: number): number =>
    y < width ? pixels[Math.floor(y / zoom) * side + Math.floor(x / zoom)]! : 0;
  const lines = Array.from({ length: Math.ceil(width / 2) }, (_, line) => {
    const cells = Array.from({ length: width }, (__, x) => {
      const [upper, lower] = [at(x, 2 * line), at(x, 2 * line + 1)];
      return { upper: grey(upper), lower: grey(lower), character: shade((upper + lower) / 2) };
    });
    return cellRow(cells, colours);
  });
  return { width, lines };
}

/** The same path on an image with `zoom` pixels in the place of each, both ways. */
function enlarged(path: GlimpsePath, zoom: number): GlimpsePath {
  if (zoom === 1) return path;
  const size = path.size * zoom;
  const pixels = Float32Array.from({ length: size * size }, (_, index) => {
    const [x, y] = [index % size, Math.floor(index / size)];
    return path.pixels[Math.floor(y / zoom) * path.size + Math.floor(x / zoom)]!;
  });
  const glimpses = path.glimpses.map((glimpse) => ({
    ...glimpse,
    windows: glimpse.windows.map(({ left, top, side }) => ({
      left: left * zoom,
      top: top * zoom,
      side: side * zoom,
    })),
  }));
  return { ...path, size, pixels, glimpses };
}
