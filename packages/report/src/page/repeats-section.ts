import type { TrialRow } from '@ram-sweep/store/read';
import { groupColour, repeatsChart } from '../charts/repeats-chart.js';
import { repeatGroups, type RepeatGroup } from '../derive/repeats.js';
import { html, type Html } from '../html.js';
import { figure } from './figure.js';
import { interval } from './texts.js';

/** Finalists and controls; null where the study has none with an epoch. */
export function repeatsSection(trials: readonly TrialRow[]): Html | null {
  const groups = repeatGroups(trials);
  if (groups.length === 0) return null;
  return html`<section>
    <h2>Trained again</h2>
    <p>
      The best trial of a search is also the luckiest, so the best configs were trained again with fresh
      seeds; controls are the best config with a policy that learns nothing. Means are given with their 95 %
      intervals (Student’s t).
    </p>
    <div class="two">
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th></th>
              <th>config of</th>
              <th>trainings</th>
              <th>validation</th>
              <th>test</th>
            </tr>
          </thead>
          <tbody>
            ${groups.map((group, index) => groupRow(group, groupColour(groups, index)))}
          </tbody>
        </table>
      </div>
      ${figure('Validation error over epochs', repeatsChart(groups), 'A line is a training, a colour a config.')}
    </div>
  </section>`;
}

function groupRow({ phase, policy, repeats, validation, test }: RepeatGroup, colour: string): Html {
  return html`<tr>
    <td>
      <span class="swatch" style="background: ${colour}"></span
      >${phase === 'control' ? `control, ${policy}` : 'finalist'}
    </td>
    <td>${repeats === null ? '–' : `trial ${repeats}`}</td>
    <td>${validation.count}</td>
    <td>${interval(validation)}</td>
    <td>${test === null ? '–' : interval(test)}</td>
  </tr>`;
}
