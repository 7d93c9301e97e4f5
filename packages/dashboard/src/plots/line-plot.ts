import { percent } from '@ram-sweep/format';
import { fit } from '../text/fit.js';
import { Braille, type Point } from './braille.js';
import { logOf } from './sparkline.js';

/** Errors along some count, such as epochs or trials. */
interface Series {
  readonly points: readonly { readonly at: number; readonly error: number }[];
  /** Whether the error stays until the next point, or falls towards it. */
  readonly steps?: boolean;
}

interface LinePlot {
  readonly series: readonly Series[];
  /** What `at` counts, and where it begins and ends. */
  readonly axis: { readonly name: string; readonly from: number; readonly to: number };
  /** Cells of the whole picture, labels included. */
  readonly width: number;
  readonly height: number;
}

const LABEL = 7;

/** Errors on a log scale as lines of braille, with their largest and smallest beside them and the axis beneath. */
export function linePlot({ series, axis, width, height }: LinePlot): string[] {
  const rows = height - 1;
  const columns = width - LABEL - 1;
  const errors = series.flatMap(({ points }) => points.map(({ error }) => error));
  if (rows < 1 || columns < 2 || errors.length === 0) return [errors.length === 0 ? 'nothing yet' : ''];
  const [low, high] = [Math.min(...errors), Math.max(...errors)];
  const picture = new Braille(columns, rows);
  const place = placing(picture, axis, logOf(low), logOf(high));
  for (const each of series) draw(picture, each, place);
  const lines = picture.lines().map((line, row) => `${label(row, rows, low, high)}│${line}`);
  return [...lines, beneath(axis, columns)];
}

function placing(picture: Braille, { from, to }: LinePlot['axis'], low: number, high: number) {
  const span = high - low || 1;
  return ({ at, error }: Series['points'][number]): Point => ({
    x: to === from ? 0 : ((at - from) / (to - from)) * (picture.width - 1),
    y: high === low ? picture.height / 2 : ((logOf(error) - low) / span) * (picture.height - 1),
  });
}

function draw(
  picture: Braille,
  { points, steps = false }: Series,
  place: (point: Series['points'][number]) => Point,
): void {
  let before: Point | undefined;
  for (const point of points.map(place)) {
    if (before === undefined) picture.dot(point.x, point.y);
    else if (steps) {
      picture.line(before, { x: point.x, y: before.y });
      picture.line({ x: point.x, y: before.y }, point);
    } else picture.line(before, point);
    before = point;
  }
}

function label(row: number, rows: number, low: number, high: number): string {
  if (row === 0) return fit(percent(high), LABEL, 'right');
  if (row === rows - 1) return fit(percent(low), LABEL, 'right');
  const middle = Math.exp((logOf(low) + logOf(high)) / 2);
  return fit(rows >= 7 && row === rows >> 1 ? percent(middle) : '', LABEL, 'right');
}

function beneath({ name, from, to }: LinePlot['axis'], columns: number): string {
  const [first, last] = [`${from}`, to.toLocaleString('en')];
  const room = Math.max(0, columns - first.length - last.length);
  const middle = fit(' '.repeat(Math.max(1, (room - name.length) >> 1)) + name, room);
  return `${' '.repeat(LABEL)}└${fit(`${first}${middle}${last}`, columns)}`;
}
