import { duration } from '@ram-sweep/format';
import { html, type Html } from '@ram-sweep/report/parts';
import {
  actualState,
  mayPrune,
  plannedEpochs,
  secondsElapsed,
  secondsLeft,
  stepRate,
} from '@ram-sweep/results';
import type { LiveSection } from '../../page.js';
import { untitled } from '../../section.js';
import { bestTexts } from '../../words/best.js';
import { isQuiet } from '../../words/quiet.js';
import { phaseStrip } from '../../words/phases.js';
import { trialState } from '../../words/state.js';
import type { StudyData } from '../read-study.js';

/** How far the study is: its phases, and the numbers that people ask for first. */
export function progressSection(data: StudyData): LiveSection {
  return untitled(
    'progress',
    html`${phaseStrip(data.study)}
      <dl class="tiles">
        ${tiles(data).map(
          ({ title, value, note }) =>
            html`<div>
              <dt>${title}</dt>
              <dd>${value}</dd>
              <dd class="note">${note}</dd>
            </div>`,
        )}
      </dl>
      ${states(data)}`,
  );
}

interface Tile {
  readonly title: string;
  readonly value: string;
  readonly note: string;
}

function tiles({ study, workers }: StudyData): Tile[] {
  const isActive = actualState(study) === 'active';
  const best = study.best && bestTexts(study.best);
  const elapsed = duration(secondsElapsed(study));
  const { done, total } = plannedEpochs(study);
  return [
    { title: 'best validation error', value: best?.value ?? '–', note: best?.note ?? 'no epoch yet' },
    isActive
      ? {
          title: 'time left',
          value: duration(secondsLeft(study)),
          note: `${mayPrune(study) ? 'at most; ' : ''}${elapsed} elapsed`,
        }
      : { title: 'time', value: elapsed, note: 'without pauses and stops' },
    {
      title: 'epochs',
      value: done.toLocaleString('en'),
      note:
        total === null
          ? 'the end is open'
          : `of ${total.toLocaleString('en')}${study.state !== 'complete' && mayPrune(study) ? ' at most' : ''}`,
    },
    ...(isActive ? [workersTile(study, workers)] : []),
  ];
}

function workersTile(study: StudyData['study'], workers: StudyData['workers']): Tile {
  const busy = workers.flatMap(({ runs }) => runs).filter((run) => run.study === study.id).length;
  const slots = workers.filter((worker) => !isQuiet(worker)).reduce((sum, worker) => sum + worker.slots, 0);
  return {
    title: 'training now',
    value: `${busy} of ${slots}`,
    note: `slots; ${stepRate(study, workers).toFixed(1)} steps/s`,
  };
}

const STATES = [
  'running',
  'waiting',
  'planned',
  'paused',
  'complete',
  'pruned',
  'failed',
  'cancelled',
] as const;

function states({ study: { counts, surplus } }: StudyData): Html {
  const shown = STATES.filter((state) => counts[state] > 0);
  return html`<p class="legend states">
    ${shown.map((state) => trialState(state, `${counts[state].toLocaleString('en')} ${state}`))}
    ${surplus > 0 ? html`<span class="state">${surplus.toLocaleString('en')} surplus</span>` : null}
  </p>`;
}
