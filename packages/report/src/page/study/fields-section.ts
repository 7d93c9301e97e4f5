import { counted } from '@ram-sweep/format';
import type { SearchSpace } from '@ram-sweep/protocol';
import type { ReportTrial } from '../../report-trial.js';
import { importanceChart } from '../../charts/importance-chart.js';
import { parallelChart } from '../../charts/parallel-chart.js';
import { sliceChart } from '../../charts/slice-chart.js';
import { errorAxis } from '../../derive/error-axis.js';
import { fieldAxis, type FieldAxis } from '../../derive/fields/field-axis.js';
import { fieldImportances, LEAST_TRIALS, type FieldImportance } from '../../derive/fields/importance.js';
import { surfaceChart } from '../../charts/surface-chart.js';
import { html, type Html } from '../../html.js';
import type { Section } from '../document.js';
import { figure } from '../figure.js';

/** Below this many trials the best tenth are too few to trust. */
const FEW_TRIALS = 50;

/** What the searched fields have to do with the error: each alone, and all together. Null where none is searched. */
export function fieldsSection(
  space: SearchSpace,
  trials: readonly ReportTrial[],
  origin: number,
): Section | null {
  if (Object.keys(space).length === 0) return null;
  const axes = Object.entries(space).map(([field, distribution]) => fieldAxis(field, distribution));
  const errors = errorAxis(
    trials.flatMap(({ bestValidationError: error }) => (error === null ? [] : [error])),
  );
  const pairs = axes.length % 3 === 1 || axes.length === 2;
  const slices = axes.map((axis) =>
    figure(
      axis.kind === 'log' ? html`${axis.field} <span class="note">(log)</span>` : axis.field,
      sliceChart(axis, trials, errors, { best: origin, width: pairs ? 480 : 400 }),
    ),
  );
  const importances = fieldImportances(space, trials);
  return {
    id: 'fields',
    title: 'The searched fields',
    body: html`<p>
        Validation error against each field alone. The ring is the best trial. Values that are distinguished
        one by one are spread sideways, so that points do not cover one another.
      </p>
      <div class="${pairs ? 'slices pairs' : 'slices'}">${slices}</div>
      <div class="scroll" tabindex="0" role="region" aria-label="all fields together">
        ${figure(
          'All fields together',
          parallelChart(axes, errors, trials, origin),
          'A line is a trial: the stronger its colour, the better its rank. The strongest is the best.',
        )}
      </div>
      ${importanceFigure(importances)} ${surfaceFigure(axes, importances, trials, origin)}`,
  };
}

/** The two fields of largest importance together. */
function surfaceFigure(
  axes: readonly FieldAxis[],
  importances: readonly FieldImportance[],
  trials: readonly ReportTrial[],
  origin: number,
): Html | null {
  const [x, y] = importances.map(({ field }) => axes.find((axis) => axis.field === field));
  const chart = x && y ? surfaceChart(x, y, trials, origin) : null;
  if (!x || !y || chart === null) return null;
  return html`<div class="two">
    ${figure(`${x.field} and ${y.field} together`, chart)}
    <p class="note beside">
      The two most important fields. Contours are the validation error, smoothed over the trials near by
      (kernel regression on its logarithm): the stronger the colour, the smaller the error. Dots are trials,
      the ring is the best. Where nothing was tried, nothing is drawn.
    </p>
  </div>`;
}

function importanceFigure(importances: readonly FieldImportance[]): Html {
  if (importances.length === 0) {
    return html`<p class="note">
      Importances of the fields are shown from ${LEAST_TRIALS} finished trials on, where a field has several
      values.
    </p>`;
  }
  const { trials, top } = importances[0]!;
  return html`<div class="two">
    ${figure('Importance for being among the best', importanceChart(importances))}
    <p class="note beside">
      How far the values of the best tenth (${counted(top, 'trial')} of ${trials.toLocaleString('en')}) differ
      from those of all, as shares of the sum: PED-ANOVA (<a href="https://doi.org/10.24963/ijcai.2023/488"
        >Watanabe, Bansal &amp; Hutter 2023</a
      >). A field that matters only together with another is not seen.
      ${trials < FEW_TRIALS ? html`<strong>With so few trials, take it as a hint.</strong>` : null}
    </p>
  </div>`;
}
