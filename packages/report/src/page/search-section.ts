import type { TrialRow } from '@ram-sweep/store/read';
import { curvesChart } from '../charts/curves-chart.js';
import { trialsChart } from '../charts/trials-chart.js';
import { html, type Html } from '../html.js';
import { figure } from './figure.js';

/** How the search went: over trials, and over epochs. */
export function searchSection(trials: readonly TrialRow[], origin: number): Html {
  return html`<section>
    <h2>The search</h2>
    <div class="two">
      ${figure(
        'Validation error over trials',
        trialsChart(trials),
        'A point is the best epoch of a trial. The line is the smallest error so far.',
      )}
      ${figure(
        'Validation error over epochs',
        curvesChart(trials, origin),
        `A line is a trial; the strong one is the best, trial ${origin}.`,
      )}
    </div>
  </section>`;
}
