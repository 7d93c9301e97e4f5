import { counted, duration } from '@ram-sweep/format';
import { actualState, attentionVerdict, describeVerdict } from '@ram-sweep/results';
import { isDeepStrictEqual } from 'node:util';
import { seriesColour } from '../../charts/colours.js';
import { comparedErrors } from '../../derive/compared-errors.js';
import { html, type Html } from '../../html.js';
import type { StudyRecord } from '../../report-data.js';
import type { Section } from '../document.js';
import { dataText } from '../dataset-text.js';
import { intervalPlot, type IntervalRow } from '../intervals.js';

/** What each study says of attention, and the errors of the winners on one axis. */
export function verdictsSection(studies: readonly StudyRecord[]): Section {
  const rows = studies.flatMap((record, index) => rowsOf(record, seriesColour(index)));
  const [first] = studies;
  const sameData = studies.every(({ study }) =>
    isDeepStrictEqual(study.spec.dataset, first?.study.spec.dataset),
  );
  return {
    id: 'verdicts',
    title: 'Verdicts',
    body: html`<ul class="verdicts">
        ${studies.map(({ study, winner, trials }, index) => {
          const verdict = winner && attentionVerdict(winner);
          const seconds = trials.reduce((sum, { trainSeconds }) => sum + trainSeconds, 0);
          return html`<li>
            <b><span class="swatch" style="background: ${seriesColour(index)}"></span>${study.name}</b>
            <span>${verdict ? `${describeVerdict(verdict)}.` : 'No verdict on attention.'}</span>
            <span class="note"
              >${dataText(study.spec.dataset)}; ${actualState(study)}, ${counted(study.trials, 'trial')},
              ${duration(seconds)} of training</span
            >
          </li>`;
        })}
      </ul>
      ${sameData ? null : html`<p class="missing">These studies train on different data, so their errors do not compare.</p>`}
      ${rows.length === 0 ? null : intervalPlot(rows, 'errors of the winners with their 95% intervals')}
      ${overlapText(rows)}`,
  };
}

const rowsOf = ({ study, winner }: StudyRecord, colour: string): IntervalRow[] =>
  winner === null
    ? []
    : comparedErrors({ ...winner, controls: [] }, study.spec.dataset)
        .filter(({ kind }) => kind !== 'published')
        .map(({ measure, mean, halfWidth, count }) => ({
          label: study.name,
          note: measure,
          colour,
          mean,
          halfWidth,
          count,
        }));

function overlapText(rows: readonly IntervalRow[]): Html | null {
  if (rows.every(({ halfWidth }) => halfWidth === null)) return null;
  return html`<p class="note below">
    Dots are means over seeds, bars their 95% intervals (Student’s t). Intervals that overlap leave it open
    which is better.
  </p>`;
}
