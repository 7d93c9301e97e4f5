import { counted } from '@ram-sweep/format';
import { wayOut } from '@ram-sweep/results';
import type { FailureGroup, StudySummary } from '@ram-sweep/store/read';
import { commandsInThisShell } from './command/in-this-shell.js';
import { propose } from './command/propose.js';

type Study = Pick<StudySummary, 'name' | 'spec' | 'counts' | 'trials'>;

/** `2 failed (diverged)`, `5 failed (3 diverged, 2 hung)`. */
export function describeFailed(groups: readonly FailureGroup[]): string {
  const failed = groups.reduce((sum, { trials }) => sum + trials, 0);
  const named = groups.map((group) => (groups.length === 1 ? group.class : `${group.trials} ${group.class}`));
  return `${failed} failed${named.length > 0 ? ` (${named.join(', ')})` : ''}`;
}

/** Of each reason the first trial that failed of it, what it said, and what helps. */
export const explainFailures = (study: Study, groups: readonly FailureGroup[]): string[] =>
  groups.flatMap((group) => [
    `${group.class}: ${whichTrials(group)}: ${oneLine(group.message)}`,
    `  ${commandsInThisShell(wayOut(study, group.class))}`,
  ]);

const whichTrials = ({ trials, first }: FailureGroup): string =>
  trials === 1 ? `trial ${first}` : `${counted(trials, 'trial')}, the first is ${first}`;

const MOST_CHARACTERS = 200;

function oneLine(message: string): string {
  const line = message.replaceAll(/\s+/g, ' ').trim();
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS - 1)}…` : line;
}

/** The end of a study of which nothing can be learned: what failed, why, and commands that help. `log`: its file. */
export function describeFruitless(study: Study, groups: readonly FailureGroup[], log: string): string {
  const { counts, trials, name } = study;
  const all = counts.failed === trials ? 'all ' : '';
  const cancelled = counts.cancelled > 0 ? `, ${counts.cancelled} cancelled` : '';
  return [
    `study ${name} is over without a result: ${all}${describeFailed(groups)}${cancelled}`,
    ...explainFailures(study, groups).map((line) => `  ${line}`),
    '',
    `one trial      ${propose(`show ${groups[0]?.first ?? 0} ${name}`)}`,
    `all trials     ${propose(`trials ${name}`)}`,
    `the log        ${log}`,
    `shut down      ${propose('down')}`,
  ].join('\n');
}
