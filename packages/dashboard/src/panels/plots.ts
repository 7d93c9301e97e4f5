import { shortNumber, shortValue } from '@ram-sweep/format';
import type { Plots, Snapshot } from '@ram-sweep/results';
import { GAP, type Area } from '../layout/layout.js';
import { linePlot } from '../plots/line-plot.js';
import { strip } from '../plots/strip.js';
import { fit } from '../text/fit.js';
import { beside, block, piece, type Line } from '../text/line.js';

/** Best so far, learning curves and where the trials lie in each searched field, beside each other. */
export function plotsPanel(snapshot: Snapshot, plots: Plots | null, area: Area, fieldOffset: number): Line[] {
  const { width, height } = area;
  if (plots === null) return [[piece('counting trials for the plots …', { dim: true })]];
  const parts = [
    bestSoFar(snapshot, plots, area),
    curves(plots, area),
    strips(snapshot, plots, area, fieldOffset),
  ];
  return beside(
    parts.map((part) => block(part, width, height)),
    ' '.repeat(GAP),
  );
}

const titled = (title: string, lines: readonly Line[]): Line[] => [[piece(title, { bold: true })], ...lines];

function bestSoFar({ study }: Snapshot, plots: Plots, { width, height }: Area): Line[] {
  const { improvements, last } = plots.bestSoFar;
  const points = improvements.map(({ index, error }) => ({ at: index, error }));
  const newest = points.at(-1);
  const series = [{ points: newest ? [...points, { ...newest, at: last }] : [], steps: true }];
  const axis = { name: 'trials of the search', from: 0, to: Math.max(last, (study.spec.trials ?? 1) - 1) };
  return titled('best so far', linePlot({ series, axis, width, height: height - 1 }));
}

function curves(plots: Plots, { width, height }: Area): Line[] {
  const best = plots.curves;
  const series = best.map(({ curve }) => ({
    points: curve.map((error, index) => ({ at: index + 1, error })),
  }));
  const axis = { name: 'epochs', from: 1, to: Math.max(1, ...best.map(({ curve }) => curve.length)) };
  const title = `validation error of ${best.length > 1 ? `the best ${best.length} trials` : 'the best trial'}`;
  return titled(title, linePlot({ series, axis, width, height: height - 1 }));
}

const ROWS = { least: 2, most: 6 };
const LABEL = 14;

/** How many of the searched fields have a strip of their own, and how large it is. */
export function stripsFor(
  { width, height }: Area,
  searched: number,
): { fields: number; columns: number; rows: number } {
  const rows = Math.max(ROWS.least, Math.min(ROWS.most, Math.floor((height - 1) / Math.max(1, searched))));
  const fields = Math.max(0, Math.floor((height - 1) / rows));
  return { fields, columns: Math.max(1, width - LABEL - 2), rows };
}

/** A strip for each field: its values from left to right, the best trials at the bottom. */
function strips({ study }: Snapshot, plots: Plots, area: Area, fieldOffset: number): Line[] {
  const searched = Object.keys(study.spec.space);
  const { fields, columns, rows } = stripsFor(area, searched.length);
  const shown = shownFields(searched, fieldOffset, fields);
  const lines = shown.flatMap((field): Line[] => {
    const spread = plots.spread.find((each) => each.field === field) ?? { field, cells: [] };
    const labels = [field, rangeOf(study.spec.space[field as keyof typeof study.spec.space])];
    return strip(spread, columns, rows).map((line, row) => `${fit(labels[row] ?? '', LABEL)}▏${line}▕`);
  });
  const which = shown.length < searched.length ? `, ${shown.length} of ${searched.length} fields` : '';
  return titled(`error by field, best at the bottom${which}`, lines);
}

/** As many fields as have room, the one at `offset` first where there are more. */
export const shownFields = (searched: readonly string[], offset: number, count: number): string[] => {
  const from = Math.max(0, Math.min(offset, searched.length - count));
  return searched.slice(from, from + count);
};

type Distribution = NonNullable<Snapshot['study']['spec']['space']['std']>;

function rangeOf(distribution: Distribution | undefined): string {
  if (distribution === undefined) return '';
  if (distribution.distribution === 'categorical') return distribution.choices.map(shortValue).join(' ');
  return `${shortNumber(distribution.low)}–${shortNumber(distribution.high)}`;
}
