import { counted, interval, magnitude, percent, shortValue } from '@ram-sweep/format';
import { relevantFields, type TrialConfigField } from '@ram-sweep/protocol';
import { multiplyAdds } from '@ram-sweep/ram/cost';
import type { Winner } from '@ram-sweep/results';
import { seriesColour } from '../../charts/colours.js';
import { html, type Html } from '../../html.js';
import type { StudyRecord } from '../../report-data.js';
import type { Section } from '../document.js';

/** What of a study its winner is compared by. */
type WonStudy = Pick<StudyRecord, 'study' | 'winner'>;

interface Contender {
  readonly record: WonStudy;
  readonly winner: Winner;
  readonly colour: string;
}

/** The best config of each study beside the others: results, then the fields in which they differ, then the rest. */
export function winnersSection(studies: readonly WonStudy[]): Section | null {
  const contenders = studies.flatMap((record, index) =>
    record.winner === null ? [] : [{ record, winner: record.winner, colour: seriesColour(index) }],
  );
  const [first] = contenders;
  if (first === undefined) return null;
  const relevant = new Set(contenders.flatMap(({ winner }) => relevantFields(winner.trial.config)));
  const fields = (Object.keys(first.winner.trial.config) as TrialConfigField[]).filter(
    (field) => field !== 'seed' && relevant.has(field),
  );
  const differing = fields.filter((field) => new Set(contenders.map((one) => textOf(one, field))).size > 1);
  const same = fields.filter((field) => !differing.includes(field));
  return {
    id: 'winners',
    title: 'The winners side by side',
    body: html`<p>
        The fields in which they differ; those that a study searched are bold, a dash stands where a field has
        no effect under the rest of the config.
      </p>
      ${table(contenders, [...resultRows(contenders), ...differing.map((field) => fieldRow(contenders, field))])}
      <details>
        <summary>${counted(same.length, 'field')} in which they are alike</summary>
        <dl class="params small columns">
          ${same.map(
            (field) =>
              html`<div>
                <dt>${field}</dt>
                <dd>${textOf(first, field)}</dd>
              </div>`,
          )}
        </dl>
      </details>`,
  };
}

/** A dash where the field makes no difference under the config. */
const textOf = ({ winner: { trial } }: Contender, field: TrialConfigField): string =>
  relevantFields(trial.config).includes(field) ? shortValue(trial.config[field]) : '–';

const table = (contenders: readonly Contender[], rows: readonly Html[]): Html =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="winners side by side">
    <table class="sides">
      <thead>
        <tr>
          <th scope="col"></th>
          ${contenders.map(
            ({ record, colour }) =>
              html`<th scope="col">
                <span class="swatch" style="background: ${colour}"></span>${record.study.name}
              </th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;

const row = (title: string, cells: readonly (string | Html)[]): Html =>
  html`<tr>
    <th scope="row">${title}</th>
    ${cells.map((cell) => html`<td>${cell}</td>`)}
  </tr>`;

function resultRows(contenders: readonly Contender[]): Html[] {
  const of = (text: (winner: Winner) => string) => contenders.map(({ winner }) => text(winner));
  return [
    row(
      'validation error',
      of(({ group, trial }) => (group ? interval(group.validation) : percent(trial.bestValidationError))),
    ),
    row(
      'test error',
      of(({ group, trial }) => interval(group?.tests[0] ?? null).replace('–', percent(trial.testError))),
    ),
    row(
      'rests on',
      of(({ group }) =>
        group ? counted(group.validation?.count ?? 0, 'fresh seed') : 'one trial of the search',
      ),
    ),
    row(
      'multiply-adds',
      of(({ trial }) => magnitude(multiplyAdds(trial.config))),
    ),
  ];
}

const fieldRow = (contenders: readonly Contender[], field: TrialConfigField): Html =>
  row(
    field,
    contenders.map((one) => {
      const isSearched = field in one.record.study.spec.space;
      return isSearched ? html`<b>${textOf(one, field)}</b>` : textOf(one, field);
    }),
  );
