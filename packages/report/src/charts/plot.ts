import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import type { ErrorAxis } from '../derive/error-axis.js';
import type { FieldAxis } from '../derive/fields/field-axis.js';
import { trusted, type Html } from '../html.js';

/** Plot draws into a document; linkedom's is enough of one, and no browser is needed. */
const { document } = parseHTML('<!doctype html><html><body></body></html>');

/** Size of a chart that is half as wide as the page, and can be read on a phone. */
export const NARROW = { width: 480, height: 320 } as const;

/** A chart as SVG that scales with the page. Marks that were given a trial by `ofTrial` carry it as data-trial. */
export function drawChart(options: Plot.PlotOptions): Html {
  const chart = Plot.plot({
    document,
    className: 'plot',
    marginTop: 22,
    marginRight: 20,
    marginBottom: 42,
    marginLeft: 56,
    ...options,
  });
  const markup = (chart as unknown as { outerHTML: string }).outerHTML
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replaceAll(/aria-label="trial:(\d+)"/g, 'data-trial="$1"');
  return trusted(markup);
}

/** An ariaLabel channel from which drawChart makes data-trial. */
export const ofTrial = (number: number): string => `trial:${number}`;

/** Options of an axis of errors in percent. */
export function errorScale({ type, domain, ticks }: ErrorAxis): Plot.ScaleOptions {
  return { type, domain: [...domain], ticks: [...ticks], tickFormat: percentTick, label: null, grid: true };
}

/** Options of an axis of a searched field, by its places. */
export const placeScale = ({ ticks }: FieldAxis): Plot.ScaleOptions => ({
  type: 'linear',
  domain: [0, 1],
  inset: 6,
  ticks: ticks.map(({ place }) => place),
  tickFormat: (place: number) => ticks.find((tick) => tick.place === place)?.text ?? '',
  label: null,
});

/** Options of an axis that counts trials or epochs: ticks at whole numbers only. */
export function countScale(label: string, first: number, last: number): Plot.ScaleOptions {
  const step = COUNT_STEPS.find((each) => (last - first) / each <= 8) ?? last - first;
  const ticks: number[] = [];
  for (let at = Math.ceil(first / step) * step; at <= last; at += step) ticks.push(at);
  const withFirst = first === 1 && step > 1 ? [1, ...ticks.filter((tick) => tick - 1 > step / 2)] : ticks;
  const domain = first === last ? [first - 1, last + 1] : [first, last];
  return { label, domain, ticks: withFirst, tickFormat: String };
}

const COUNT_STEPS = [1, 10, 100, 1e3, 1e4, 1e5].flatMap((power) => [power, 2 * power, 5 * power]);

const percentTick = (value: number): string => `${Number(value.toPrecision(3))}%`;

export const inPercent = (share: number): number => share * 100;

/** How opaque each of so many lines is, so that one can be seen and all of them are no solid mass. */
export const lineOpacity = (lines: number): number => Math.max(0.12, Math.min(0.75, 5 / Math.sqrt(lines)));

/** The most marks of a kind that one chart draws: beyond, they only cover one another and make the page slow. */
export const MOST_MARKS = 1500;

/** The rows, or of too many an even choice, in their order. The one that `isKept` is among them, if there is one. */
export function evenChoice<Row>(
  rows: readonly Row[],
  isKept: (row: Row) => boolean,
  most: number = MOST_MARKS,
): readonly Row[] {
  if (rows.length <= most) return rows;
  const every = rows.length / most;
  const kept = rows.findIndex(isKept);
  return Array.from({ length: most }, (_, index) => {
    const first = Math.floor(index * every);
    const isAmong = kept >= first && kept < Math.floor((index + 1) * every);
    return rows[isAmong ? kept : first]!;
  });
}
