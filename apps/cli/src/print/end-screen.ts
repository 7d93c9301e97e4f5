import { counted } from '@ram-sweep/format';
import type { Winner } from '@ram-sweep/results';
import type { StudySummary } from '@ram-sweep/store/read';
import { propose } from './propose.js';
import type { FoundWinner } from './winner/found-winner.js';
import { winnerSummary } from './winner/winner-summary.js';

/**
 * What a person wants to know when a study is complete: its trials, the winner and what its attention is worth, and three
 * commands to go on with. It fits a terminal of 80×24 where the names in it are not long.
 */
export function endScreen({
  study,
  ...found
}: Omit<FoundWinner, 'winner'> & { winner: Winner | null }): string {
  const { winner } = found;
  const parts = [
    `study ${study.name} is complete: ${describeTrials(study)}`,
    ...(winner ? [winnerSummary({ ...found, study, winner }), nextCommands(study, winner)] : []),
  ];
  return `\n${parts.join('\n\n')}\n`;
}

function describeTrials({ counts, trials, surplus }: StudySummary): string {
  return [
    `${counts.complete} of ${counted(trials, 'trial')}`,
    ...(counts.pruned > 0 ? [`, ${counts.pruned} pruned`] : []),
    ...(counts.failed > 0 ? [`, ${counts.failed} failed`] : []),
    ...(surplus > 0 ? [`; ${surplus} more were surplus`] : []),
  ].join('');
}

function nextCommands({ name }: StudySummary, { group }: Winner): string {
  return [
    `config      ${propose(`best ${name} --full`)}`,
    `test error  ${propose(`test ${name}${group ? ' --finalists' : ''}`)}`,
    `report      ${propose(`report ${name}`)}`,
  ].join('\n');
}
