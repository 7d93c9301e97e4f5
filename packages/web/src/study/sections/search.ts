import { figure, html } from '@ram-sweep/report/parts';
import { bestChart } from '../../charts/best-chart.js';
import { curvesChart } from '../../charts/curves-chart.js';
import type { LiveSection } from '../../page.js';
import { awaited, nothing, titled } from '../../section.js';
import type { StudyPicture } from '../read-picture.js';
import type { StudyData } from '../read-study.js';

const TITLE = 'The search';

/** How the search goes: the best so far, and the learning curves of its leaders. */
export function searchSection({ study, picture }: StudyData): LiveSection {
  if (picture === null) return awaited('search', TITLE);
  const { best, curves } = picture;
  if (best.improvements.length === 0) return nothing('search');
  const line = { name: study.name, colour: 'var(--best)', best };
  const trials = Math.max(study.spec.trials ?? 0, study.phases.search.trials);
  return titled(
    'search',
    TITLE,
    html`<div class="two">
      ${figure('Best validation error so far', bestChart([line], trials), 'A point is a trial that was better than all before it.')}
      ${figure('Learning curves of the leaders', curvesChart(curves), captionOf(curves))}
    </div>`,
  );
}

const captionOf = (curves: StudyPicture['curves']): string =>
  curves.length > 1
    ? `Validation error by epoch of the best ${curves.length} trials of the search; the strong line is trial ${curves[0]!.trial}.`
    : `Validation error by epoch of the best trial of the search, trial ${curves[0]?.trial ?? '–'}.`;
