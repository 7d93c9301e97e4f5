import { counted } from '@ram-sweep/format';
import { createHash } from 'node:crypto';
import { html, type Html } from '../../html.js';
import type { ReportData } from '../../report-data.js';
import type { Section } from '../document.js';

/** Workers that are named. */
const MOST_WORKERS = 12;

/** What the numbers rest on: study file, seeds, engine and machine, program. */
export function provenanceSection(data: ReportData): Section {
  const { study, version, commit } = data;
  const text = JSON.stringify(study.spec, null, 2);
  const digest = createHash('sha256').update(JSON.stringify(study.spec)).digest('hex');
  return {
    id: 'provenance',
    title: 'Provenance',
    body: html`<dl class="params">
        ${facts(data).map(
          ([name, value]) =>
            html`<dt>${name}</dt>
              <dd>${value}</dd>`,
        )}
        <dt>page made by</dt>
        <dd>ram-sweep ${version}${commit === null ? null : `, commit ${commit}`}</dd>
        <dt>study file</dt>
        <dd>SHA-256 <code>${digest.slice(0, 16)}</code> as stored</dd>
      </dl>
      <details>
        <summary>The study’s file, with its defaults</summary>
        <pre>${text}</pre>
      </details>`,
  };
}

function facts({ study, winner, provenance, attempts, pictures }: ReportData): [string, Html][] {
  const seeds = winner?.group?.trials.map(({ config }) => config.seed) ?? [];
  const workers = [...new Set(attempts.map(({ worker }) => worker))];
  const named = workers.slice(0, MOST_WORKERS).join(', ');
  return [
    ['study', html`${study.name}, <code>${study.id}</code>`],
    ['seed', html`${study.spec.seed}`],
    ...(seeds.length > 0 ? [['seeds of the best', html`${seeds.join(', ')}`] as [string, Html]] : []),
    ['engine, machine', environments(provenance.environments)],
    [
      'workers',
      html`${counted(workers.length, 'worker')}${named === '' ? '' : `: ${named}`}${workers.length > MOST_WORKERS ? ', …' : ''}`,
    ],
    ...(pictures.kind === 'paths'
      ? [['images', html`${pictures.source}; pictures computed by ${pictures.engine}`] as [string, Html]]
      : []),
  ];
}

function environments(rows: ReportData['provenance']['environments']): Html {
  if (rows.length === 0) return html`not recorded`;
  return html`${rows.map(
    ({ environment, trials }) =>
      html`<div>${environment} <span class="note">(${counted(trials, 'trial')})</span></div>`,
  )}`;
}
