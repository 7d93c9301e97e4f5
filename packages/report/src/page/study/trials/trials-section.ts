import { counted, percent } from '@ram-sweep/format';
import type { SearchSpace } from '@ram-sweep/protocol';
import type { RepeatResult } from '@ram-sweep/results';
import type { TrialRow } from '@ram-sweep/store/read';
import { protocolOf } from '../../../derive/compared-errors.js';
import { configGroups, type ConfigGroup } from '../../../derive/config-groups.js';
import { html, type Html } from '../../../html.js';
import type { Section } from '../../document.js';
import { columnsOf, trialsOf, type Column } from './columns.js';
import { configTexts, type ConfigTexts } from './config-texts.js';

/** Configs in the table: those of the best ranks, and all controls. */
export const MOST_CONFIGS = 300;

/** A table of more columns is wider than a page. */
const MOST_COLUMNS = 12;

/** The trials of a search that a table can show in full, best first, and how many configs the search has. */
interface Listed {
  readonly listed: readonly TrialRow[];
  readonly configs: number;
}

/** Trials by config, and what the page's script needs to open them. */
export function trialsSection(
  { listed, configs }: Listed,
  repeats: readonly RepeatResult[],
  space: SearchSpace,
): { section: Section; configs: ConfigTexts } {
  const groups = configGroups(listed, repeats);
  const controls = groups.filter(({ searched }) => searched === null);
  const shown = [...groups.slice(0, groups.length - controls.length).slice(0, MOST_CONFIGS), ...controls];
  const columns = columnsOf(Object.keys(space));
  const left = configs - (shown.length - controls.length);
  return {
    section: {
      id: 'trials',
      title: 'Trials by config',
      body: html`<p>
          A row is a config. A click on its number opens its seeds and every field; a click on a column’s
          title sorts.
          ${
            left > 0
              ? html`Shown are the best ${shown.length - controls.length} of ${counted(configs, 'config')};
                  <code>ram-sweep export</code> writes them all.`
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
