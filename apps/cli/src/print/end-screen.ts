import { counted } from '@ram-sweep/format';
import type { Winner } from '@ram-sweep/results';
import type { FailureGroup, StudySummary } from '@ram-sweep/store/read';
import { describeFailed } from './failures.js';
import { propose } from './command/propose.js';
import { currentShell, type Shell } from './command/shell.js';
import type { FoundWinner } from '@ram-sweep/results/records';
import { winnerSummary } from './winner/winner-summary.js';

/**
 * What a person wants to know when a study is complete: its trials, the winner and what its attention is worth, and
 * three commands to continue with. It fits a terminal of 80×24 where the names in it are not long.
 */
export function endScreen(found: FoundStudy, shell: Shell = currentShell()): string {
  const { study, winner, provenance, failures = [] } = found;
  const parts = [
    `study ${study.name} is complete: ${describeTrials(study, failures)}`,
    ...(winner ? [winnerSummary({ study, winner, provenance }), nextCommands(study, winner, shell)] : []),
  ];
  return `\n${parts.join('\n\n')}\n`;
}

/** A study that is over, with its winner; null where no trial has finished an epoch. */
type FoundStudy = Pick<FoundWinner, 'study' | 'provenance'> & {
  readonly winner: Winner | null;
  /** Why trials failed; none by default. */
  readonly failures?: readonly FailureGroup[];
};

function describeTrials(
  { counts, trials, surplus }: StudySummary,
  failures: readonly FailureGroup[],
): string {
  return [
    `${counts.complete} of ${counted(trials, 'trial')}`,
    ...(counts.pruned > 0 ? [`, ${counts.pruned} pruned`] : []),
    ...(counts.failed > 0 ? [`, ${describeFailed(failures)}`] : []),
    ...(surplus > 0 ? [`; ${surplus} more were surplus`] : []),
  ].join('');
}

function nextCommands({ name }: StudySummary, { group }: Winner, shell: Shell): string {
  return [
    `config      ${propose(`best ${name} --full`, shell)}`,
    `test error  ${propose(`test ${name}${group ? ' --finalists' : ''}`, shell)}`,
    `report      ${propose(`report ${name}`, shell)}`,
  ].join('\n');
}
