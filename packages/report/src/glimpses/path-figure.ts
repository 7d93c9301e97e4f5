import { percent } from '@ram-sweep/format';
import { html, type Html } from '../html.js';
import { hex, stepColour } from './colour.js';
import { inPixels, type Glimpse, type GlimpsePath } from './glimpse-path.js';
import { ON_COLOUR, pathStops, round, SIDE } from './path-stops.js';
import { greyDataUri } from './png.js';

/** The gap below the image and between patches, in units of the drawing. */
const GAP = 4;

/** Widest a patch is drawn, and the height of the number above it. */
const PATCH = 46;
const NUMBER = 13;

/**
 * A path over its image, each glimpse with its number, the patches below, and the answer in words. What is drawn of a
 * glimpse has its place in the path, from 0, as data-step.
 */
export function pathFigure(path: GlimpsePath): Html {
  const { answer, label, probability, image, patchSize, glimpses } = path;
  const patch = Math.min(PATCH, (SIDE + GAP) / glimpses.length - GAP);
  const height = SIDE + GAP + NUMBER + (glimpses[0]?.patches.length ?? 0) * (patch + GAP) + GAP;
  const sure = percent(probability, 1);
  const words = answer === label ? `${label}, ${sure}` : `${label} taken for ${answer}, ${sure}`;
  return html`<figure class="path">
    <svg viewBox="0 0 ${SIDE} ${round(height)}" role="img" aria-label="image ${image}: ${words}">
      <svg width="${SIDE}" height="${SIDE}" viewBox="0 0 ${path.size} ${path.size}">
        <image href="${greyDataUri(path.pixels, path.size)}" width="${path.size}" height="${path.size}" />
        ${windows(path)} ${line(path)}
      </svg>
      ${pathStops(path)}
      ${glimpses.map((glimpse, step) => patches(glimpse, step, glimpses.length, patch, patchSize))}
    </svg>
    <figcaption><b>${words}</b><span>image ${image}</span></figcaption>
  </figure>`;
}

function windows({ glimpses, size }: GlimpsePath): Html[] {
  const width = size / SIDE;
  return glimpses.flatMap((glimpse, step) =>
    glimpse.windows.map(
      ({ left, top, side }, patch) =>
        html`<rect
          data-step="${step}"
          x="${left}"
          y="${top}"
          width="${side}"
          height="${side}"
          fill="none"
          stroke="${hex(stepColour(step, glimpses.length))}"
          stroke-width="${round(width * (patch === 0 ? 1.6 : 0.8))}"
          stroke-opacity="${patch === 0 ? 0.9 : 0.3}"
        />`,
    ),
  );
}

function line({ glimpses, size }: GlimpsePath): Html[] {
  const at = ({ x, y }: Glimpse) => [round(inPixels(x, size)), round(inPixels(y, size))] as const;
  return glimpses.slice(1).map((glimpse, step) => {
    const [[fromX, fromY], [toX, toY]] = [at(glimpses[step]!), at(glimpse)];
    return html`<line
      data-step="${step + 1}"
      x1="${fromX}"
      y1="${fromY}"
      x2="${toX}"
      y2="${toY}"
      stroke="${hex(stepColour(step + 1, glimpses.length))}"
      stroke-width="${round((2.4 * size) / SIDE)}"
    />`;
  });
}

/** One glimpse: its number in its colour, and its patches below one another. */
function patches(glimpse: Glimpse, step: number, count: number, side: number, patchSize: number): Html {
  const x = round(step * (side + GAP));
  const colour = hex(stepColour(step, count));
  return html`<rect
      data-step="${step}"
      x="${x}"
      y="${SIDE + GAP}"
      width="${round(side)}"
      height="${NUMBER}"
      fill="${colour}"
    /><text
      data-step="${step}"
      x="${round(x + side / 2)}"
      y="${SIDE + GAP + NUMBER / 2}"
      dy="0.35em"
      text-anchor="middle"
      font-size="10"
      font-weight="600"
      fill="${ON_COLOUR}"
      >${step + 1}</text
    >${glimpse.patches.map(
      (patch, index) =>
        html`<image
          data-step="${step}"
          href="${greyDataUri(patch, patchSize)}"
          x="${x}"
          y="${round(SIDE + NUMBER + 2 * GAP + index * (side + GAP))}"
          width="${round(side)}"
          height="${round(side)}"
        />`,
    )}`;
}
