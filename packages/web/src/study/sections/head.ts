import { counted, percent } from '@ram-sweep/format';
import { dataText, html, verdictText, type Html } from '@ram-sweep/report/parts';
import { describeBest, describeProvenance, plannedPhases } from '@ram-sweep/results';
import type { LiveSection } from '../../page.js';
import { untitled } from '../../section.js';
import { describeState, studyState } from '../../words/state.js';
import type { StudyData } from '../read-study.js';

/** What is studied, and in which state it is. */
export function headSection({ study, picture }: StudyData): LiveSection {
  return untitled(
    'head',
    html`<p class="kind">ram-sweep study</p>
      <h1>${study.name} ${studyState(study)}</h1>
      <p class="lead">${dataText(study.spec.dataset)}; ${searchText(study)}. ${describeState(study)}</p>
      ${picture && describeProvenance(picture.provenance).map((line) => html`<p class="note">${sentence(line)}</p>`)}`,
  );
}

/** `3.10% mnist-28`: what is seen of a page in the row of tabs. */
export const pageTitle = ({ study: { best, name } }: Pick<StudyData, 'study'>): string =>
  best === null ? name : `${percent(best.validation.mean)} ${name}`;

/** What has been found, which is announced when it changes. */
export function headlineSection({ study, winner }: StudyData): LiveSection {
  const { best, state } = study;
  const title = state === 'complete' ? 'Best' : 'Best so far';
  return {
    id: 'headline',
    html: html`<div id="headline" aria-live="polite" data-page-title="${pageTitle({ study })} – ram-sweep">
      ${
        best === null
          ? html`<p class="verdict"><b>No result yet:</b> no trial has finished an epoch.</p>`
          : html`<p class="verdict best"><b>${title}: ${describeBest(best)}.</b></p>`
      }
      ${winner === null ? null : verdictText(winner)}
    </div>`.text,
  };
}

function searchText(study: StudyData['study']): Html {
  const { spec } = study;
  const fields = Object.keys(spec.space);
  const { over, trials: planned } = plannedPhases(study)[0]!;
  const trials = planned === null ? `${counted(over, 'trial')} so far` : counted(planned, 'trial');
  return fields.length === 0
    ? html`${trials} of one config, with no search`
    : html`${trials} by ${spec.sampler.name} search over ${fields.join(', ')}`;
}

const sentence = (line: string): string => `${line.slice(0, 1).toUpperCase()}${line.slice(1)}.`;
