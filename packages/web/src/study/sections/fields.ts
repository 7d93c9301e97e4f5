import { counted } from '@ram-sweep/format';
import { figure, html, type Html } from '@ram-sweep/report/parts';
import { stripChart } from '../../charts/strip-chart.js';
import type { LiveSection } from '../../page.js';
import { nothing, titled } from '../../section.js';
import type { StudyData } from '../read-study.js';

/** A strip for each searched field: which of its values did well. */
export function fieldsSection(data: StudyData): LiveSection {
  const { spread } = data.picture;
  if (spread === null || spread.fields.length === 0) return nothing('fields');
  return titled(
    'fields',
    'The searched fields',
    html`<p>${explained(spread.every)}</p>
      <div class="slices">${spread.fields.map((field) => strip(data, spread, field))}</div>`,
  );
}

type Spread = NonNullable<StudyData['picture']['spread']>;

function strip({ study, winner }: StudyData, spread: Spread, field: Spread['fields'][number]): Html | null {
  const distribution = study.spec.space[field.field as keyof typeof study.spec.space];
  if (distribution === undefined) return null;
  const searched = study.best;
  const error = winner?.source === 'search' ? winner.trial.bestValidationError : null;
  const best =
    searched === null
      ? null
      : { value: searched.params[field.field], error: error ?? searched.validation.mean };
  const title =
    distribution.distribution === 'log-uniform'
      ? html`${field.field} <span class="note">(log)</span>`
      : field.field;
  return figure(title, stripChart({ ...spread, distribution, spread: field, best }));
}

const explained = (every: number): string =>
  every === 1
    ? 'Validation error of the search’s trials against each field; the lower, the better. The ring is the best config.'
    : `Validation error against each field, of one in ${counted(every, 'trial')} of the search: the stronger a tile, the more of them lie there. The ring is the best config.`;
