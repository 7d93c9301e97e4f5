import { counted, duration, interval, percent, timestamp } from '@ram-sweep/format';
import { unfinishedStates } from '@ram-sweep/protocol';
import {
  actualState,
  budgetStop,
  describeProvenance,
  describeStop,
  secondsElapsed,
} from '@ram-sweep/results';
import type { StudySummary } from '@ram-sweep/store/read';
import { html, type Html } from '../../html.js';
import type { ReportData } from '../../report-data.js';
import { verdictText } from './verdict-section.js';
import { dataText } from '../dataset-text.js';
import type { StudyFacts } from '../facts.js';

/** Name, data, and the numbers that people ask for first. */
export function header(data: ReportData, facts: StudyFacts): Html {
  const { study, madeAt } = data;
  return html`<header>
    <p class="kind">ram-sweep study</p>
    <h1>${study.name}</h1>
    <p class="lead">
      ${dataText(study.spec.dataset)}; ${searchText(study, facts)}. ${stateText(study)} ${stopText(study)}
    </p>
    ${data.winner ? verdictText(data.winner) : null}
    <dl class="tiles">${tiles(data, facts).map(tile)}</dl>
    ${describeProvenance(data.provenance).map((line) => html`<p class="note">${sentence(line)}</p>`)}
    <p class="note">As of <time datetime="${madeAt.toISOString()}">${timestamp(madeAt)}</time>.</p>
  </header>`;
}

/** A line as a sentence. */
const sentence = (line: string): string => `${line.slice(0, 1).toUpperCase()}${line.slice(1)}.`;

interface Tile {
  readonly title: string;
  readonly value: string;
  readonly note: string;
}

function tiles(data: ReportData, facts: StudyFacts): Tile[] {
  const { study } = data;
  const { epochs, trainSeconds, wallSeconds } = facts;
  const { counts } = study;
  const over = study.state === 'active' ? 'so far' : 'from start to end';
  const ended = [
    `${counts.complete.toLocaleString('en')} complete`,
    ...(counts.pruned > 0 ? [`${counts.pruned.toLocaleString('en')} pruned`] : []),
    ...(counts.failed > 0 ? [`${counts.failed.toLocaleString('en')} failed`] : []),
  ];
  return [
    ...resultTiles(data),
    { title: 'trials', value: study.trials.toLocaleString('en'), note: ended.join(', ') },
    {
      title: 'epochs',
      value: epochs.toLocaleString('en'),
      note:
        epochs < study.epochsTotal ? `of ${study.epochsTotal.toLocaleString('en')} at most` : 'all of them',
    },
    {
      title: 'training time',
      value: duration(trainSeconds),
      note: wallSeconds === null ? 'all trials together' : timeText(study, wallSeconds, over),
    },
  ];
}

/**
 * The time from start to end, and without pauses and stops, where there were any: the dashboard's clock counts that.
 */
function timeText(study: StudySummary, wallSeconds: number, over: string): string {
  const driven = secondsElapsed(study);
  if (driven === null || wallSeconds - driven < Math.max(30, 0.05 * driven))
    return `in ${duration(wallSeconds)} ${over}`;
  return `in ${duration(driven)} of running, ${duration(wallSeconds)} ${over} with pauses and stops`;
}

/** Errors of the best config: means over its seeds where it was trained again, those of its one trial otherwise. */
function resultTiles({ winner }: ReportData): Tile[] {
  const { trial: best = null, group } = winner ?? {};
  if (group?.validation) {
    const [test] = group.tests;
    return [
      {
        title: 'validation error',
        value: interval(group.validation),
        note: `${counted(group.validation.count, 'training')} of trial ${group.repeats}’s config`,
      },
      {
        title: 'its test error',
        value: test ? interval(test) : '–',
        note: test ? `${test.policy} policy, never used to choose` : 'not measured',
      },
    ];
  }
  const tested = best !== null && best.testError !== null;
  return [
    {
      title: 'best validation error',
      value: percent(best?.bestValidationError ?? null),
      note: best ? `trial ${best.number}, epoch ${best.bestEpoch} of ${best.epochsTotal}` : 'no epoch yet',
    },
    {
      title: 'its test error',
      value: percent(best?.testError ?? null),
      note: tested ? 'never used to choose' : 'not measured',
    },
  ];
}

const tile = ({ title, value, note }: Tile): Html =>
  html`<div>
    <dt>${title}</dt>
    <dd>${value}</dd>
    <dd class="note">${note}</dd>
  </div>`;

function searchText({ spec }: StudySummary, { searchTrials }: StudyFacts): string {
  const trials = counted(searchTrials, 'trial');
  const fields = Object.keys(spec.space);
  return fields.length === 0
    ? `${trials} of one config, with no search`
    : `${trials} by ${spec.sampler.name} search over ${fields.join(', ')}`;
}

function stopText(study: StudySummary): string {
  const stop = budgetStop(study);
  return stop ? `Its search ended ${describeStop(stop)}.` : '';
}

function stateText(study: StudySummary): string {
  const state = actualState(study);
  const open = unfinishedStates.reduce((sum, each) => sum + study.counts[each], 0);
  if (state === 'complete' || open === 0) return '';
  if (state === 'paused') return `It is paused with ${counted(open, 'trial')} open.`;
  return state === 'stopped' || state === 'interrupted'
    ? `It was ${state} with ${counted(open, 'trial')} open.`
    : `It is under way: ${counted(open, 'trial')} open.`;
}
