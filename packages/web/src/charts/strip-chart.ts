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
/** Letters beneath a strip that do not touch on a phone. */
const MOST_LINE = 34;

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
      ...(columns >= FINE_COLUMNS ? dots(request, axis, inner) : tiles(request, axis, inner)),
      ring(best, axis, inner, y.at),
    ],
  });
}

/** So that what lies at a bound is not cut. */
const inset = ({ left, right, ...area }: Area): Area => ({ ...area, left: left + 8, right: right - 8 });

function fieldTicks({ ticks }: FieldAxis, area: Area): { at: number; text: string }[] {
  const texts = ticks.map(({ place, text }) => ({ at: across(place, area), text: shortened(text) }));
  const every = Math.ceil(texts.reduce((sum, { text }) => sum + text.length + 1, 0) / MOST_LINE);
  return texts.filter((_, index) => index % every === 0);
}

const MOST_LETTERS = 12;
const shortened = (text: string): string =>
  text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1)}…` : text;

const across = (place: number, { left, right }: Area): number => left + place * (right - left);

/** A dot for each cell, larger where several trials share it: as a path for each size, which takes the fewest bytes. */
function dots({ spread, columns, rows }: StripRequest, axis: FieldAxis, area: Area): Html[] {
  const places = groupsOf(spread.cells, ({ trials }) => Math.min(MOST_SHARED, trials));
  return places.map(([trials, cells]) => {
    const steps = cells.map(({ column, row }) => {
      const y = area.bottom - ((row + 0.5) / rows) * (area.bottom - area.top);
      return `M${tenths(across(placeOf(column, columns, axis), area))},${tenths(y)}h.01`;
    });
    const width = round(DOT * Math.sqrt(trials));
    return html`<path class="dots" stroke-width="${width}" d="${steps.join('')}" />`;
  });
}

const DOT = 7.6;
/** Trials in a cell beyond which its dot does not grow. */
const MOST_SHARED = 6;

/** A tile for each cell, the stronger the more trials lie in it, on a log scale: as a path for each strength. */
function tiles({ spread, columns, rows }: StripRequest, axis: FieldAxis, area: Area): Html[] {
  const most = spread.cells.reduce((largest, { trials }) => Math.max(largest, trials), 1);
  const height = (area.bottom - area.top) / rows;
  const cell = (area.right - area.left) / columns;
  // A value of its own has room until the next one.
  const width = Number.isFinite(axis.valueCount)
    ? Math.max(cell, (0.7 * (area.right - area.left)) / axis.valueCount)
    : cell;
  const levels = groupsOf(spread.cells, ({ trials }) =>
    Math.ceil((LEVELS * Math.log(1 + trials)) / Math.log(1 + most)),
  );
  return levels.map(([level, cells]) => {
    const steps = cells.map(({ column, row }) => {
      const left = across(placeOf(column, columns, axis), area) - width / 2;
      const top = area.bottom - (row + 1) * height;
      return `M${tenths(left)},${tenths(top)}h${tenths(width)}v${tenths(height)}h-${tenths(width)}z`;
    });
    return html`<path
      class="tiles"
      fill-opacity="${round(0.08 + (0.87 * level) / LEVELS)}"
      d="${steps.join('')}"
    />`;
  });
}

/** The middle of a cell along the axis; where values have a place each, the middle of that place. */
function placeOf(column: number, columns: number, { valueCount }: FieldAxis): number {
  const middle = (column + 0.5) / columns;
  return Number.isFinite(valueCount) ? (Math.floor(middle * valueCount) + 0.5) / valueCount : middle;
}

/** Strengths that are distinguished. */
const LEVELS = 8;

const tenths = (value: number): number => Math.round(value * 10) / 10;

type Cell = FieldSpread['cells'][number];

/** Cells by a whole number, the smallest first; each group in the order of its places, whatever order they came in. */
function groupsOf(cells: readonly Cell[], of: (cell: Cell) => number): [number, Cell[]][] {
  const groups = new Map<number, Cell[]>();
  for (const cell of cells.toSorted((a, b) => a.column - b.column || a.row - b.row)) {
    const group = groups.get(of(cell));
    if (group) group.push(cell);
    else groups.set(of(cell), [cell]);
  }
  return [...groups].toSorted(([a], [b]) => a - b);
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
