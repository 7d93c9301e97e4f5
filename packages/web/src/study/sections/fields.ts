import { counted } from '@ram-sweep/format';
import { figure, html, type Html } from '@ram-sweep/report/parts';
import { stripChart } from '../../charts/strip-chart.js';
import type { LiveSection } from '../../page.js';
import { awaited, nothing, titled } from '../../section.js';
import type { StudyPicture } from '../read-picture.js';
import type { StudyData } from '../read-study.js';

const TITLE = 'The searched fields';

/** A strip for each searched field: which of its values did well. */
export function fieldsSection({ study, picture }: StudyData): LiveSection {
  if (picture === null) return awaited('fields', TITLE);
  const { spread } = picture;
  if (spread === null || spread.fields.length === 0) return nothing('fields');
  return titled(
    'fields',
    TITLE,
    html`<p>${explained(spread.every)}</p>
      <div class="slices">${spread.fields.map((field) => strip(study, picture, { spread, field }))}</div>`,
  );
}

type Spread = NonNullable<StudyPicture['spread']>;

function strip(
  study: StudyData['study'],
  { curves }: StudyPicture,
  { spread, field }: { spread: Spread; field: Spread['fields'][number] },
): Html | null {
  const distribution = study.spec.space[field.field as keyof typeof study.spec.space];
  if (distribution === undefined) return null;
  const title =
    distribution.distribution === 'log-uniform'
      ? html`${field.field} <span class="note">(log)</span>`
      : field.field;
  const best = study.best && {
    value: study.best.params[field.field],
    error: errorInSearch(study.best, curves),
  };
  return figure(title, stripChart({ ...spread, distribution, spread: field, best }));
}

/** Of the best config, as its point in the strips has it; its mean over seeds is another. */
function errorInSearch(
  { searchTrial, validation }: NonNullable<StudyData['study']['best']>,
  curves: StudyPicture['curves'],
): number {
  const searched = curves.find(({ trial }) => trial === searchTrial);
  return searched ? Math.min(...searched.curve) : validation.mean;
}

const explained = (every: number): string =>
  every === 1
    ? 'Validation error of the search’s trials against each field; the lower, the better. The ring is the best config.'
    : `Validation error against each field, of one in ${counted(every, 'trial')} of the search: the stronger a tile, the more of them lie there. The ring is the best config.`;
