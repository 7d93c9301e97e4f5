import { counted } from '@ram-sweep/format';
import { lookMaps } from '../../answers/look-maps.js';
import { pathFigure } from '../../glimpses/path-figure.js';
import { html, type Html } from '../../html.js';
import type { PathPictures, ReportPictures } from '../../report-data.js';
import type { Section } from '../document.js';

/** Where the best model looks: over all images, and on some that it answers rightly and some that it does not. */
export function glimpsesSection(pictures: ReportPictures, studyName: string): Section {
  return {
    id: 'glimpses',
    title: 'Where the model looks',
    body:
      pictures.kind === 'missing'
        ? html`<p class="missing">${pictures.reason}</p>`
        : paths(pictures, studyName),
  };
}

function paths(pictures: PathPictures, studyName: string): Html {
  const { trial, epoch, split, policy, samples, tally } = pictures;
  const command = `ram-sweep glimpses ${studyName} --trial ${trial} --split ${split} --image 0`;
  return html`<p>
      Trial ${trial} after epoch ${epoch}: the centres of its glimpses on
      ${counted(tally.images, `${split} image`)}, by the ${policy} policy, over the mean of those images. The
      stronger the colour, the more often it looked there. In the middle: within the central third of the
      width and of the height.
    </p>
    ${lookMaps(tally)}
    <p>
      Single paths: squares are the windows of the glimpses, numbered from
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
