import { counted } from '@ram-sweep/format';
import { html } from '@ram-sweep/report/parts';
import type { LiveSection } from '../../page.js';
import { nothing, titled } from '../../section.js';
import type { StudyData } from '../read-study.js';

/** What trials failed of; nothing where none has. */
export function failuresSection({ failures, study }: StudyData): LiveSection {
  if (failures.length === 0) return nothing('failures');
  return titled(
    'failures',
    `Failures (${study.counts.failed.toLocaleString('en')})`,
    html`<ul class="failures">
        ${failures.map(
          ({ class: cause, trials, first, message }) =>
            html`<li>
              <b>${cause}</b>: ${counted(trials, 'trial')}, the first is trial ${first}
              <pre>${message}</pre>
            </li>`,
        )}
      </ul>
      <p class="note"><code>ram-sweep resume ${study.name} --retry-failed</code> tries them again.</p>`,
  );
}
