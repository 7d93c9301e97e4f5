import { counted, duration, interval, magnitude, percent, shortValue } from '@ram-sweep/format';
import type { SearchSpace } from '@ram-sweep/protocol';
import type { RepeatResult } from '@ram-sweep/results';
import type { TrialRow } from '@ram-sweep/store/read';
import { kindColour } from '../../charts/timeline-chart.js';
import { protocolOf } from '../../derive/compared-errors.js';
import { configGroups, type ConfigGroup } from '../../derive/config-groups.js';
import { paramOf } from '../../derive/fields/field-axis.js';
import { html, type Html } from '../../html.js';
import type { Section } from '../document.js';

/** Configs in the table: those of the best ranks, and all controls. */
const MOST_CONFIGS = 300;

/** A table of more columns is wider than a page. */
const MOST_COLUMNS = 12;

/** All trials by config, and what the page's script needs to open them. */
export function trialsSection(
  trials: readonly TrialRow[],
  repeats: readonly RepeatResult[],
  space: SearchSpace,
): { section: Section; configs: ConfigTexts } {
  const groups = configGroups(trials, repeats);
  const controls = groups.filter(({ searched }) => searched === null);
  const shown = [...groups.slice(0, groups.length - controls.length).slice(0, MOST_CONFIGS), ...controls];
  const columns = columnsOf(Object.keys(space));
  const left = groups.length - shown.length;
  return {
    section: {
      id: 'trials',
      title: 'Trials by config',
      body: html`<p>
          A row is a config. A click on its number opens its seeds and every field; a click on a column’s
          title sorts.
          ${
            left > 0
              ? html`Shown are the best ${shown.length - controls.length} of
                  ${counted(groups.length - controls.length, 'config')}; <code>ram-sweep export</code> writes
                  them all.`
              : null
          }
        </p>
        <div class="scroll" tabindex="0" role="region" aria-label="trials by config">
          <table class="${columns.length > MOST_COLUMNS ? 'trials many' : 'trials'}">
            <thead>
              <tr>
                ${columns.map(
                  ({ title }) =>
                    html`<th scope="col" aria-sort="none"><button type="button">${title}</button></th>`,
                )}
              </tr>
            </thead>
            ${shown.map((group) => groupRows(group, columns))}
          </table>
        </div>`,
    },
    configs: configTexts(shown),
  };
}

interface Column {
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

function columnsOf(fields: readonly string[]): Column[] {
  return [
    { title: 'as', text: kindText, value: ({ kind }) => KINDS[kind] },
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

const trialsOf = ({ searched, again }: ConfigGroup): readonly TrialRow[] => [
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

/** Two rows: the config at a glance, and what a click opens. */
function groupRows(group: ConfigGroup, columns: readonly Column[]): Html {
  const { shown } = group;
  return html`<tbody data-config="${shown.number}">
    <tr data-trial="${shown.number}">
      ${columns.map(
        ({ title, text, value }) =>
          html`<td data-value="${value(group)}" data-title="${title}">${text(group)}</td>`,
      )}
    </tr>
    <tr class="full" hidden>
      <td colspan="${columns.length}">
        ${seedList(group)}
        <dl class="params small columns"></dl>
      </td>
    </tr>
  </tbody>`;
}

/** Every trial of the config, with its seed and what became of it. */
function seedList(group: ConfigGroup): Html {
  return html`<ul class="seeds">
    ${trialsOf(group).map(
      ({ number, phase, state, config, bestValidationError, bestEpoch, epochs, tests, failure }) => {
        const at = bestEpoch === null ? '' : ` at epoch ${bestEpoch} of ${epochs}`;
        const measured = tests.map((test) => `; ${protocolOf(test)}: ${percent(test.error)}`).join('');
        return html`<li>
          trial ${number}, ${phase}, seed ${config.seed}: ${state},
          ${percent(bestValidationError)}${at}${measured}${failure ? `; ${failure.message}` : null}
        </li>`;
      },
    )}
  </ul>`;
}

/** Configs as texts: the first of them, and by trial where others differ from it. */
export interface ConfigTexts {
  readonly base: Readonly<Record<string, string>>;
  readonly changes: Readonly<Record<number, Readonly<Record<string, string>>>>;
}

function configTexts(groups: readonly ConfigGroup[]): ConfigTexts {
  const texts = groups.map(({ shown }) => ({ number: shown.number, config: textsOf(shown) }));
  const base = texts[0]?.config ?? {};
  return {
    base,
    changes: Object.fromEntries(
      texts.map(({ number, config }) => [
        number,
        Object.fromEntries(Object.entries(config).filter(([field, value]) => base[field] !== value)),
      ]),
    ),
  };
}

const textsOf = ({ config }: TrialRow): Record<string, string> =>
  Object.fromEntries(Object.entries(config).map(([field, value]) => [field, shortValue(value)]));
