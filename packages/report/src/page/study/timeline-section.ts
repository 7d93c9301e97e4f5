import { counted, duration } from '@ram-sweep/format';
import { kindColour } from '../../charts/colours.js';
import { timelineChart } from '../../charts/timeline-chart.js';
import { timeline, type Timeline } from '../../derive/timeline/timeline.js';
import type { TrialKind } from '../../derive/timeline/trial-kind.js';
import { html, type Html } from '../../html.js';
import type { StudyRecord } from '../../report-data.js';
import type { Section } from '../document.js';

/** Who trained what when. Null where nothing was attempted. */
export function timelineSection({ study, trials, attempts }: StudyRecord, now: Date): Section | null {
  const drawn = timeline(study.spec, trials, attempts, now);
  if (drawn === null) return null;
  return {
    id: 'timeline',
    title: 'Timeline',
    body: html`<p>${summary(drawn, attempts.length)}</p>
      ${legend(drawn)}
      <div class="scroll" tabindex="0" role="region" aria-label="timeline">
        <figure class="wide">${timelineChart(drawn)}</figure>
      </div>
      ${leftOut(drawn).map((line) => html`<p class="note">${line}</p>`)}`,
  };
}

function summary({ lanes, seconds, workersLeftOut }: Timeline, attempts: number): string {
  const workers = lanes.filter((name) => name !== '').length + workersLeftOut;
  return `${counted(attempts, 'attempt')} by ${counted(workers, 'worker')} in ${duration(seconds)}. A bar is an attempt.`;
}

const KIND_NAMES: Readonly<Record<TrialKind, string>> = {
  search: 'search',
  finalist: 'finalists',
  random: 'random control',
  frozen: 'frozen control',
  surplus: 'surplus',
};

function legend({ bars, marks, lanes }: Timeline): Html {
  const kinds = (Object.keys(KIND_NAMES) as TrialKind[]).filter((kind) =>
    bars.some((bar) => bar.kind === kind),
  );
  const workers = lanes.filter((name) => name !== '');
  return html`<p class="legend">
      ${kinds.map(
        (kind) =>
          html`<span
            ><span class="swatch" style="background: ${kindColour[kind]}"></span>${KIND_NAMES[kind]}</span
          >`,
      )}
      ${marks.length === 0 ? null : html`<span>◆ promoted at a rung</span><span>◇ ended at a rung</span>`}
    </p>
    <p class="note">
      Lanes from the top:
      ${workers.join(', ')}${workers.length < lanes.length ? ', each with its slots' : ''}.
    </p>`;
}

function leftOut({ workersLeftOut, marksLeftOut, merged }: Timeline): string[] {
  return [
    ...(workersLeftOut > 0 ? [`${counted(workersLeftOut, 'worker')} with fewer attempts left out.`] : []),
    ...(merged ? ['Attempts with no visible gap between them are drawn as one bar.'] : []),
    ...(marksLeftOut > 0 ? [`${counted(marksLeftOut, 'mark')} of trials at rungs left out.`] : []),
  ];
}
