import { percent } from '@ram-sweep/format';
import { html, type Html } from '../html.js';
import { hex, stepColour } from './colour.js';
import { inPixels, type Glimpse, type GlimpsePath } from './glimpse-path.js';
import { greyDataUri } from './png.js';

/** Side of the image in units of the drawing, and the gap below it and between patches. */
const SIDE = 200;
const GAP = 4;

/** Widest a patch is drawn. */
const PATCH = 46;

/** A path over its image, the patches below, and the answer in words. */
export function pathFigure(path: GlimpsePath): Html {
  const { answer, label, probability, image, patchSize, glimpses } = path;
  const patch = Math.min(PATCH, (SIDE + GAP) / glimpses.length - GAP);
  const height = SIDE + GAP + (glimpses[0]?.patches.length ?? 0) * (patch + GAP) + GAP;
  const sure = percent(probability, 1);
  const words = answer === label ? `${label}, ${sure}` : `${label} taken for ${answer}, ${sure}`;
  return html`<figure class="path">
    <svg viewBox="0 0 ${SIDE} ${round(height)}" role="img" aria-label="image ${image}: ${words}">
      <svg width="${SIDE}" height="${SIDE}" viewBox="0 0 ${path.size} ${path.size}">
        <image href="${greyDataUri(path.pixels, path.size)}" width="${path.size}" height="${path.size}" />
        ${windows(path)} ${line(path)}
      </svg>
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
  const unit = size / SIDE;
  const at = (glimpse: Glimpse | undefined) => ({
    x: round(inPixels(glimpse?.x ?? 0, size)),
    y: round(inPixels(glimpse?.y ?? 0, size)),
  });
  const colour = (step: number) => hex(stepColour(step, glimpses.length));
  const legs = glimpses.slice(1).map((glimpse, step) => {
    const [from, to] = [at(glimpses[step]), at(glimpse)];
    return html`<line
      x1="${from.x}"
      y1="${from.y}"
      x2="${to.x}"
      y2="${to.y}"
      stroke="${colour(step + 1)}"
      stroke-width="${round(2.4 * unit)}"
    />`;
  });
  const stops = glimpses.map((glimpse, step) => {
    const { x, y } = at(glimpse);
    return html`<circle
      cx="${x}"
      cy="${y}"
      r="${round(4 * unit)}"
      fill="${colour(step)}"
      stroke="#14161a"
      stroke-width="${round(1.2 * unit)}"
    />`;
  });
  return [...legs, ...stops];
}

/** One glimpse: a line in its colour, and its patches below one another. */
function patches(glimpse: Glimpse, step: number, count: number, side: number, patchSize: number): Html {
  const x = round(step * (side + GAP));
  return html`<rect
      x="${x}"
      y="${SIDE + GAP}"
      width="${round(side)}"
      height="3"
      fill="${hex(stepColour(step, count))}"
    />${glimpse.patches.map(
      (patch, index) =>
        html`<image
          href="${greyDataUri(patch, patchSize)}"
          x="${x}"
          y="${round(SIDE + 2 * GAP + index * (side + GAP))}"
          width="${round(side)}"
          height="${round(side)}"
        />`,
    )}`;
}

const round = (value: number): number => Math.round(value * 100) / 100;
