import { counted, duration } from '@ram-sweep/format';
import { dataText, html, type Html } from '@ram-sweep/report/parts';
import { actualState, mayPrune, secondsLeft } from '@ram-sweep/results';
import { sparkline } from '../charts/sparkline.js';
import { FROM_TOP, studyLink } from '../links.js';
import type { LiveSection, RenderedPage } from '../page.js';
import { nothing, titled, untitled } from '../section.js';
import { bestTexts } from '../words/best.js';
import { phaseStrip } from '../words/phases.js';
import { describeState, studyState } from '../words/state.js';
import { moment } from '../words/times.js';
import { PAGE_STUDIES, type StudiesData, type StudyCard } from './read-studies.js';

/** The page of all studies, newest first: those under way in full, the others as rows of a table. */
export function renderStudies(data: StudiesData): RenderedPage {
  const { cards, total } = data;
  const current = cards.filter(isCurrent);
  const earlier = cards.filter((card) => !isCurrent(card));
  return {
    title: 'Studies',
    root: FROM_TOP,
    sections: [
      headSection(total, current),
      currentSection(current, cards.length > 1),
      earlierSection(earlier, cards.length > 1),
      compareSection(cards),
      pagerSection(data),
    ],
  };
}

const isCurrent = ({ study }: StudyCard): boolean => study.state === 'active' || study.state === 'paused';

function headSection(total: number, current: readonly StudyCard[]): LiveSection {
  const running = current.filter(({ study }) => actualState(study) === 'active').length;
  const runs = current.reduce((sum, card) => sum + card.runs, 0);
  return untitled(
    'head',
    html`<h1>Studies</h1>
      <p class="lead" aria-live="polite">${total === 0 ? 'None yet.' : summary(total, running, runs)}</p>
      ${
        total === 0
          ? html`<p class="missing"><code>ram-sweep start study.yaml</code> starts one; it appears here.</p>`
          : null
      }`,
  );
}

function summary(total: number, running: number, runs: number): string {
  const studies = total === 1 ? '1 study' : `${total.toLocaleString('en')} studies`;
  const training = runs > 0 ? `, ${counted(runs, 'trial')} training` : '';
  return `${studies}, ${running === 0 ? 'none' : running} under way${training}.`;
}

/** `canCompare`: whether there is more than one study, so that they have boxes to be ticked. */
const currentSection = (cards: readonly StudyCard[], canCompare: boolean): LiveSection =>
  cards.length === 0
    ? nothing('current')
    : titled(
        'current',
        'Under way',
        html`<ul class="cards">
          ${cards.map((card) => cardOf(card, canCompare))}
        </ul>`,
      );

function cardOf({ study, best, workers, runs }: StudyCard, canCompare: boolean): Html {
  const found = study.best && bestTexts(study.best);
  const left = secondsLeft(study);
  const isActive = actualState(study) === 'active';
  return html`<li data-key="${study.id}">
    ${canCompare ? html`<label class="tick">${tick(study)} compare</label>` : null}
    <h3><a href="${studyLink(FROM_TOP, study.name)}">${study.name}</a> ${studyState(study)}</h3>
    <p class="note">${dataText(study.spec.dataset)}. ${describeState(study)}</p>
    ${phaseStrip(study)}
    <dl class="facts">
      <div>
        <dt>best</dt>
        <dd><b class="found">${found?.value ?? '–'}</b> <span class="note">${found?.note ?? ''}</span></dd>
      </div>
      <div>
        <dt>best over time</dt>
        <dd>${bestLine(best, study.name) ?? '–'}</dd>
      </div>
      ${
        isActive
          ? html`<div>
              <dt>left</dt>
              <dd>${left === null ? 'open' : `${mayPrune(study) ? 'at most ' : ''}${duration(left)}`}</dd>
            </div>`
          : null
      }
      ${
        isActive
          ? html`<div>
              <dt>training</dt>
              <dd>${counted(runs, 'trial')} on ${counted(workers, 'worker')}</dd>
            </div>`
          : null
      }
      <div>
        <dt>last event</dt>
        <dd>${moment(study.lastEventAt)}</dd>
      </div>
    </dl>
  </li>`;
}

/** Improvements as a line: how the best fell. */
const bestLine = ({ improvements }: StudyCard['best'], name: string): Html | null =>
  sparkline(
    improvements.map(({ error }) => error),
    `best so far of ${name}`,
  );

/** Columns of the table, and whether a phone has room for them. */
const COLUMNS = [
  { title: 'state', narrow: true },
  { title: 'best', narrow: true },
  { title: 'trials', narrow: false },
  { title: 'best over time', narrow: false },
  { title: 'data', narrow: false },
  { title: 'ended', narrow: false },
] as const;

function earlierSection(cards: readonly StudyCard[], canCompare: boolean): LiveSection {
  if (cards.length === 0) return nothing('earlier');
  return titled(
    'earlier',
    'Finished or stopped',
    html`<div class="scroll" tabindex="0" role="region" aria-label="studies that are finished or stopped">
      <table class="studies">
        <thead>
          <tr>
            ${canCompare ? html`<th scope="col" class="tick">compare</th>` : null}
            <th scope="col">study</th>
            ${COLUMNS.map(
              ({ title, narrow }) => html`<th scope="col" class="${narrow ? '' : 'wide'}">${title}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${cards.map((card) => rowOf(card, canCompare))}
        </tbody>
      </table>
    </div>`,
  );
}

function rowOf({ study, best }: StudyCard, canCompare: boolean): Html {
  const found = study.best && bestTexts(study.best);
  const { name, canvas } = study.spec.dataset;
  return html`<tr data-key="${study.id}">
    ${canCompare ? html`<td class="tick">${tick(study)}</td>` : null}
    <td class="name"><a href="${studyLink(FROM_TOP, study.name)}">${study.name}</a></td>
    <td>${studyState(study)}</td>
    <td><b>${found?.value ?? '–'}</b> <span class="note">${found?.note ?? ''}</span></td>
    <td class="wide">${study.trials.toLocaleString('en')}</td>
    <td class="wide">${bestLine(best, study.name)}</td>
    <td class="wide">${name}, ${canvas}</td>
    <td class="wide">${moment(study.lastEventAt)}</td>
  </tr>`;
}

const COMPARE = 'compare-form';

/** A box of the form that compares studies, which stands elsewhere on the page. */
const tick = ({ id, name }: StudyCard['study']): Html =>
  html`<input
    type="checkbox"
    form="${COMPARE}"
    name="study"
    value="${name}"
    id="compare-${id}"
    aria-label="compare ${name}"
  />`;

function compareSection(cards: readonly StudyCard[]): LiveSection {
  if (cards.length < 2) return nothing('compare');
  return untitled(
    'compare',
    html`<form id="${COMPARE}" action="${FROM_TOP}compare">
      <button type="submit" class="button">Compare the ticked studies</button>
    </form>`,
  );
}

function pagerSection({ params, total }: StudiesData): LiveSection {
  const last = Math.ceil(total / PAGE_STUDIES);
  if (last <= 1) return nothing('pages');
  const link = (page: number, text: string): Html =>
    page < 1 || page > last
      ? html`<span class="note">${text}</span>`
      : html`<a href="?page=${page}">${text}</a>`;
  return untitled(
    'pages',
    html`<nav class="pager" aria-label="pages of studies">
      ${link(params.page - 1, '← newer')}
      <span>page ${params.page} of ${last}</span> ${link(params.page + 1, 'older →')}
    </nav>`,
  );
}
