import { counted } from '@ram-sweep/format';
import type { ReportTrial } from '../../report-trial.js';
import { MOST_MARKS } from '../../charts/plot.js';
import { curvesChart } from '../../charts/curves-chart.js';
import { trialsChart } from '../../charts/trials-chart.js';
import { html } from '../../html.js';
import type { Section } from '../document.js';
import { figure } from '../figure.js';

/** How the search went: over trials, and over epochs. */
export function searchSection(trials: readonly ReportTrial[], origin: number): Section {
  return {
    id: 'search',
    title: 'The search',
    body: html`${
        trials.length > MOST_MARKS
          ? html`<p class="note">
              Charts draw ${counted(MOST_MARKS, 'mark')} of a kind at most, chosen evenly by rank, the best
              among them. Importances rest on all trials.
            </p>`
          : null
      }
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
      </div>`,
  };
}
