import { counted, magnitude, percent } from '@ram-sweep/format';
import type { ReportTrial } from '../../report-trial.js';
import { costChart } from '../../charts/cost-chart.js';
import { costFront, costPoints, type CostPoint } from '../../derive/cost-points.js';
import { html, type Html } from '../../html.js';
import type { Section } from '../document.js';
import { figure } from '../figure.js';

/** Rows of the table of the front. */
const MOST_ROWS = 10;

/** What a smaller error costs. Null where every config costs the same. */
export function costSection(trials: readonly ReportTrial[], origin: number): Section | null {
  const points = costPoints(trials);
  if (new Set(points.map(({ cost }) => cost)).size < 2) return null;
  const front = costFront(points);
  return {
    id: 'cost',
    title: 'Error against cost',
    body: html`<p>
        Cost is the multiply-adds of one image at test, forward pass alone. The line joins the trials of the
        search that no other beats in both: the front.
      </p>
      <div class="two">
        ${figure('Validation error against multiply-adds', costChart(points, origin))} ${frontTable(front)}
      </div>`,
  };
}

function frontTable(front: readonly CostPoint[]): Html {
  const rows = front.slice(-MOST_ROWS);
  const left = front.length - rows.length;
  return html`<div class="scroll">
    <table>
      <caption>
        The front, cheapest first${left > 0 ? ` (${counted(left, 'cheaper trial')} left out)` : null}
      </caption>
      <thead>
        <tr>
          <th scope="col">trial</th>
          <th scope="col">multiply-adds</th>
          <th scope="col">validation</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ trial, cost, error }) =>
            html`<tr data-trial="${trial}">
              <td>${trial}</td>
              <td>${magnitude(cost)}</td>
              <td>${percent(error)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
