import { percent } from '@ram-sweep/format';
import { stepColour, type Rgb } from './colour.js';
import { inPixels, type Glimpse, type GlimpsePath } from './glimpse-path.js';
import { textHeight, write, writeCentred } from './lettering.js';
import { Raster } from './raster.js';

const BACKGROUND: Rgb = [22, 24, 29];
const EDGE: Rgb = [58, 63, 74];
const RIGHT: Rgb = [92, 184, 122];
const TEXT: Rgb = [228, 230, 234];
const WRONG: Rgb = [226, 92, 92];

/** Side of the enlarged image at least, and the gap around everything, in pixels. */
const IMAGE_SIDE = 448;
const GAP = 24;

/** Between the answer and its bar. */
const TEXT_GAP = 10;

/** Side of a patch beside it, the gap between two, and the height of the bar that tells the probability. */
const PATCH_SIDE = 64;
const PATCH_GAP = 10;
const BAR = 10;

/** Width of the number beside a row of patches, of the disc that bears one on the image, and pixels of a letter's. */
const NUMBER = 26;
const DISC = 26;
const SMALL = 2;
const LARGE = 3;

/**
 * The path over one image as a PNG: the image enlarged, with each glimpse's windows as frames and the path as a
 * line from number to number, the first glimpse blue and the last one orange. Beside it a row a glimpse, with its
 * number: the patches that the retina saw. Below is the answer, `2, 62.5%` or `1 taken for 2, 62.5%`, over a bar as
 * long as its probability, green where the answer is right and red where it is wrong.
 */
export function pathPicture(path: GlimpsePath): Uint8Array {
  return drawPath(path).png();
}

function drawPath(path: GlimpsePath): Raster {
  const zoom = Math.ceil(IMAGE_SIDE / path.size);
  const side = zoom * path.size;
  const rows = patchRows(path, side);
  const bottom = GAP + Math.max(side, rows.height);
  const raster = new Raster(
    side + 3 * GAP + rows.width,
    bottom + 2 * GAP + textHeight(LARGE) + TEXT_GAP + BAR,
    BACKGROUND,
  );
  raster.image(path.pixels, path.size, GAP, GAP, zoom);
  raster.frame(GAP - 1, GAP - 1, side + 2, side + 2, 1, EDGE);
  raster.clipped(GAP, GAP, side, side, () => drawWindows(raster, path, zoom));
  drawLine(raster, path, zoom);
  drawPatches(raster, path, side + 2 * GAP, rows);
  drawAnswer(raster, path, bottom + GAP);
  return raster;
}

interface PatchRows {
  readonly perColumn: number;
  readonly columnWidth: number;
  readonly width: number;
  readonly height: number;
}

/** As many rows below one another as there is place for beside the image, then another column. */
function patchRows({ glimpses }: GlimpsePath, side: number): PatchRows {
  const row = PATCH_SIDE + PATCH_GAP;
  const perColumn = Math.max(1, Math.floor((side + PATCH_GAP) / row));
  const columns = Math.ceil(glimpses.length / perColumn);
  const columnWidth = NUMBER + (glimpses[0]?.patches.length ?? 0) * row + PATCH_GAP;
  const height = Math.min(glimpses.length, perColumn) * row - PATCH_GAP;
  return { perColumn, columnWidth, width: columns * columnWidth, height };
}

function drawWindows(raster: Raster, { glimpses }: GlimpsePath, zoom: number): void {
  glimpses.forEach((glimpse, step) => {
    glimpse.windows.forEach(({ left, top, side }, patch) => {
      const thickness = patch === 0 ? 3 : 1;
      const [x, y] = [GAP + left * zoom, GAP + top * zoom];
      raster.frame(x, y, side * zoom, side * zoom, thickness, stepColour(step, glimpses.length));
    });
  });
}

function drawLine(raster: Raster, { glimpses, size }: GlimpsePath, zoom: number): void {
  const at = ({ x, y }: Glimpse) => [GAP + inPixels(x, size) * zoom, GAP + inPixels(y, size) * zoom] as const;
  glimpses.slice(1).forEach((glimpse, step) => {
    raster.line(at(glimpses[step]!), at(glimpse), 4, stepColour(step + 1, glimpses.length));
  });
  glimpses.forEach((glimpse, step) => {
    const [x, y] = at(glimpse);
    raster.line([x, y], [x, y], DISC + 3, BACKGROUND);
    raster.line([x, y], [x, y], DISC, stepColour(step, glimpses.length));
    writeCentred(raster, `${step + 1}`, x, y, SMALL, BACKGROUND);
  });
}

function drawPatches(raster: Raster, path: GlimpsePath, left: number, rows: PatchRows): void {
  const { glimpses, patchSize } = path;
  const zoom = Math.max(1, Math.floor(PATCH_SIDE / patchSize));
  glimpses.forEach(({ patches }, step) => {
    const x = left + Math.floor(step / rows.perColumn) * rows.columnWidth;
    const y = GAP + (step % rows.perColumn) * (PATCH_SIDE + PATCH_GAP);
    raster.rectangle(x, y, NUMBER, PATCH_SIDE, stepColour(step, glimpses.length));
    writeCentred(raster, `${step + 1}`, x + NUMBER / 2, y + PATCH_SIDE / 2, SMALL, BACKGROUND);
    patches.forEach((patch, index) => {
      raster.image(patch, patchSize, x + NUMBER + PATCH_GAP + index * (PATCH_SIDE + PATCH_GAP), y, zoom);
    });
  });
}

function drawAnswer(raster: Raster, { answer, label, probability }: GlimpsePath, line: number): void {
  const words = answer === label ? `${label}` : `${label} taken for ${answer}`;
  write(raster, `${words}, ${percent(probability, 1)}`, GAP, line, LARGE, TEXT);
  const top = line + textHeight(LARGE) + TEXT_GAP;
  const width = raster.width - 2 * GAP;
  raster.rectangle(GAP, top, width, BAR, EDGE);
  raster.rectangle(GAP, top, Math.round(width * probability), BAR, answer === label ? RIGHT : WRONG);
}
