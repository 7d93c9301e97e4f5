import { percent, shortValue } from '@ram-sweep/format';
import type { SearchSpace } from '@ram-sweep/protocol';
import type { TrialRow } from '@ram-sweep/store/read';
import { paramOf } from '../derive/field-axis.js';
import { html, type Html } from '../html.js';

/** Rows of the leaderboard. */
const TOP = 10;

/** The config of the best trial, and the best trials beside it. */
export function bestConfig(best: TrialRow, trials: readonly TrialRow[], space: SearchSpace): Html {
  const fields = Object.keys(space);
  return html`<section>
    <h2>The best config</h2>
    <div class="config">
      <div>
        <dl class="params">
          ${fields.map(
            (field) =>
              html`<dt>${field}</dt>
                <dd>${fieldText(best, field)}</dd>`,
          )}
        </dl>
        <details>
          <summary>All fields</summary>
          <dl class="params small">
            ${Object.entries(best.config).map(
              ([field, value]) =>
                html`<dt>${field}</dt>
                  <dd>${shortValue(value)}</dd>`,
            )}
          </dl>
        </details>
      </div>
      ${leaderboard(
        trials.filter(({ bestValidationError }) => bestValidationError !== null).slice(0, TOP),
        fields,
      )}
    </div>
  </section>`;
}

function leaderboard(trials: readonly TrialRow[], fields: readonly string[]): Html {
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th>trial</th>
          <th>validation</th>
          <th>test</th>
          ${fields.map((field) => html`<th>${field}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${trials.map(
          (trial) =>
            html`<tr data-trial="${trial.number}">
              <td>${trial.number}</td>
              <td>${percent(trial.bestValidationError)}</td>
              <td>${percent(trial.testError)}</td>
              ${fields.map((field) => html`<td>${fieldText(trial, field)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** A dash where a condition left the field out. */
function fieldText({ params }: TrialRow, field: string): string {
  const value = paramOf(params, field);
  return value === undefined ? '–' : shortValue(value);
}
