import { html, type Html } from '@ram-sweep/report/parts';

/** What is drawn into, in units of the drawing; it scales with the page. */
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Tick {
  /** Place along its axis, in units of the drawing. */
  readonly at: number;
  readonly text: string;
}

interface PlotOptions {
  readonly width: number;
  readonly height: number;
  /** What it shows, for those who do not see it. */
  readonly label: string;
  readonly x: { readonly ticks: readonly Tick[]; readonly title?: string };
  readonly y: { readonly ticks: readonly Tick[] };
  readonly marks: Html | readonly Html[];
}

/** Room for the ticks' texts around what is drawn. */
const MARGIN = { left: 50, right: 16, top: 14, bottom: 24 };
const TITLE = 20;

export const areaOf = ({ width, height }: { width: number; height: number }, hasTitle: boolean): Area => ({
  left: MARGIN.left,
  right: width - MARGIN.right,
  top: MARGIN.top,
  bottom: height - MARGIN.bottom - (hasTitle ? TITLE : 0),
});

/** Two decimals of a unit are finer than any screen. */
export const round = (value: number): number => Math.round(value * 100) / 100;

/** Marks between two axes, in the report's style. */
export function plot({ width, height, label, x, y, marks }: PlotOptions): Html {
  const { left, right, bottom } = areaOf({ width, height }, x.title !== undefined);
  return html`<svg class="plot" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">
    ${y.ticks.map(
      ({ at, text }) =>
        html`<line class="grid" x1="${left}" x2="${right}" y1="${round(at)}" y2="${round(at)}" /><text
            x="${left - 8}"
            y="${round(at)}"
            dy="0.32em"
            text-anchor="end"
            >${text}</text
          >`,
    )}
    ${x.ticks.map(
      ({ at, text }) => html`<text x="${round(at)}" y="${bottom + 20}" text-anchor="middle">${text}</text>`,
    )}
    ${
      x.title === undefined
        ? null
        : html`<text x="${right}" y="${height - 4}" text-anchor="end">${x.title} →</text>`
    }
    ${marks}
  </svg>`;
}
