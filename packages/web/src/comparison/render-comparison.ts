import { percent } from '@ram-sweep/format';
import {
  comparedErrors,
  dataText,
  figure,
  html,
  intervalPlot,
  seriesColour,
  winnersSection,
  type Html,
  type IntervalRow,
} from '@ram-sweep/report/parts';
import { attentionVerdict, describeBest, describeVerdict } from '@ram-sweep/results';
import { isDeepStrictEqual } from 'node:util';
import { bestChart } from '../charts/best-chart.js';
import { FROM_TOP, studyLink } from '../links.js';
import type { LiveSection, RenderedPage } from '../page.js';
import { nothing, titled, untitled } from '../section.js';
import { phaseStrip } from '../words/phases.js';
import { studyState } from '../words/state.js';
import type { ComparedStudy, ComparisonData } from './read-comparison.js';

/** Several studies side by side: what each says, their errors on one axis, their searches, their winners. */
export function renderComparison({ studies, missing }: ComparisonData): RenderedPage {
  return {
    title: studies.map(({ study }) => study.name).join(', '),
    root: FROM_TOP,
    sections: [
      headSection(studies, missing),
      verdictsSection(studies),
      errorsSection(studies),
      searchesSection(studies),
      winners(studies),
    ],
  };
}

function headSection(studies: readonly ComparedStudy[], missing: readonly string[]): LiveSection {
  const [first] = studies;
  const sameData = studies.every(({ study }) =>
    isDeepStrictEqual(study.spec.dataset, first?.study.spec.dataset),
  );
  return untitled(
    'head',
    html`<p class="kind">${studies.length} ram-sweep studies side by side</p>
      <h1>${studies.map(({ study }) => study.name).join(', ')}</h1>
      ${missing.length === 0 ? null : html`<p class="missing">There is no study called ${missing.join(', ')}.</p>`}
      ${sameData ? null : html`<p class="missing">These studies train on different data, so their errors do not compare.</p>`}`,
  );
}

const swatch = (index: number): Html =>
  html`<span class="swatch" style="background: ${seriesColour(index)}"></span>`;

const verdictsSection = (studies: readonly ComparedStudy[]): LiveSection =>
  titled(
    'verdicts',
    'Verdicts',
    html`<ul class="cards">
      ${studies.map(cardOf)}
    </ul>`,
  );

function cardOf({ study, winner }: ComparedStudy, index: number): Html {
  const verdict = winner && attentionVerdict(winner);
  return html`<li data-key="${study.id}">
    <h3>
      ${swatch(index)}<a href="${studyLink(FROM_TOP, study.name)}">${study.name}</a> ${studyState(study)}
    </h3>
    <p class="note">${dataText(study.spec.dataset)}</p>
    ${phaseStrip(study)}
    <p>
      ${study.best === null ? 'No epoch yet.' : html`<b>${describeBest(study.best)}.</b>`}
      ${verdict ? `${describeVerdict(verdict)}.` : 'No verdict on attention yet.'}
    </p>
  </li>`;
}

/** The errors of the winners with their intervals, one axis for all. */
function errorsSection(studies: readonly ComparedStudy[]): LiveSection {
  const rows = studies.flatMap(rowsOf);
  if (rows.length === 0) return nothing('errors');
  return titled(
    'errors',
    'Errors of the winners',
    html`${intervalPlot(rows, 'errors of the winners with their 95% intervals')}
      <p class="note below">
        Dots are means over seeds, bars their 95% intervals (Student’s t). Intervals that overlap leave it
        open which is better; one seed has no interval.
      </p>`,
  );
}

function rowsOf({ study, winner }: ComparedStudy, index: number): IntervalRow[] {
  if (winner === null) return [];
  return comparedErrors({ ...winner, controls: [] }, study.spec.dataset)
    .filter(({ kind }) => kind !== 'published')
    .map(({ measure, mean, halfWidth, count }) => ({
      label: study.name,
      note: measure,
      colour: seriesColour(index),
      mean,
      halfWidth,
      count,
    }));
}

function searchesSection(studies: readonly ComparedStudy[]): LiveSection {
  const lines = studies.map(({ study, best }, index) => ({
    name: study.name,
    colour: seriesColour(index),
    best,
  }));
  if (lines.every(({ best }) => best.improvements.length === 0)) return nothing('searches');
  return titled(
    'searches',
    'Best so far',
    html`<p class="legend">
        ${lines.map(({ name, best }, index) => html`<span>${swatch(index)}${name}: ${percent(best.improvements.at(-1)?.error)}</span>`)}
      </p>
      <div class="medium">${figure('Smallest validation error over trials', bestChart(lines, 1))}</div>`,
  );
}

function winners(studies: readonly ComparedStudy[]): LiveSection {
  const section = winnersSection(studies);
  return section === null ? nothing('winners') : titled('winners', section.title, section.body);
}
