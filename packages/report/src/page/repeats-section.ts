import { groupColour, repeatsChart } from '../charts/repeats-chart.js';
import { html, type Html } from '../html.js';
import type { RepeatResult, RepeatTest } from '../report-data.js';
import { figure } from './figure.js';
import { count, interval } from './texts.js';

/** Finalists and controls; null where the study has none with an epoch. */
export function repeatsSection(repeats: readonly RepeatResult[]): Html | null {
  const groups = repeats.filter(({ trials }) => trials.some(({ curve }) => curve.length > 0));
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
              <th>complete</th>
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

function groupRow(group: RepeatResult, colour: string): Html {
  const { phase, policy, repeats, trials, validation, tests } = group;
  return html`<tr>
    <td>
      <span class="swatch" style="background: ${colour}"></span
      >${phase === 'control' ? `control, ${policy}` : 'finalist'}
    </td>
    <td>trial ${repeats}</td>
    <td>${validation?.count ?? 0} of ${trials.length}</td>
    <td>${validation === null ? '–' : interval(validation)}</td>
    <td>${tests.length === 0 ? '–' : tests.map(testText)}</td>
  </tr>`;
}

/** A test with how it was made, where it is not the policy's mean over a single path. */
function testText(test: RepeatTest): Html {
  const plain = test.policy === 'mean' && test.rollouts === 1;
  return html`<div>
    ${interval(test)}
    ${plain ? null : html`<span class="note">${test.policy}, ${count(test.rollouts, 'rollout')}</span>`}
  </div>`;
}
