import { counted, percent } from '@ram-sweep/format';
import { html, type Html } from '../html.js';
import type { PathTally } from './path-tally.js';

/** How often each class was answered for each: a row a class, its right answers in the diagonal. */
export function confusionFigure({ confusion }: Pick<PathTally, 'confusion'>): Html {
  const classes = confusion.map((_, index) => index);
  const most = Math.max(1, ...classes.flatMap((label) => mistakesOf(confusion, label)));
  return html`<div class="scroll" tabindex="0" role="region" aria-label="confusion matrix">
    <table class="confusion">
      <caption class="note">
        Rows: what is in the image. Columns: what was answered.
      </caption>
      <thead>
        <tr>
          <th scope="col"></th>
          ${classes.map((answer) => html`<th scope="col">${answer}</th>`)}
          <th scope="col">wrong</th>
        </tr>
      </thead>
      <tbody>
        ${classes.map((label) => matrixRow(confusion, label, most))}
      </tbody>
    </table>
  </div>`;
}

function matrixRow(confusion: PathTally['confusion'], label: number, most: number): Html {
  const row = confusion[label]!;
  const images = row.reduce((sum, count) => sum + count, 0);
  const wrong = images - row[label]!;
  return html`<tr>
    <th scope="row">${label}</th>
    ${row.map((count, answer) => cell(count, answer === label, most))}
    <td class="sum">${images === 0 ? '–' : percent(wrong / images, 1)}</td>
  </tr>`;
}

/** Percent of the colour; more, and the number on it could not be read in the dark. */
const STRONGEST = 55;

/** Mistakes are shaded by their number; what is right would drown them. */
function cell(count: number, isRight: boolean, most: number): Html {
  if (isRight) return html`<td class="right">${count}</td>`;
  const strength = Math.round((count / most) * STRONGEST);
  return count === 0
    ? html`<td class="none">·</td>`
    : html`<td style="background: color-mix(in oklab, var(--best) ${strength}%, transparent)">${count}</td>`;
}

const mistakesOf = (confusion: PathTally['confusion'], label: number): number[] =>
  confusion[label]!.filter((_, answer) => answer !== label);

/** The most frequent mistakes as sentences, for those who cannot see the shades: `4 taken for 9: 12 images`. */
export function worstMistakes({ confusion }: Pick<PathTally, 'confusion'>, most: number): string[] {
  return confusion
    .flatMap((row, label) => row.map((count, answer) => ({ label, answer, count })))
    .filter(({ label, answer, count }) => label !== answer && count > 0)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, most)
    .map(({ label, answer, count }) => `${label} taken for ${answer}: ${counted(count, 'image')}`);
}
