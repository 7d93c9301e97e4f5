import { counted, duration } from '@ram-sweep/format';
import { html, type Html } from '@ram-sweep/report/parts';
import type { WorkerRow } from '@ram-sweep/store/read';
import type { LiveSection } from '../../page.js';
import { nothing, titled } from '../../section.js';
import { isQuiet } from '../../words/quiet.js';
import { LANES_SECONDS, lanesEnd } from '../read-picture.js';
import type { StudyData } from '../read-study.js';
import { placeOnLanes, type Lane, type LaneBar } from './lanes.js';

/** Before the attempts are read. */
const NO_LANES = { lanes: [], left: 0, seconds: 0 };
/** Workers that are described one by one. */
const MOST_WORKERS = 50;

/** Who trains what, and who trained what lately. */
export function workersSection({ study, workers, picture, now }: StudyData): LiveSection {
  const end = lanesEnd(study, now);
  const isOver = study.state === 'complete' || study.state === 'stopped';
  // Those of a study that is over have left, which is no fault, or train others.
  const present = isOver ? workers.filter((worker) => trains(worker, study.id)) : workers;
  const { lanes, left, seconds } =
    picture === null
      ? NO_LANES
      : placeOnLanes(isOver ? [] : workers, picture.attempts, { end, most: LANES_SECONDS });
  if (present.length === 0 && lanes.length === 0) return isOver ? nothing('workers') : noWorkers(study.name);
  return titled(
    'workers',
    'Workers',
    html`${
      lanes.length === 0
        ? null
        : html`<p class="note">
              The last ${duration(seconds)}${isOver ? ' of the study' : ''}: a lane for each slot in use, a
              bar for each attempt, with its trial’s number.
            </p>
            <p class="legend" aria-hidden="true">
              ${statesOf(lanes).map((state) => html`<span class="lanes"><i class="${state}"></i>${state}</span>`)}
            </p>
            <ul class="lanes" aria-label="attempts by worker">
              ${lanes.map(laneRow)}
            </ul>
            ${left > 0 ? html`<p class="note">And ${counted(left, 'more lane')}.</p>` : null}`
    }
    ${present.length === 0 ? null : workerTable(present, study.id)}`,
  );
}

const trains = (worker: WorkerRow, id: string): boolean =>
  !isQuiet(worker) && worker.runs.some(({ study }) => study === id);

const noWorkers = (name: string): LiveSection =>
  titled(
    'workers',
    'Workers',
    html`<p class="missing">
      None yet. <code>ram-sweep worker</code> on any machine that reaches the NATS server joins, and takes
      trials of ${name} too.
    </p>`,
  );

/** In the order of a life. */
const STATES = [
  'running',
  'complete',
  'paused',
  'pruned',
  'released',
  'cancelled',
  'lost',
  'failed',
] as const;

const statesOf = (lanes: readonly Lane[]): readonly string[] =>
  STATES.filter((state) => lanes.some(({ bars }) => bars.some(({ attempt }) => attempt.state === state)));

const laneRow = ({ name, worker, bars }: Lane): Html =>
  html`<li>
    <span class="name" title="${worker}">${name}</span>
    <span class="track">${bars.map(bar)}</span>
  </li>`;

/** Its number wraps out of sight where there is no room for the whole of it. */
function bar({ attempt: { trial, attempt, state }, left, width }: LaneBar): Html {
  const again = attempt > 1 ? `, try ${attempt}` : '';
  return html`<i
    class="${state}"
    style="left: ${hundredths(left)}%; width: ${hundredths(width)}%"
    title="trial ${trial}${again}: ${state}"
    >${trial}</i
  >`;
}

const hundredths = (value: number): number => Math.round(value * 100) / 100;

function workerTable(workers: readonly WorkerRow[], study: string): Html {
  const shown = workers.slice(0, MOST_WORKERS);
  const hidden = workers.length - shown.length;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="workers">
      <table class="workers">
        <thead>
          <tr>
            ${['worker', 'busy', 'steps/s', 'trains', 'on'].map((title) => html`<th scope="col">${title}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${shown.map((worker) => workerRow(worker, study))}
        </tbody>
      </table>
    </div>
    ${hidden > 0 ? html`<p class="note">And ${counted(hidden, 'more worker')}.</p>` : null}`;
}

function workerRow(worker: WorkerRow, study: string): Html {
  const { id, slots, runs, engine, device, state, secondsAgo } = worker;
  const rate = runs.reduce((sum, { stepsPerSecond }) => sum + stepsPerSecond, 0);
  const silent = isQuiet(worker)
    ? html` <span class="state failed">silent for ${duration(secondsAgo)}</span>`
    : null;
  const leaving = state === 'draining' ? html` <span class="note">leaving</span>` : null;
  return html`<tr data-key="${id}">
    <td>${id}${silent}${leaving}</td>
    <td>${runs.length}/${slots}</td>
    <td>${rate.toFixed(1)}</td>
    <td>${runs.map((run) => runText(run, study))}</td>
    <td class="note">${engine} on ${device}</td>
  </tr>`;
}

function runText({ trial, epoch, epochs, study }: WorkerRow['runs'][number], own: string): Html {
  return html`<div>${study === own ? '' : 'another study’s '}trial ${trial}, epoch ${epoch}/${epochs}</div>`;
}
