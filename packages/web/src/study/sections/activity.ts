import { html, type Html } from '@ram-sweep/report/parts';
import type { ActivityRow } from '@ram-sweep/store/read';
import type { LiveSection } from '../../page.js';
import { nothing, titled } from '../../section.js';
import { moment } from '../../words/times.js';
import type { StudyData } from '../read-study.js';

/** Rows that are seen at once; the others are a click away. */
const SHOWN = 12;

/** What happened lately, the newest first. */
export function activitySection({ activity }: StudyData): LiveSection {
  if (activity.length === 0) return nothing('activity');
  const newest = activity.toReversed();
  const older = newest.slice(SHOWN);
  return titled(
    'activity',
    'Activity',
    html`${list(newest.slice(0, SHOWN))}
    ${
      older.length === 0
        ? null
        : html`<details id="older-activity">
            <summary>${older.length} earlier ones</summary>
            ${list(older)}
          </details>`
    }`,
  );
}

const list = (rows: readonly ActivityRow[]): Html =>
  html`<ol class="activity">
    ${rows.map(({ id, at, message }) => html`<li data-key="${id}">${moment(at)} <span>${message}</span></li>`)}
  </ol>`;
