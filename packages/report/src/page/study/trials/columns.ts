import { duration, interval, magnitude, percent, shortValue } from '@ram-sweep/format';
import type { TrialRow } from '@ram-sweep/store/read';
import { kindColour } from '../../../charts/colours.js';
import type { ConfigGroup } from '../../../derive/config-groups.js';
import { paramOf } from '../../../derive/fields/field-axis.js';
import { html, type Html } from '../../../html.js';

/** A column of the table of trials. */
export interface Column {
  readonly title: string;
  readonly text: (group: ConfigGroup) => string | Html;
  /** What it is sorted by; null comes last. */
  readonly value: (group: ConfigGroup) => number | string | null;
}

const KINDS: Readonly<Record<ConfigGroup['kind'], string>> = {
  search: 'search',
  finalist: 'finalist',
  random: 'random control',
  frozen: 'frozen control',
  surplus: 'surplus',
};

/** What every study's trials have, then a column for each searched field. */
export function columnsOf(fields: readonly string[]): Column[] {
  return [
    { title: 'config', text: kindText, value: ({ kind }) => KINDS[kind] },
    {
      title: 'in the search',
      text: ({ searched }) => (searched ? percent(searched.bestValidationError) : '–'),
      value: ({ searched }) => searched?.bestValidationError ?? null,
    },
    {
      title: 'fresh seeds',
      text: ({ again }) => interval(again?.validation ?? null),
      value: ({ again }) => again?.validation?.mean ?? null,
    },
    {
      title: 'test',
      text: (group) => testOf(group).text,
      value: (group) => testOf(group).mean,
    },
    { title: 'multiply-adds', text: ({ cost }) => magnitude(cost), value: ({ cost }) => cost },
    {
      title: 'epochs',
      text: ({ shown }) => `${shown.epochs} of ${shown.epochsTotal}`,
      value: ({ shown }) => shown.epochs,
    },
    { title: 'time', text: (group) => duration(secondsOf(group)), value: secondsOf },
    ...fields.map((field) => ({
      title: field,
      text: ({ shown }: ConfigGroup) => shortValue(paramOf(shown.params, field)),
      value: ({ shown }: ConfigGroup) => {
        const value = paramOf(shown.params, field) ?? null;
        return typeof value === 'number' ? value : value === null ? null : String(value);
      },
    })),
  ];
}

/** Every trial of a config: that of the search, then its repeats. */
export const trialsOf = ({ searched, again }: ConfigGroup): readonly TrialRow[] => [
  ...(searched ? [searched] : []),
  ...(again?.trials ?? []),
];

const secondsOf = (group: ConfigGroup): number =>
  trialsOf(group).reduce((sum, { trainSeconds }) => sum + trainSeconds, 0);

function testOf({ again, shown }: ConfigGroup): { text: string; mean: number | null } {
  const [test] = again?.tests ?? [];
  if (test) return { text: interval(test), mean: test.mean };
  return { text: percent(shown.testError), mean: shown.testError };
}

function kindText({ kind, origin, shown }: ConfigGroup): Html {
  const ended = shown.state === 'complete' ? '' : `, ${shown.state}`;
  return html`<span class="swatch" style="background: ${kindColour[kind]}"></span
    ><button type="button" aria-expanded="false">${origin}</button> ${KINDS[kind]}${ended}`;
}
