import { bestSoFarChart } from '../../charts/best-so-far-chart.js';
import { seriesColour } from '../../charts/colours.js';
import { bestSoFar } from '../../derive/best-so-far.js';
import { html } from '../../html.js';
import type { StudyRecord } from '../../report-data.js';
import type { Section } from '../document.js';

/** How quickly each search found what it found. Null where none has an epoch. */
export function searchesSection(studies: readonly StudyRecord[]): Section | null {
  const lines = studies.map(({ study, trials }, index) => ({
    name: study.name,
    colour: seriesColour(index),
    points: bestSoFar(trials),
  }));
  if (lines.every(({ points }) => points.length === 0)) return null;
  return {
    id: 'searches',
    title: 'Best so far',
    body: html`<p>
        The smallest validation error of each search against the epochs that all of its trials had trained by
        then, in the order in which its trials ended.
      </p>
      <p class="legend">
        ${lines.map(
          ({ name, colour }) =>
            html`<span><span class="swatch" style="background: ${colour}"></span>${name}</span>`,
        )}
      </p>
      <figure class="medium">${bestSoFarChart(lines)}</figure>`,
  };
}
