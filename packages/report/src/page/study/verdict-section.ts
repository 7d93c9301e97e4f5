import {
  attentionVerdict,
  describeMeasure,
  describeVerdict,
  type AttentionVerdict,
  type Finding,
  type Winner,
} from '@ram-sweep/results';
import type { DatasetSpec } from '@ram-sweep/protocol';
import { kindColour } from '../../charts/colours.js';
import { comparedErrors, type ComparedError } from '../../derive/compared-errors.js';
import { html, type Html } from '../../html.js';
import { publishedCaveat } from '../../published/published-errors.js';
import type { Section } from '../document.js';
import { intervalPlot, type IntervalRow } from '../intervals.js';

/** Where the errors of the best and its controls stand, beside those that others have published. */
export function verdictSection(winner: Winner, dataset: DatasetSpec): Section {
  const errors = comparedErrors(winner, dataset);
  const hasPublished = errors.some(({ kind }) => kind === 'published');
  const verdict = attentionVerdict(winner);
  return {
    id: 'verdict',
    title: titleOf(errors),
    body: html`${verdict ? html`<p>${differenceText(verdict)}</p>` : null}
      ${intervalPlot(errors.map(rowOf), 'errors with their 95% intervals')}
      <p class="note below">
        Dots are means over seeds, bars their 95% intervals (Student’s t). Validation images chose the config;
        test images did not, so they decide where winner and controls were tested.
        ${hasPublished ? publishedCaveat : null}
      </p>`,
  };
}

/** What the plot shows: `Learned, frozen, random, published`. */
function titleOf(errors: readonly ComparedError[]): string {
  const kinds = [...new Set(errors.map(({ kind }) => kind))].join(', ');
  return `${kinds.slice(0, 1).toUpperCase()}${kinds.slice(1)}`;
}

/** What learning where to look is worth, in a sentence that stands first on the page. */
export function verdictText(winner: Winner): Html {
  const verdict = attentionVerdict(winner);
  if (verdict === null)
    return html`<p class="verdict"><b>No verdict on attention yet.</b> ${reasonOf(winner)}</p>`;
  const text = describeVerdict(verdict);
  const colon = text.lastIndexOf(': ') + 2;
  return html`<p class="verdict">
    ${unbroken(text.slice(0, colon))}<b class="${verdict.attention === 'pays' ? 'pays' : ''}"
      >${text.slice(colon)}</b
    >.
  </p>`;
}

/** A text whose intervals stay on one line each. */
const unbroken = (text: string): Html[] =>
  text
    .split(/([\d.]+% ± [\d.]+)/)
    .map((part) => (part.includes('±') ? html`<span class="whole">${part}</span>` : html`${part}`));

/** A share as people write a difference of errors, in points. */
const points = (share: number): string => (share * 100).toFixed(2).replace('-', '−');

/** What decided first, then the other measures. */
function differenceText({ others, ...decisive }: AttentionVerdict): Html {
  const known = [decisive, ...others].filter(({ difference }) => difference !== null);
  if (known.length === 0)
    return html`There are too few complete seeds to say how far learned attention and its better control
    differ.`;
  return html`${known.map(findingText)}`;
}

function findingText({ measure, controls, difference }: Finding): Html | null {
  if (difference === null) return null;
  const { mean, low, high } = difference;
  return html`On ${describeMeasure(measure)}, the better control (${controls[0]?.policy ?? ''}) has
  ${points(mean)} points more error than the learned policy; the 95% interval of the difference is
  ${points(low)} to ${points(high)}. `;
}

/** What a verdict would need. */
function reasonOf({ source, group, controls, trial }: Winner): string {
  if (trial.config.policy !== 'learned')
    return `The best config’s policy is ${trial.config.policy}: it learns nothing.`;
  if (source === 'search' || group === null)
    return 'The best is one trial of the search, which may owe something to luck; finalists and controls decide.';
  if (controls.length === 0)
    return 'The study trains no controls: `finalists: { controls: [random, frozen] }`.';
  return 'Its controls are not complete.';
}

const COLOURS: Readonly<Record<ComparedError['kind'], string>> = {
  learned: kindColour.finalist,
  random: kindColour.random,
  frozen: kindColour.frozen,
  published: 'var(--quiet)',
};

const rowOf = ({ kind, what, measure, mean, halfWidth, count }: ComparedError): IntervalRow => ({
  label: what,
  note: measure,
  colour: COLOURS[kind],
  mean,
  halfWidth,
  count,
});
