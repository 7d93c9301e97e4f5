import { percent } from '@ram-sweep/format';
import type { ReportTrial } from '../report-trial.js';
import { html, type Html } from '../html.js';
import { paramsText } from './texts.js';

/** What is said of a trial that is pointed at, by its number; of those that some mark on the page is of. */
export function pointedTexts(
  trials: readonly ReportTrial[],
  fields: readonly string[],
  page: readonly Html[],
): Record<string, string> {
  const marks = html`${page}`.text.matchAll(/data-trial="(\d+)"/g);
  const marked = new Set([...marks].map(([, number]) => Number(number)));
  return Object.fromEntries(
    trials
      .filter(({ number }) => marked.has(number))
      .map(({ number, bestValidationError, bestEpoch, params, phase }) => {
        const kind = phase === 'search' ? '' : ` (${phase})`;
        const error =
          bestEpoch === null ? 'no epoch' : `${percent(bestValidationError)} at epoch ${bestEpoch}`;
        const drawn = paramsText(params, fields);
        return [number, `trial ${number}${kind}: ${error}${drawn === '' ? '' : ` · ${drawn}`}`];
      }),
  );
}
