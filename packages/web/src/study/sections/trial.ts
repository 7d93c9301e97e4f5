import { duration, percent, shortValue } from '@ram-sweep/format';
import { figure, html, type Html } from '@ram-sweep/report/parts';
import { actualTrialState, placeInPhase } from '@ram-sweep/results';
import type { TrialDetail } from '@ram-sweep/store/read';
import { curvesChart } from '../../charts/curves-chart.js';
import { studyQuery } from '../../links.js';
import type { LiveSection } from '../../page.js';
import { nothing, titled } from '../../section.js';
import { trialState } from '../../words/state.js';
import { moment } from '../../words/times.js';
import type { StudyData } from '../read-study.js';

/** One trial in full, if somebody opened one. */
export function trialSection({ params, opened, study, groups }: StudyData): LiveSection {
  if (params.trial === null) return nothing('trial');
  const close = html`<a class="button" href="${studyQuery(params, { trial: null }, '#trials')}">Close</a>`;
  const [trial] = opened;
  const repeated = groups.flatMap(({ trials }) => trials);
  if (trial === undefined)
    return titled(
      'trial',
      `Trial ${params.trial}`,
      html`<p class="missing">There is no such trial.</p>
        ${close}`,
    );
  return titled(
    'trial',
    `Trial ${trial.number}`,
    html`<p>
        ${trialState(actualTrialState(study, trial))} ·
        ${facts(trial, placeInPhase(trial, repeated)).join(' · ')}
      </p>
      ${trial.failure ? html`<p class="missing">${trial.failure.class}: ${trial.failure.message}</p>` : null}
      <dl class="params wide">
        ${Object.entries(trial.params).map(
          ([field, value]) =>
            html`<div>
              <dt>${field}</dt>
              <dd>${shortValue(value)}</dd>
            </div>`,
        )}
      </dl>
      <div class="two">
        ${
          trial.curve.length === 0
            ? html`<p class="note">No epoch yet.</p>`
            : figure('Validation error by epoch', curvesChart([{ trial: trial.number, curve: trial.curve }]))
        }
        ${attempts(trial)}
      </div>
      ${config(trial)}
      <p>${close}</p>`,
  );
}

function facts(trial: TrialDetail, place: number | null): string[] {
  const { bestValidationError, bestEpoch, tests, trainSeconds, epochs, epochsTotal } = trial;
  return [
    standing(trial, place),
    `validation error ${percent(bestValidationError)}${bestEpoch === null ? '' : ` at epoch ${bestEpoch}`}`,
    ...tests.map(
      ({ policy, rollouts, error }) =>
        `test error ${percent(error)} (${policy} policy, rollouts: ${rollouts})`,
    ),
    `${epochs.length} of ${epochsTotal} epochs`,
    `${duration(trainSeconds)} of training`,
  ];
}

function standing({ phase, repeats }: TrialDetail, place: number | null): string {
  const rank = place === null ? '' : `, rank ${place}${phase === 'finalist' ? ' among all their seeds' : ''}`;
  return `${phase}${repeats === null ? '' : ` of trial ${repeats}`}${rank}`;
}

/** Attempts that are listed one by one, the newest. */
const MOST_ATTEMPTS = 12;

function attempts({ attempts: all }: TrialDetail): Html {
  return html`<figure>
    <h3>Attempts</h3>
    ${all.length === 0 ? html`<p class="note">None yet.</p>` : null}
    <ul class="activity">
      ${all
        .toReversed()
        .slice(0, MOST_ATTEMPTS)
        .map(
          ({ attempt, worker, outcome, reason, startedAt }) =>
            html`<li data-key="${attempt}">
              ${moment(startedAt)}
              <span
                >${attempt}: ${outcome ?? 'running'} on
                ${worker}${reason ? html`: <span class="note">${reason}</span>` : null}</span
              >
            </li>`,
        )}
    </ul>
  </figure>`;
}

const config = ({ config: fields, state }: TrialDetail): Html | null =>
  state === 'planned'
    ? null
    : html`<details id="trial-config">
        <summary>All fields of its config</summary>
        <dl class="params small columns">
          ${Object.entries(fields).map(
            ([field, value]) =>
              html`<div>
                <dt>${field}</dt>
                <dd>${shortValue(value)}</dd>
              </div>`,
          )}
        </dl>
      </details>`;
