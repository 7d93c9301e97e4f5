import { duration, percent, shortValue } from '@ram-sweep/format';
import { kindColour, type Html, html } from '@ram-sweep/report/parts';
import { actualTrialState, type GroupRow, type TrialLine } from '@ram-sweep/results';
import type { StudySummary, TrialRow } from '@ram-sweep/store/read';
import { sparkline } from '../../charts/sparkline.js';
import { studyQuery } from '../../links.js';
import type { StudyParams } from '../../params.js';
import { stateOfAll, trialState } from '../../words/state.js';

/** A cell's text, and nothing where the column says nothing of the row. */
type Cell = string | Html | null;

/** A column of the leaderboard: what it shows of a trial, and of a config of several trainings. */
export interface Column {
  readonly title: string;
  /** What an address calls the order by it; null where there is no order to it. */
  readonly sort: string | null;
  readonly trial: (trial: TrialRow, line: Pick<TrialLine, 'place' | 'isSeed'>) => Cell;
  readonly group: (row: GroupRow) => Cell;
}

/** The dashboard's columns, the ones that are looked at first in front. */
export function columnsOf(study: StudySummary, params: StudyParams): Column[] {
  const fields = Object.keys(study.spec.space);
  return [
    {
      title: 'trial',
      sort: 'number',
      trial: (trial, line) => trialName(trial, line, params),
      group: groupName,
    },
    {
      title: 'state',
      sort: 'state',
      trial: (trial) => trialState(actualTrialState(study, trial)),
      group: ({ group }) =>
        trialState(stateOfAll(group.trials.map(({ state }) => state)), seedsText(group.trials)),
    },
    {
      title: 'val error',
      sort: 'error',
      trial: ({ bestValidationError }) => percent(bestValidationError),
      group: ({ group }) => meanText(group.validation),
    },
    {
      title: 'epoch',
      sort: 'epochs',
      trial: ({ epochs, epochsTotal }) => `${epochs}/${epochsTotal}`,
      group: () => null,
    },
    {
      title: 'curve',
      sort: null,
      trial: ({ number, curve }) => sparkline(curve, `learning curve of trial ${number}`),
      group: () => null,
    },
    ...fields.map(fieldColumn),
    {
      title: 'time',
      sort: 'time',
      trial: ({ trainSeconds }) => (trainSeconds > 0 ? duration(trainSeconds) : null),
      group: () => null,
    },
    { title: 'worker', sort: 'worker', trial: ({ worker }) => worker, group: () => null },
  ];
}

const fieldColumn = (field: string): Column => ({
  title: field,
  sort: field,
  trial: ({ params }) => (field in params ? shortValue(params[field]) : null),
  group: ({ group }) => {
    const params = group.trials[0]?.params ?? {};
    return field in params ? shortValue(params[field]) : null;
  },
});

const swatch = (colour: string): Html => html`<span class="swatch" style="background: ${colour}"></span>`;

function trialName(
  { number, phase, config }: TrialRow,
  { place, isSeed }: Pick<TrialLine, 'place' | 'isSeed'>,
  params: StudyParams,
): Html {
  const kind = phase === 'control' ? (config.policy === 'frozen' ? 'frozen' : 'random') : phase;
  const words =
    isSeed || phase === 'search'
      ? null
      : html` <span class="note">${phase === 'control' ? `${config.policy} control` : phase}</span>`;
  return html`<span class="rank">${isSeed ? '└' : (place ?? '–')}</span>
    ${isSeed ? null : swatch(kindColour[kind])}<a href="${studyQuery(params, { trial: number }, '#trial')}"
      ><b>${number}</b></a
    >${words}`;
}

/** The seeds below are shown where its box is ticked, with no script. */
function groupName({ place, group: { phase, repeats, policy }, id }: GroupRow): Html {
  const kind = phase === 'control' ? (policy === 'frozen' ? 'frozen' : 'random') : 'finalist';
  const what = phase === 'control' ? `${policy} control` : 'finalist';
  return html`<span class="rank">${place ?? '–'}</span> ${swatch(kindColour[kind])}<label class="opens"
      ><b>${repeats}</b> <span class="note">${what}</span>
      <input
        type="checkbox"
        id="seeds-${id.replaceAll(/\W+/g, '-')}"
        aria-label="seeds of the ${what} of trial ${repeats}"
    /></label>`;
}

function seedsText(trials: GroupRow['group']['trials']): string {
  const over = trials.filter(({ state }) => state === 'complete').length;
  return `${over}/${trials.length} seeds`;
}

function meanText(validation: GroupRow['group']['validation']): Cell {
  if (validation === null) return percent(null);
  const { mean, halfWidth } = validation;
  const width =
    halfWidth === null ? null : html` <span class="note">± ${(halfWidth * 100).toFixed(2)}</span>`;
  return html`<b>${percent(mean)}</b>${width}`;
}
