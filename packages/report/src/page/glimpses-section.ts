import { counted } from '@ram-sweep/format';
import { pathFigure } from '../glimpses/path-figure.js';
import { html, type Html } from '../html.js';
import type { PathPictures, ReportPictures } from '../report-data.js';

/** Where the best model looks, on some images that it answers rightly and some that it does not. */
export function glimpsesSection(pictures: ReportPictures, studyName: string): Html {
  return html`<section>
    <h2>Where the model looks</h2>
    ${pictures.kind === 'missing' ? html`<p class="missing">${pictures.reason}</p>` : paths(pictures, studyName)}
  </section>`;
}

function paths({ trial, epoch, split, samples }: PathPictures, studyName: string): Html {
  const command = `ram-sweep glimpses ${studyName} --trial ${trial} --split ${split} --image 0`;
  return html`<p>
      Trial ${trial} after epoch ${epoch}, on the ${split} images. Squares are the windows of the glimpses,
      from
      <span class="first">the first</span> to <span class="last">the last</span>; below are the patches that
      the retina saw there, all that the model has of the image. Shown are the first right answer of each
      class and the first wrong ones, from ${counted(samples.images, 'image')} in their order.
      <code>${command}</code> shows any other.
    </p>
    <h3>Right</h3>
    <div class="paths">${samples.right.map(pathFigure)}</div>
    <h3>Wrong</h3>
    ${
      samples.wrong.length === 0
        ? html`<p class="note">None among these images.</p>`
        : html`<div class="paths">${samples.wrong.map(pathFigure)}</div>`
    }`;
}
