import { counted } from '@ram-sweep/format';
import { html, type Html } from '@ram-sweep/report/parts';
import type { LiveSection } from '../../page.js';
import { titled } from '../../section.js';
import { moment } from '../../words/times.js';
import type { StudyPicture } from '../read-picture.js';
import type { StudyData } from '../read-study.js';

/** What the numbers rest on: study file, seed, engine and machine, what people changed. */
export function provenanceSection({ study, picture }: StudyData): LiveSection {
  const interventions = picture?.provenance.interventions ?? [];
  const facts: [string, Html | string | null][] = [
    ['study', html`${study.name}, <code>${study.id}</code>`],
    ['created', moment(study.createdAt)],
    ['seed', String(study.spec.seed)],
    ['engine, machine', machines(picture?.provenance.environments ?? null)],
    ['changed by people', interventions.length === 0 ? null : html`${interventions.map(intervention)}`],
  ];
  return titled(
    'provenance',
    'Provenance',
    html`<dl class="params">
        ${facts
          .filter(([, value]) => value !== null)
          .map(
            ([name, value]) =>
              html`<dt>${name}</dt>
                <dd>${value}</dd>`,
          )}
      </dl>
      <details id="study-file">
        <summary>The study’s file, with its defaults</summary>
        <pre>${JSON.stringify(study.spec, null, 2)}</pre>
      </details>`,
  );
}

type Provenance = StudyPicture['provenance'];

/** null: they are still being counted. */
function machines(environments: Provenance['environments'] | null): Html | string {
  if (environments === null) return 'being counted …';
  return environments.length === 0 ? 'not recorded yet' : html`${environments.map(environment)}`;
}

const environment = ({ environment: name, trials }: Provenance['environments'][number]): Html =>
  html`<div>${name} <span class="note">(${counted(trials, 'trial')})</span></div>`;

const intervention = ({ at, message, fromIndex }: Provenance['interventions'][number]): Html =>
  html`<div>${message} <span class="note">${moment(at)}, counts from search trial ${fromIndex}</span></div>`;
