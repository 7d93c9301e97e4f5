import { html, type Html } from '@ram-sweep/report/parts';
import { describePhase, plannedPhases } from '@ram-sweep/results';
import type { StudySummary } from '@ram-sweep/store/read';

/**
 * The phases of a study from its first trial to its last control, those that are yet to be added included: so nothing
 * is added later that would make it run backwards.
 */
export function phaseStrip(study: StudySummary): Html {
  const phases = plannedPhases(study).map((phase) => describePhase(phase, study));
  const current = phases.findIndex(({ share }) => share === null || share < 1);
  return html`<ol class="phases" aria-label="phases">
    ${phases.map(({ name, count, share }, index) => {
      const place = index === current && study.state !== 'complete' ? html` aria-current="step"` : null;
      return html`<li${place}>
        <span class="name">${name}</span> <span class="count">${count.replaceAll(/\d{4,}/g, (digits) => Number(digits).toLocaleString('en'))}</span>
        <span class="bar" aria-hidden="true">${bar(share)}</span>
      </li>`;
    })}
  </ol>`;
}

const bar = (share: number | null): Html =>
  share === null
    ? html`<i class="open"></i>`
    : html`<i style="width: ${Math.round(1000 * Math.min(1, share)) / 10}%"></i>`;
