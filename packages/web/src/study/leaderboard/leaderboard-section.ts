import { counted } from '@ram-sweep/format';
import { html, type Html } from '@ram-sweep/report/parts';
import type { LeaderboardRow } from '@ram-sweep/results';
import { studyQuery } from '../../links.js';
import type { LiveSection } from '../../page.js';
import { titled, untitled } from '../../section.js';
import { PAGE_ROWS, type StudyData } from '../read-study.js';
import { columnsOf, type Column } from './columns.js';

/** More columns than this are wider than a page: a row becomes a few lines. */
const MOST_COLUMNS = 12;

/** What the leaderboard is narrowed down by. It does not change while somebody types in it: the rows are apart. */
export function filterSection({ params, filterError }: StudyData): LiveSection {
  const { q, sort, down, trial, glimpses } = params;
  const kept = Object.entries({
    ...(sort === 'rank' ? {} : { sort }),
    ...(down ? { down: '1' } : {}),
    ...(trial === null ? {} : { trial: String(trial) }),
    ...(glimpses ? { glimpses: '1' } : {}),
  });
  return titled(
    'trials',
    'Trials',
    html`<form role="search" action="#trials">
      ${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      <label for="q">Filter trials</label>
      <input
        id="q"
        name="q"
        type="search"
        value="${q}"
        placeholder="state=running error&lt;3% std&gt;0.1"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
      />
      <button type="submit" class="button">Filter</button>
      ${q === '' ? null : html`<a href="${studyQuery(params, { q: '', page: 1 }, '#trials')}">show all</a>`}
      ${filterError === null ? null : html`<p class="note" role="alert">${filterError}</p>`}
    </form>`,
  );
}

/** The leaderboard, grouped as the dashboard does: finalists and controls on top, a row for each config. */
export function leaderboardSection(data: StudyData): LiveSection {
  const { study, leaderboard } = data;
  const columns = columnsOf(study, data.params);
  const { rows, total } = leaderboard;
  return untitled(
    'rows',
    html`<p class="note">${shownText(data, columns)}</p>
      ${
        rows.length === 0
          ? html`<p class="missing">
              ${total === 0 && data.params.q === '' ? 'No trials yet.' : 'No trial matches.'}
            </p>`
          : html`<div class="scroll" tabindex="0" role="region" aria-label="leaderboard">
              <table class="${columns.length > MOST_COLUMNS ? 'trials live many' : 'trials live'}">
                <thead>
                  <tr>
                    ${columns.map((column) => heading(column, data))}
                  </tr>
                </thead>
                ${bodies(rows).map((body) => bodyOf(body, columns, bestRow(data)))}
              </table>
            </div>`
      }
      ${pager(data)}`,
  );
}

/** What is seen, in which order: `24 trials, best first; the seeds of finalists are folded.` */
function shownText(data: StudyData, columns: readonly Column[]): string {
  const { leaderboard, groups, params } = data;
  if (leaderboard.rows.length === 0) return '';
  const column = columns.find(({ sort }) => sort === params.sort)?.title ?? params.sort;
  const order =
    params.sort === 'rank' && !params.down ? 'best first' : `by ${column}${params.down ? ', reversed' : ''}`;
  const phases = [...new Set(groups.map(({ phase }) => `${phase}s`))].join(' and ');
  const folded = leaderboard.seeds.total === 0 ? '' : `; the seeds of ${phases} are folded`;
  return `${countText(data)}, ${order}${folded}.`;
}

/** Of one page its trials, whether or not their rows are folded; of several the rows that are seen. */
function countText({ leaderboard: { rows, offset, total, seeds }, params, filterError }: StudyData): string {
  if (rows.length === total) {
    const trials = counted(rows.filter(({ kind }) => kind === 'trial').length, 'trial');
    return params.q === '' || filterError !== null ? trials : `${trials} found`;
  }
  const first = offset - seeds.above + 1;
  const seen = rows.filter((row) => row.kind === 'group' || !row.isSeed).length;
  const [from, to, all] = [first, first + seen - 1, total - seeds.total].map((row) =>
    row.toLocaleString('en'),
  );
  return `Rows ${from} to ${to} of ${all}`;
}

function heading({ title, sort }: Column, { params }: StudyData): Html {
  if (sort === null) return html`<th scope="col">${title}</th>`;
  const isSorted = params.sort === sort;
  const direction = isSorted ? (params.down ? 'descending' : 'ascending') : 'none';
  const next = isSorted && params.down ? { sort: 'rank', down: false } : { sort, down: isSorted };
  return html`<th scope="col" aria-sort="${direction}">
    <a href="${studyQuery(params, { ...next, page: 1 }, '#trials')}">${title}</a>
  </th>`;
}

/** A config with its seeds is a body of its own; so are trials that stand one after the other. */
function bodies(rows: readonly LeaderboardRow[]): LeaderboardRow[][] {
  const found: LeaderboardRow[][] = [];
  for (const row of rows) {
    const last = found.at(-1);
    const isSeed = row.kind === 'trial' && row.isSeed;
    const startsBody = last === undefined || row.kind === 'group' || (!isSeed && isConfig(last[0]));
    if (startsBody) found.push([row]);
    else last.push(row);
  }
  return found;
}

/** A group, or seeds whose group stands on the page before. */
const isConfig = (row: LeaderboardRow | undefined): boolean =>
  row?.kind === 'group' || (row?.kind === 'trial' && row.isSeed);

const bodyOf = (
  rows: readonly LeaderboardRow[],
  columns: readonly Column[],
  best: LeaderboardRow['id'] | null,
): Html =>
  html`<tbody data-key="${keyOf(rows[0])}">
    ${rows.map((row) => rowOf(row, columns, row.id === best))}
  </tbody>`;

/** What tells a body from the others, whatever is in it by now. */
function keyOf(first: LeaderboardRow | undefined): string {
  if (first?.kind === 'group') return first.id;
  return isConfig(first) ? 'seeds' : 'trials';
}

function rowOf(row: LeaderboardRow, columns: readonly Column[], isBest: boolean): Html {
  const isSeed = row.kind === 'trial' && row.isSeed;
  const classes = [isBest ? 'best' : '', isSeed ? 'seed' : '', row.kind].filter(Boolean).join(' ');
  return html`<tr class="${classes}" data-key="${row.id}" data-trial="${row.kind === 'group' ? '' : row.id}">
    ${columns.map(({ title, trial, group }) => {
      const cell = row.kind === 'group' ? group(row) : trial(row.trial, row);
      return html`<td data-title="${title}" ${cell === null ? html` data-value=""` : null}>${cell}</td>`;
    })}
  </tr>`;
}

/** The row of the config that is the best of the study. */
function bestRow({ study: { best }, leaderboard: { rows } }: StudyData): LeaderboardRow['id'] | null {
  if (best === null) return null;
  if (best.source === 'search') return best.trial;
  const row = rows.find(
    (each) =>
      each.kind === 'group' && each.group.phase === 'finalist' && each.group.repeats === best.searchTrial,
  );
  return row?.id ?? null;
}

function pager({ params, leaderboard: { total } }: StudyData): Html | null {
  const last = Math.max(1, Math.ceil(total / PAGE_ROWS));
  if (last === 1) return null;
  const page = Math.min(params.page, last);
  const link = (to: number, text: string): Html =>
    to === page || to < 1 || to > last
      ? html`<span class="note">${text}</span>`
      : html`<a href="${studyQuery(params, { page: to }, '#trials')}">${text}</a>`;
  return html`<nav class="pager" aria-label="pages of the leaderboard">
    ${link(1, 'first')} ${link(page - 1, '← before')}
    <span>page ${page.toLocaleString('en')} of ${last.toLocaleString('en')}</span>
    ${link(page + 1, 'next →')} ${link(last, 'last')}
  </nav>`;
}
