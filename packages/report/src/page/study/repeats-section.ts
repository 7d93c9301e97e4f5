import { interval } from '@ram-sweep/format';
import { groupColour, repeatsChart } from '../../charts/repeats-chart.js';
import { protocolOf } from '../../derive/compared-errors.js';
import { html, type Html } from '../../html.js';
import type { RepeatResult } from '@ram-sweep/results';
import type { Section } from '../document.js';
import { figure } from '../figure.js';

/** Finalists and controls over their epochs; null where the study has none with an epoch. */
export function repeatsSection(repeats: readonly RepeatResult[]): Section | null {
  const groups = repeats.filter(({ trials }) => trials.some(({ curve }) => curve.length > 0));
  if (groups.length === 0) return null;
  return {
    id: 'finalists',
    title: 'Trained again',
    body: html`<p>
        The best trial of a search is also the luckiest, so the best configs were trained again with fresh
        seeds; controls are the best config with a policy that learns nothing. Means are given with their 95%
        intervals (Student’s t).
      </p>
      ${repeatsTable(groups)}
      ${figure('Validation error over epochs', repeatsChart(groups), 'A line is a training, a colour a config.')}`,
  };
}

/** A row a config, a column for each protocol under which any of them was tested. */
function repeatsTable(groups: readonly RepeatResult[]): Html {
  const protocols = [...new Set(groups.flatMap(({ tests }) => tests.map(protocolOf)))];
  const titles = ['config of', 'complete', 'validation', ...protocols];
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th></th>
          ${titles.map((title) => html`<th>${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${groups.map((group, index) => groupRow(group, protocols, groupColour(groups, index)))}
      </tbody>
    </table>
  </div>`;
}

function groupRow(group: RepeatResult, protocols: readonly string[], colour: string): Html {
  const { phase, policy, repeats, trials, validation, tests } = group;
  const tested = protocols.map((protocol) => tests.find((test) => protocolOf(test) === protocol));
  const cells = [
    `trial ${repeats}`,
    `${validation?.count ?? 0} of ${trials.length}`,
    ...[validation, ...tested].map((mean) => (mean ? interval(mean) : '–')),
  ];
  return html`<tr>
    <td>
      <span class="swatch" style="background: ${colour}"></span>${
        phase === 'control' ? `control, ${policy}` : 'finalist'
      }
    </td>
    ${cells.map((cell) => html`<td>${cell}</td>`)}
  </tr>`;
}
