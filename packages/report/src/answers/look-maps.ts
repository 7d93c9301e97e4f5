import { percent } from '@ram-sweep/format';
import { hex, stepColour, type Rgb } from '../glimpses/colour.js';
import { greyDataUri, rgbaDataUri } from '../glimpses/png.js';
import { html, type Html } from '../html.js';
import { MAP_SIDE, type PathTally } from './path-tally.js';

/** How bright the mean image is behind a map. */
const BACKDROP = 0.45;

/** A map for each glimpse: where it went, over the mean of all images. */
export function lookMaps({ maps, images, meanImage, side }: PathTally): Html {
  const brightest = meanImage.reduce((most, value) => Math.max(most, value), 0) || 1;
  const backdrop = greyDataUri(
    meanImage.map((value) => (value / brightest) * BACKDROP),
    side,
  );
  return html`<div class="maps">
    ${maps.map((map, step) => lookMap(map, step, maps.length, images, backdrop))}
  </div>`;
}

function lookMap(
  map: readonly number[],
  step: number,
  count: number,
  images: number,
  backdrop: string,
): Html {
  const colour = stepColour(step, count);
  const { x, y, middle } = summarise(map, images);
  const words = `${percent(middle, 0)} in the middle`;
  const where = `on average ${side(x, 'left', 'right')} and ${side(y, 'up', 'down')} of the centre`;
  return html`<figure>
    <svg
      viewBox="0 0 ${MAP_SIDE} ${MAP_SIDE}"
      role="img"
      aria-label="glimpse ${step + 1}: ${words}, ${where}"
    >
      <rect width="${MAP_SIDE}" height="${MAP_SIDE}" fill="#000" />
      <image href="${backdrop}" width="${MAP_SIDE}" height="${MAP_SIDE}" />
      <image href="${mapUri(map, colour)}" width="${MAP_SIDE}" height="${MAP_SIDE}" />
    </svg>
    <figcaption>
      <b><span class="swatch" style="background: ${hex(colour)}"></span>glimpse ${step + 1}</b>
      <span>${words}</span>
    </figcaption>
  </figure>`;
}

/** Opaque where most glimpses went; by the square root, so that rare places can be seen at all. */
function mapUri(map: readonly number[], [red, green, blue]: Rgb): string {
  const most = Math.max(1, ...map);
  const pixels = map.flatMap((count) => [red, green, blue, Math.round(255 * Math.sqrt(count / most))]);
  return rgbaDataUri(Uint8Array.from(pixels), MAP_SIDE);
}

/** Middle of a cell in [−1, 1], along either side. */
const placeOf = (cell: number): number => ((cell + 0.5) / MAP_SIDE) * 2 - 1;

/** Mean of a map's places in [−1, 1], and the share of it in the middle ninth of the image. */
function summarise(map: readonly number[], images: number): { x: number; y: number; middle: number } {
  let [x, y, middle] = [0, 0, 0];
  map.forEach((count, index) => {
    const [across, down] = [placeOf(index % MAP_SIDE), placeOf(Math.floor(index / MAP_SIDE))];
    x += count * across;
    y += count * down;
    if (Math.max(Math.abs(across), Math.abs(down)) < 1 / 3) middle += count;
  });
  const all = Math.max(1, images);
  return { x: x / all, y: y / all, middle: middle / all };
}

const side = (mean: number, below: string, above: string): string =>
  `${Math.abs(mean).toFixed(2)} ${mean < 0 ? below : above}`;
