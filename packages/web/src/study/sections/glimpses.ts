import { percent } from '@ram-sweep/format';
import { html, pathFigure, trusted, type Html } from '@ram-sweep/report/parts';
import { studyQuery } from '../../links.js';
import type { LiveSection } from '../../page.js';
import { nothing, titled } from '../../section.js';
import type { Glimpses } from '../glimpses.js';
import type { StudyData } from '../read-study.js';

/** Paths that are shown: two rows of a wide window. */
const MOST_PATHS = 10;
const STEP_SECONDS = 0.7;

type Shown = Exclude<Glimpses, { kind: 'none' }>;

/** Where the best model looks, glimpse by glimpse; loading its checkpoint is some work, so somebody has to ask. */
export function glimpsesSection({ winner, params, glimpses }: StudyData): LiveSection {
  if (winner === null || glimpses?.kind === 'none') return nothing('glimpses');
  return titled('glimpses', 'Where the best model looks', bodyOf(params, glimpses));
}

function bodyOf(params: StudyData['params'], glimpses: Shown | null): Html {
  const toggle = (text: string, wanted: boolean): Html =>
    html`<p>
      <a class="button" href="${studyQuery(params, { glimpses: wanted }, '#glimpses')}">${text}</a>
    </p>`;
  if (!params.glimpses)
    return html`<p>Its checkpoint is loaded beside the sweep, and followed to each better epoch.</p>
      ${toggle('Show its glimpses', true)}`;
  if (glimpses === null) return html`<p class="missing">Loading the checkpoint and the images …</p>`;
  if (glimpses.kind === 'failure')
    return html`<p class="missing">${glimpses.message}</p>
      ${toggle('Hide', false)}`;
  return html`${traced(glimpses.traced)} ${toggle('Hide its glimpses', false)}`;
}

function traced({
  trial,
  epoch,
  validationError,
  split,
  paths,
}: Extract<Glimpses, { kind: 'traced' }>['traced']): Html {
  const shown = paths.slice(0, MOST_PATHS);
  const steps = shown[0]?.glimpses.length ?? 0;
  return html`<p>
      Trial ${trial} after epoch ${epoch} (${percent(validationError)}) on the first images of the ${split}
      split. Squares are the windows of the glimpses, from <span class="first">the first</span> to
      <span class="last">the last</span>; below are the patches that the retina saw there.
    </p>
    <style>
      ${trusted(keyframes(steps))}
    </style>
    <div class="paths moving">${shown.map(pathFigure)}</div>
    <p class="replays"><button type="button" class="button" data-replays>Play again</button></p>`;
}

/** What is drawn of glimpse k appears when the path comes to it, once, and stays. The first is there at once. */
function keyframes(steps: number): string {
  const seconds = Math.round(10 * steps * STEP_SECONDS) / 10;
  return Array.from({ length: Math.max(0, steps - 1) }, (_, index) => {
    const step = index + 1;
    const at = Math.round((10_000 * step) / steps) / 100;
    return (
      `@keyframes look-${step} { 0% { opacity: 0; } ${at}% { opacity: 1; } 100% { opacity: 1; } } ` +
      `@media (prefers-reduced-motion: no-preference) { .moving [data-step='${step}'] { animation: look-${step} ${seconds}s step-end; } }`
    );
  }).join('\n');
}
