import { html, type Html } from '../html.js';
import { hex, stepColour } from './colour.js';
import { inPixels, type GlimpsePath } from './glimpse-path.js';

/** Side of the image in units of the drawing. */
export const SIDE = 200;

/** Colour of text on a glimpse's colour. */
export const ON_COLOUR = '#14161a';

/** Where each glimpse was, with its number; glimpses close together share a disc, which bears all of their numbers. */
export function pathStops({ glimpses }: GlimpsePath): Html[] {
  const places: { x: number; y: number; steps: number[] }[] = [];
  for (const [step, glimpse] of glimpses.entries()) {
    const [x, y] = [round(inPixels(glimpse.x, SIDE)), round(inPixels(glimpse.y, SIDE))];
    const near = places.find((place) => Math.hypot(place.x - x, place.y - y) < 2 * RADIUS);
    if (near) near.steps.push(step);
    else places.push({ x, y, steps: [step] });
  }
  return places.map(({ x, y, steps }) => {
    const text = numbersOf(steps);
    const half = Math.max(RADIUS, text.length * 3.2 + 3);
    return html`<rect
        data-step="${steps[0]!}"
        x="${round(within(x, half) - half)}"
        y="${round(within(y, RADIUS) - RADIUS)}"
        width="${round(2 * half)}"
        height="${2 * RADIUS}"
        rx="${RADIUS}"
        fill="${hex(stepColour(steps.at(-1)!, glimpses.length))}"
        stroke="${ON_COLOUR}"
      /><text
        data-step="${steps[0]!}"
        x="${within(x, half)}"
        y="${within(y, RADIUS)}"
        dy="0.35em"
        text-anchor="middle"
        font-size="11"
        font-weight="600"
        fill="${ON_COLOUR}"
        >${text}</text
      >`;
  });
}

/** Of a disc that bears a number. */
const RADIUS = 7;

/** A disc stays on the image, also where its glimpse is at the edge. */
const within = (at: number, half: number): number => Math.min(SIDE - half, Math.max(half, at));

/** Steps, from 0, as people count them: `2`, `1, 3`, `2–5`. */
function numbersOf(steps: readonly number[]): string {
  const [first, last] = [steps[0]! + 1, steps.at(-1)! + 1];
  const isRun = last - first === steps.length - 1;
  if (steps.length > 2 && isRun) return `${first}–${last}`;
  return steps.map((step) => step + 1).join(',');
}

export const round = (value: number): number => Math.round(value * 100) / 100;
