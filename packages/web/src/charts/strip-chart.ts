import { counted } from '@ram-sweep/format';
import type { Distribution, ParamValue } from '@ram-sweep/protocol';
import { fieldAxis, html, type FieldAxis, type Html } from '@ram-sweep/report/parts';
import type { FieldSpread } from '@ram-sweep/store/read';
import { areaOf, plot, round, type Area } from './plot.js';
import { logErrorScale } from './scales.js';
import type { ErrorTicks } from './error-ticks.js';

interface StripRequest {
  readonly distribution: Distribution;
  readonly spread: FieldSpread;
  readonly errors: ErrorTicks;
  /** Cells of the whole strip. */
  readonly columns: number;
  readonly rows: number;
  /** Where the best config lies; null where it is not known. */
  readonly best: { readonly value: ParamValue | undefined; readonly error: number } | null;
}

const SIZE = { width: 400, height: 230 };
/** Cells that are as fine as this hold a trial each: they are drawn as dots. */
const FINE_COLUMNS = 100;
/** Ticks that do not touch on a phone. */
const MOST_TICKS = 6;

/** Validation error against one searched field: how many trials lie where, and the best config as a ring. */
export function stripChart(request: StripRequest): Html {
  const { distribution, spread, errors, columns, best } = request;
  const area = areaOf(SIZE, false);
  const axis = fieldAxis(spread.field, distribution);
  const inner = inset(area);
  const y = logErrorScale(errors, area);
  return plot({
    ...SIZE,
    label: `validation error against ${spread.field}`,
    x: { ticks: fieldTicks(axis, inner) },
    y,
    marks: [
      ...(columns >= FINE_COLUMNS ? dots(request, inner) : tiles(request, axis, inner)),
      ring(best, axis, inner, y.at),
    ],
  });
}

/** So that what lies at a bound is not cut. */
const inset = ({ left, right, ...area }: Area): Area => ({ ...area, left: left + 8, right: right - 8 });

function fieldTicks({ ticks }: FieldAxis, area: Area): { at: number; text: string }[] {
  const every = Math.ceil(ticks.length / MOST_TICKS);
  return ticks
    .filter((_, index) => index % every === 0)
    .map(({ place, text }) => ({ at: across(place, area), text: shortened(text) }));
}

const MOST_LETTERS = 12;
const shortened = (text: string): string =>
  text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1)}…` : text;

const across = (place: number, { left, right }: Area): number => left + place * (right - left);

/** A dot for each cell, larger where several trials share it. */
function dots({ spread, columns, rows }: StripRequest, area: Area): Html[] {
  return spread.cells.map(({ column, row, trials }) => {
    const y = area.bottom - ((row + 0.5) / rows) * (area.bottom - area.top);
    const radius = round(3.8 * Math.min(2.5, Math.sqrt(trials)));
    return html`<circle
      cx="${round(across((column + 0.5) / columns, area))}"
      cy="${round(y)}"
      r="${radius}"
    />`;
  });
}

/** A tile for each cell, the stronger the more trials lie in it, on a log scale. */
function tiles({ spread, columns, rows }: StripRequest, axis: FieldAxis, area: Area): Html[] {
  const most = spread.cells.reduce((largest, { trials }) => Math.max(largest, trials), 1);
  const height = (area.bottom - area.top) / rows;
  const cell = (area.right - area.left) / columns;
  // A value of its own has room until the next one.
  const width = Number.isFinite(axis.valueCount)
    ? Math.max(cell, (0.7 * (area.right - area.left)) / axis.valueCount)
    : cell;
  return spread.cells.map(({ column, row, trials }) => {
    const middle = across((column + 0.5) / columns, area);
    const strength = Math.log(1 + trials) / Math.log(1 + most);
    return html`<rect
      x="${round(middle - width / 2)}"
      y="${round(area.bottom - (row + 1) * height)}"
      width="${round(width)}"
      height="${round(height)}"
      fill-opacity="${round(0.1 + 0.85 * strength)}"
      ><title>${counted(trials, 'trial')}</title></rect
    >`;
  });
}

function ring(best: StripRequest['best'], axis: FieldAxis, area: Area, yOf: (error: number) => number): Html {
  const place = best?.value === undefined ? null : axis.place(best.value);
  if (best === null || place === null) return html``;
  return html`<circle
    class="ring"
    cx="${round(across(place, area))}"
    cy="${round(yOf(best.error))}"
    r="6.5"
  />`;
}
