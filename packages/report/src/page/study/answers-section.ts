import { counted, percent } from '@ram-sweep/format';
import { confusionFigure, worstMistakes } from '../../answers/confusion-figure.js';
import { html, type Html } from '../../html.js';
import type { PathPictures, ReportPictures } from '../../report-data.js';
import type { Section } from '../document.js';

/** Mistakes that are put into words. */
const MOST_WORDS = 8;

/** Which classes the best model confuses. Null where that is not known, which the section on its glimpses explains. */
export function answersSection(pictures: ReportPictures): Section | null {
  if (pictures.kind === 'missing') return null;
  return {
    id: 'answers',
    title: 'What it confuses',
    body: answers(pictures),
  };
}

function answers({ trial, epoch, split, policy, tally, source, engine }: PathPictures): Html {
  const { images, confusion } = tally;
  const right = confusion.reduce((sum, row, label) => sum + row[label]!, 0);
  const words = worstMistakes(tally, MOST_WORDS);
  return html`<p>
      Trial ${trial} after epoch ${epoch} on ${counted(images, `${split} image`)} (${source}; ${engine}),
      along one path for each by the ${policy} policy: ${percent(1 - right / Math.max(1, images))} wrong.
    </p>
    <div class="two">
      ${confusionFigure(tally)}
      <div>
        <h3>Most frequent mistakes</h3>
        ${
          words.length === 0
            ? html`<p class="note">None.</p>`
            : html`<ol class="mistakes">
                ${words.map((line) => html`<li>${line}</li>`)}
              </ol>`
        }
      </div>
    </div>`;
}
