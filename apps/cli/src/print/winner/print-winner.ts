import { winnerRecord, type FoundWinner } from '@ram-sweep/results/records';
import { formatRows, formatValue } from '../format/format.js';
import type { Format } from '../format/formats.js';
import { winnerDetails } from './winner-details.js';
import { winnerStudy } from './winner-study.js';
import { winnerSummary } from './winner-summary.js';

/**
 * The best config of a study and what it rests on: a few lines for people, or with `full` all that is known, with the
 * whole config to paste; as YAML a study file; as JSON and CSV a record.
 */
export async function printWinner(found: FoundWinner, format: Format, full = false): Promise<string> {
  if (format === 'yaml') return winnerStudy(found);
  if (format === 'json') return formatValue(format, winnerRecord(found));
  if (format === 'csv') return formatRows(format, [winnerRecord(found)], [], (row) => row);
  return full ? winnerDetails(found) : `${heading(found)}\n\n${winnerSummary(found)}\n`;
}

function heading({ study: { name, spec } }: FoundWinner): string {
  const { name: images, canvas } = spec.dataset;
  return `study ${name} (${images}, ${canvas})`;
}
